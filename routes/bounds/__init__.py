"""How good any plan can be at best: column generation, bounds, proofs."""
