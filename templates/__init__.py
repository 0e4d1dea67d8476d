"""Which contracts does Bonus-Malus bring along? Each template is words and numbers here, and a built workbook."""
