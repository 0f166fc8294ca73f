"""What the class names and the id of an element say of it; the words are those of `lexicon/class_hints.toml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from scraper.cleaning.lexicon import read_words
from scraper.html.dom import Node
from scraper.model import Reason

_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_MOST_NAME = 500


@dataclass(frozen=True, slots=True)
class Hint:
    """What a name says of its element: what it is for (`strong`), what it may be for (`weak`), that it holds a story.

    Words that hint weakly have other uses too: "card", "widget", "author". `unseen` text is for screen readers only; a
    `box` stands beside the story even where it holds full sentences.
    """

    strong: Reason | None = None
    weak: Reason | None = None
    content: bool = False
    unseen: bool = False
    box: bool = False


@dataclass(frozen=True)
class _Words:
    strong: Mapping[str, Reason]
    weak: Mapping[str, Reason]
    content: frozenset[str]
    unseen: frozenset[str]
    boxes: frozenset[str]
    states: frozenset[str]
    topics: tuple[str, ...]


@cache
def _words() -> _Words:
    data = read_words("class_hints")
    strong, weak = (
        {word: Reason(reason) for reason, words in data[key].items() for word in words} for key in ("strong", "weak")
    )
    return _Words(
        strong,
        weak,
        frozenset(data["content"]),
        frozenset(data["unseen"]),
        frozenset(data["boxes"]),
        frozenset(data["states"]),
        tuple(data["topics"]),
    )


@lru_cache(maxsize=8192)
def hint_of(name: str) -> Hint:
    """What the class names and the id in `name` say of their element: "block__newsletterSignup" is a newsletter."""
    words = _words()
    strong = weak = None
    content = unseen = box = False
    for part in name.split():
        if part.startswith(words.topics) and part not in words.strong:
            continue
        before = ""
        for word in _NOT_WORD.split(_HUMP.sub("-", part).lower() if not part.islower() else part):
            after_state = before in words.states
            if word and word not in words.states and not after_state:
                both = f"{before}-{word}"
                strong = strong or words.strong.get(both) or words.strong.get(word)
                weak = weak or words.weak.get(word) or words.weak.get(both)
                content = content or both in words.content or word in words.content
                unseen = unseen or both in words.unseen or word in words.unseen
                box = box or both in words.boxes or word in words.boxes
            before = "" if after_state and word else word or before
    return Hint(strong, weak, content, unseen, box)


def name_of(node: Node) -> str:
    """The class names and the id of an element."""
    return name_in(node.attributes)


def name_in(attributes: Mapping[str, str | None]) -> str:
    """The class names and the id among the attributes of an element."""
    classes, own = attributes.get("class"), attributes.get("id")
    return (f"{classes} {own}" if classes and own else classes or own or "")[:_MOST_NAME]
