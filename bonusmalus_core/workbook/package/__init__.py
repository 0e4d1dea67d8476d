"""How is an .xlsx package read, and patched so that everything but the results stays byte for byte?"""
