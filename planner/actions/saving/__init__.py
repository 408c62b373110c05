"""Load, decide, save once: what every action shares."""
