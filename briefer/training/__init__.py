"""From a corpus to a checkpoint and its figures: labels, training, evaluation, export.

Users train and measure with it too (`briefer train`, `briefer evaluate`); it knows nothing about stories or briefs.
"""
