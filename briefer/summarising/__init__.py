"""From one article to a headline summary: the bundled transformer, and choosing and compressing by its signals.

This room knows nothing about files it was not told of, the network, stories or briefs.
"""
