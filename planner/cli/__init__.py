"""The command ``sijempol``: one verb a task, errors as sentences, progress on long work."""

from planner.cli.app import main

__all__ = ["main"]
