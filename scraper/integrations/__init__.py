"""Loaders and components for other packages, one module for each, in an extra of the same name.

A module is imported by whoever uses it, and imports its package then; MissingExtra says what to install.
"""
