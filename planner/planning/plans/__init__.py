"""Drafts: the tour problem, its answer, edits, differences, publication."""
