"""Signing in, who may open what, and the pages about people."""
