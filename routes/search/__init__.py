"""The search by ruin and recreate, the arrays it works on, and the second engine."""
