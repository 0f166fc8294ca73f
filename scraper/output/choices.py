"""What a rendering shows of an article."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choices:
    """What a rendering shows; by default everything but the front matter.

    Without `links` their text stays. Without `images` and `players` pictures are left out, and videos and maps; without
    `tables` those. Without `footnotes` neither the marks in the text nor the notes are shown. `head` is the title and
    the dek, `front_matter` the fields of the article above its Markdown.
    """

    links: bool = True
    images: bool = True
    players: bool = True
    tables: bool = True
    footnotes: bool = True
    head: bool = True
    front_matter: bool = False


EVERYTHING = Choices()
"""The defaults."""
