"""Posters of a kelurahan."""
