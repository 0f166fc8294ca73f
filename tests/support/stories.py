"""The stories in `tests/traps/stories.toml`, one per language, without any boilerplate."""

from __future__ import annotations

import re
import tomllib
from functools import cache

from tests import ROOT

PAGES = ROOT / "tests" / "traps"


def lines_of(page: str) -> list[str]:
    """The paragraphs of a page written one per line; an indented line continues the one above."""
    return re.sub(r"\n +(?= \S)", "", page.strip()).splitlines()


@cache
def story(language: str) -> tuple[str, ...]:
    """The paragraphs of the story in `language`."""
    return tuple(lines_of(tomllib.loads((PAGES / "stories.toml").read_text("utf-8"))[language]))
