"""Asking a site as politely as its robots.txt and its answers want it."""
