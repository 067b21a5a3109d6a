"""Condense news into briefs."""
