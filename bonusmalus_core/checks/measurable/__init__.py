"""Can every KPI be measured: target, source, precision and variant?"""
