"""What a rule does to visits, and what people hear of it."""
