"""How are the repeats among many contacts counted fast, where their ids are whole numbers?"""
