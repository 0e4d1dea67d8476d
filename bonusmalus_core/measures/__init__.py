"""How do raw contact records become rows of month, KPI, numerator and denominator?"""
