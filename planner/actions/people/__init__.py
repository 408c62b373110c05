"""People: accounts, sign-ins, the second step, and the history of what each did."""
