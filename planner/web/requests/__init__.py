"""Requests, visits, calls and imports."""
