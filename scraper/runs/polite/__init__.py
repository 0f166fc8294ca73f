"""Polite fetching: robots.txt, a delay per host, back-off."""
