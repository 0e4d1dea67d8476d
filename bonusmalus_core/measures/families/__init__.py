"""Which measures are there, one module per family?"""
