"""Instruments and policies: recorded, previewed, confirmed."""
