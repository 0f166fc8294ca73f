"""An article as something to read: renderings, explanations, files."""
