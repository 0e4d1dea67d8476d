"""How does the add-in get into a user's Excel, and out again, without an administrator?"""
