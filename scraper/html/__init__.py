"""Bytes to tree: charset, limits, elements and the document tree. It knows nothing of news."""
