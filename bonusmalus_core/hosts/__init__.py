"""Which programs can hold a contract workbook open, and how are commands given?"""
