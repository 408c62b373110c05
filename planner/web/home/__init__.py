"""The dashboard, the search and the pages every office has."""
