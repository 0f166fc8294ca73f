"""Measurements, each a ratio from one run; no test, and no bound that a slow machine could break."""
