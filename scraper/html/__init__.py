"""From bytes to a tree: charset, limits, elements and the document tree. Nothing here is specific to news."""
