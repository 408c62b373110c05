"""The words of the product: areas, rules, decisions, visits, plans. Pure values, no I/O."""
