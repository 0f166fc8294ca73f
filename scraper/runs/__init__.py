"""Scheduled runs over many sites: poll the sources, fetch and clean new pages, store articles, and monitor sites."""
