"""Requests, and what becomes of their visits."""
