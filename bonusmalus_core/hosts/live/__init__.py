"""How does a command act on a workbook that is open in a spreadsheet program, whichever program that is?"""
