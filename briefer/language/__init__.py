"""What a text says without a neural model: sentences, dates, figures, names. Knows only the nouns and the resources."""
