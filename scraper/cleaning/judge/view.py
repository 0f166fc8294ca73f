"""One page as the detectors see it: its lines, what is known of it, and the cues of each line, worked out once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from scraper.cleaning.lexicon import Pack, label_key
from scraper.cleaning.lines import Cut, Kind, Line
from scraper.model import Reason
from scraper.rules import Matcher

_QUOTED = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)|«[^»]*(?:»|$)|„[^“”]*(?:[“”]|$)")
_SENTENCE = re.compile(r"[.!?…][\"'”’»)\]]*$|[:;]$|[。！？」]$")
_CJK = re.compile(r"[぀-ヿ㐀-鿿가-힯]")
_MONEY = re.compile(r"[$€£¥]\s?\d|\d\s?(?:€|£|\$|euros?\b|dollars?\b)")
_SOFTEN = str.maketrans(dict.fromkeys('()[]{}“”"«»„:;,!?…—–/|*•', " "))
_CAPS_WORD = re.compile(r"[A-ZÀ-Þ]{2,}")
MOST_WORDS = 400
"""A line of more words than this is prose, and no cue in it is weighed."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of the page before a line of it is judged."""

    url: str = ""
    title: str = ""
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    packs: tuple[Pack, ...] = ()
    module: str = ""
    matchers: tuple[Matcher, ...] = ()
    flat: bool = False


class Cues:
    """What one line says, apart from what it quotes."""

    def __init__(self, line: Line, packs: Sequence[Pack], publisher: str) -> None:
        self.text = line.text
        self.key = label_key(line.text)
        self.words = len(line.text.split()) if not _CJK.search(line.text[:200]) else len(line.text) // 2
        self.sentence = bool(_SENTENCE.search(line.text))
        self._packs = packs
        self._publisher = publisher

    @cached_property
    def plain(self) -> str:
        """Lower case, quotations and punctuation out, padded: a phrase begins a word where a space comes before it."""
        if self.words > MOST_WORDS:
            return " "
        text = _QUOTED.sub(" ", self.text).lower().replace("’", "'").translate(_SOFTEN)
        return f" {' '.join(text.split())} "

    @cached_property
    def tokens(self) -> frozenset[str]:
        """The words of `plain`."""
        return frozenset(word.strip(".'") for word in self.plain.split())

    def count(self, field: str) -> int:
        """How many phrases of a pack's `field` the line holds."""
        plain = self.plain
        return sum(f" {phrase}" in plain for pack in self._packs for phrase in getattr(pack, field))

    @cached_property
    def you(self) -> bool:
        """It speaks to the reader."""
        return any(not self.tokens.isdisjoint(pack.you) for pack in self._packs)

    @cached_property
    def we(self) -> bool:
        """It speaks as somebody plural."""
        return any(not self.tokens.isdisjoint(pack.we) for pack in self._packs)

    @cached_property
    def attributed(self) -> bool:
        """It reports what somebody said."""
        return any(not self.tokens.isdisjoint(pack.attribution) for pack in self._packs)

    @cached_property
    def quotes(self) -> bool:
        """It quotes more than a word or two."""
        return any(len(match.group(0)) > 25 for match in _QUOTED.finditer(self.text))

    @cached_property
    def money(self) -> bool:
        """It names a sum."""
        return bool(_MONEY.search(self.text))

    @cached_property
    def imperative(self) -> bool:
        """A sentence of it begins with a call."""
        starts = [f"{part.strip()} " for part in re.split(r"[.!?:…]\s", _QUOTED.sub(" ", self.text).lower())]
        return any(
            start.startswith(verb) or start.startswith(f"please {verb}")
            for pack in self._packs for verb in pack.imperatives for start in starts
        )

    @cached_property
    def names_publisher(self) -> bool:
        """It names the site it stands on."""
        return len(self._publisher) > 4 and self._publisher in re.sub(r"[^a-z0-9]", "", self.plain)

    @cached_property
    def shouted(self) -> bool:
        """All capitals, as the opener of an appeal or a button is."""
        letters = [char for char in self.text if char.isalpha()]
        return len(letters) > 5 and sum(char.isupper() for char in letters) > 0.9 * len(letters)

    @cached_property
    def opens_shouted(self) -> bool:
        """Its first words are in capitals and something follows: "WE NEED YOU: …"."""
        opening = re.split(r"[.:!?…—–]", self.text, maxsplit=1)[0]
        return len(_CAPS_WORD.findall(opening)) >= 3 and opening == opening.upper() and len(opening.split()) >= 3


class View:
    """The page under judgement. Detectors read it and call `cut`; the first verdict on a line stands."""

    def __init__(self, lines: Sequence[Line], facts: Facts) -> None:
        self.lines = lines
        self.facts = facts
        self.cuts: list[Cut | None] = [line.cut for line in lines]
        host = re.match(r"(?:https?:)?//(?:[^/@]*@)?([^/:?#]+)", facts.url)
        labels = [part for part in host.group(1).lower().split(".") if part not in ("www", "co", "com", "org", "net")] if host else []
        publisher = re.sub(r"[^a-z0-9]", "", labels[-2] if len(labels) > 1 and len(labels[-1]) <= 3 else "".join(labels[-1:]))
        self.publisher = publisher
        self.cues = [Cues(line, facts.packs, publisher) for line in lines]

    def cut(self, index: int, reason: Reason, rule: str, *, tail: bool = False) -> None:
        """Take line `index` out, unless it has a verdict already."""
        if self.cuts[index] is None:
            self.cuts[index] = Cut(reason, rule, tail)

    def live(self) -> list[int]:
        """The lines nobody has taken yet, pictures aside."""
        return [i for i, cut in enumerate(self.cuts) if cut is None and self.lines[i].kind is not Kind.FIGURE]

    def prose(self, index: int) -> bool:
        """Whether line `index` is a paragraph that somebody wrote, not a label, a name or a headline."""
        line, cue = self.lines[index], self.cues[index]
        if line.kind in (Kind.TABLE, Kind.PRE):
            return True
        if line.kind in (Kind.HEADING, Kind.FIGURE) or line.linked > 0.8:
            return False
        return cue.words >= 25 or (cue.sentence and cue.words >= 8)

    def live_prose(self) -> list[int]:
        """The paragraphs nobody has taken yet."""
        return [i for i in self.live() if self.prose(i)]

    def neighbours(self, index: int, step: int) -> Iterator[int]:
        """The lines after (`step` 1) or before (-1) `index`, pictures aside."""
        at = index + step
        while 0 <= at < len(self.lines):
            if self.lines[at].kind is not Kind.FIGURE:
                yield at
            at += step
