"""Maps with the tables that say the same."""
