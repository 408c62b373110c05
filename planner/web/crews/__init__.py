"""Pages of officers and the rota."""
