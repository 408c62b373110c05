"""The first steps: set-up, practice, tour, guide."""
