"""How does a contract stand in a workbook? Sheets, tables and columns; no host."""
