"""From a draft to what is published, and back."""
