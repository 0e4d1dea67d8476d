"""How do the tables of a workbook become records? Step by step: headers, cells, rows, what rows say of each other."""
