"""What is a contract, its measurements and its settlement? Frozen records that know no sheet."""
