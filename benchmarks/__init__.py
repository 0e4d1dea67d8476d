"""How fast is Bonus-Malus? Every job as a ratio to a floor and a peer of the same run, printed by `make bench`."""
