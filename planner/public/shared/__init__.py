"""What every output shares: the facts, the words for them, the templates."""
