"""Reports that are never published: a replay of the rules, for a head of office."""
