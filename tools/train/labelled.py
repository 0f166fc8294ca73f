"""One page or flattened text to train on: its lines and their labels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from scraper.cleaning.classify.page import Classification


@dataclass(frozen=True, slots=True)
class Labelled:
    """A page or a text after the detectors. `labels` has one value a line: 1 leaves, 0 stays, -1 is not known."""

    source: str
    site: str
    weight: float
    page: Classification
    labels: tuple[int, ...]
    keys: tuple[str, ...] = ()
    truth: Mapping[str, str] = field(default_factory=dict)
    """For flattened text, the key of each line as it was labelled → "body", "other" or "free"."""
