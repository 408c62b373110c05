"""What areas are owed, and whom to call."""
