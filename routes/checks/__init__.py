"""The conditions of a legal answer; they share no code with the search or the evaluator."""
