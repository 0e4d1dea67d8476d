"""What follows from a contract and its measurements? Pure, exact functions that know no sheet."""
