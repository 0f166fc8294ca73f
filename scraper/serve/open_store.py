"""The store of the server: opened for reading, and again where its file was replaced."""

from __future__ import annotations

from threading import Lock

from scraper.runs.store import Store


class OpenStore:
    """The store at a URL. Raises StoreError if it cannot be opened."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._lock = Lock()
        self._store = Store.open(url, read_only=True)

    def get(self) -> Store:
        """The store, opened again if its file was removed or replaced meanwhile, as by restoring a backup."""
        with self._lock:
            if self._store.is_replaced:
                self._store.close()
                self._store = Store.open(self._url, read_only=True)
            return self._store

    def close(self) -> None:
        """Close the connections."""
        with self._lock:
            self._store.close()
