"""Tables that people fill in: read with care, looked at before they are taken, undone whole."""
