"""What in a contract is impossible, ambiguous or unwise? Generators of findings."""
