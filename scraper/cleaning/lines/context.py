"""Where in a body its text stands."""

from __future__ import annotations

from scraper.cleaning.lines.line import Kind


class Context:
    """What the text met now belongs to; saved and restored around each block element."""

    __slots__ = ("group", "kind", "level", "number", "ordered", "path")

    def __init__(self, kind: Kind, path: str) -> None:
        self.kind = kind
        self.path = path
        self.level = self.group = self.number = 0
        self.ordered = False

    def child(self, kind: Kind, path: str) -> Context:
        """The context of an element in this one."""
        made = Context(kind, path)
        made.group, made.level, made.ordered = self.group, self.level, self.ordered
        return made
