"""What is to be planned, an answer, and the one exact objective."""
