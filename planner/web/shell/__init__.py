"""What every page of the office shares."""
