"""Day sheets and the crew's phone page."""
