"""A brief as data, the templates that fill it, its renderers and its pictures."""
