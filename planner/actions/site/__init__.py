"""The published site and what the office reads beside it."""
