"""Whole jobs: the daily brief, its archive and delivery, bulk summarising."""
