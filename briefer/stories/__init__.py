"""The same event across sources: duplicates, clusters, rank, and what changed since last time."""
