"""Renderings of an article, the explained article, and atomic file output."""
