"""Who goes along, who is in the office, and what they carry."""
