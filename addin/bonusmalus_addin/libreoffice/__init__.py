"""How does Bonus-Malus live inside LibreOffice Calc? Functions in cells, and commands on the open document."""
