"""Rules and policies: pages, forms and the interface for programs."""
