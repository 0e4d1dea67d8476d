"""How do tests drive xlwings without Excel? An engine of our own, on xlwings' open base classes, over LibreOffice.

What the add-in says to Excel goes through the same calls: to xlwings' Book, Sheet and Range, and for what xlwings lacks
to Excel's own objects (`api`), of which `native` has those members that the add-in uses.
"""
