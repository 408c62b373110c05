"""Drafting, the planning board, comparing and publishing."""
