"""Units, officers, their leave and the rota."""
