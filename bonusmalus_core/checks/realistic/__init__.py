"""Are levels, targets and the choice of KPIs realistic?"""
