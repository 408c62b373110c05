"""The public site as it is served."""
