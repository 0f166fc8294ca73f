"""Elements or flattened text as lines, and kept lines as blocks."""
