"""How do files of records become core frames, and what in them cannot be measured?"""
