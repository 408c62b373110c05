"""Searches that take long: each in a process of its own, with a lease, limits and a way to stop."""
