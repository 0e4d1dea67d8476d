"""How do records become scores of people, teams and departments, and which bonus do those earn?"""
