"""The cheapest tours of one vehicle under given rewards, with exact or relaxed sets of tasks."""
