"""The web edge: published bytes for the public, actions for the office."""
