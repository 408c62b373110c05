"""The Sijempol planner: rules, repair, tours and publication of mobile registry visits."""
