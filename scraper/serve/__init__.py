"""A store in the browser: read-only pages, feeds and a JSON API, and `POST /clean` for callers in other languages."""
