"""One file a use case: load, decide with pure functions, save in one commit."""
