"""How do the spreadsheet programs call Bonus-Malus? Each host has its own module here."""
