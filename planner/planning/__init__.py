"""Decisions become what to do: suspend, limit, wait, tour problem, draft, diff. Pure."""
