"""Which version of the result-bound bonus-malus rules is this?"""

__version__ = "0.1.0"
