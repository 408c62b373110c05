"""Calendars, changes, open data and the interface for programs."""
