"""Does the contract treat both parties alike? Expected values in closed form."""
