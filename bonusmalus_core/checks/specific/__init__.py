"""Is every KPI specific: one formula, its parts named, its words clear?"""
