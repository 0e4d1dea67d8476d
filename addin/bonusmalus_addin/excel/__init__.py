"""How does Bonus-Malus live inside Excel? Functions in cells, and commands on the open workbook."""
