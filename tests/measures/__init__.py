"""Are records measured as the catalogue says?"""
