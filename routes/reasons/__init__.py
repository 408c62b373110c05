"""Why a task is left out, and what would fit it in."""
