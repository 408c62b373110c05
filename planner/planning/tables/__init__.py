"""Rows that people write and read in spreadsheets."""
