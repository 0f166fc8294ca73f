"""One page as the detectors see it: its lines, what is known of it, and the cues of each line, worked out once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from scraper.cleaning.lexicon import Pack, count_phrases, label_key
from scraper.cleaning.lines import Cut, Kind, Line
from scraper.model import Reason, Span
from scraper.rules import Matcher

_QUOTED = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)|«[^»]*(?:»|$)|„[^“”]*(?:[“”]|$)")
_SENTENCE = re.compile(r"[.!?…][\"'”’»)\]]*$|[:;]$|[。！？」]$")
_CJK = re.compile(r"[぀-ヿ㐀-鿿가-힯]")
_MONEY = re.compile(r"[$€£¥]\s?\d|\d\s?(?:€|£|\$|euros?\b|dollars?\b)")
_TOKEN = re.compile(r"[\w$€£']+(?:-\w+)*")
_STARTS = re.compile(r"(?:^|[.!?:…—–(] ?)\s*(?:(?:and|so|but|or|then|just|please|now|bitte|und|et|y)[, ]+)?")
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
    """What one line says, apart from what it quotes. Worked out when asked for, once."""

    def __init__(self, line: Line, packs: tuple[Pack, ...], publisher: str) -> None:
        text = self.text = line.text
        self.words = len(text.split())
        if not text.isascii() and _CJK.search(text[:200]):
            self.words = len(text) // 2
        self._packs = packs
        self._publisher = publisher

    @cached_property
    def key(self) -> str:
        """The line as labels are compared."""
        return label_key(self.text)

    @cached_property
    def sentence(self) -> bool:
        """It ends as a sentence does."""
        return _SENTENCE.search(self.text, max(0, len(self.text) - 12)) is not None

    @cached_property
    def plain(self) -> str:
        """Lower case, quotations and punctuation out, padded: a phrase begins a word where a space comes before it."""
        if self.words > MOST_WORDS:
            return " "
        return f" {' '.join(_TOKEN.findall(_QUOTED.sub(' ', self.text).lower().replace('’', chr(39))))} "

    @cached_property
    def tokens(self) -> frozenset[str]:
        """The words of `plain`."""
        return frozenset(self.plain.split())

    @cached_property
    def _said(self) -> Counter[str]:
        return count_phrases(self._packs, self.plain, self.tokens)

    def count(self, field: str) -> int:
        """How many phrases of a pack's `field` the line holds."""
        return self._said[field]

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
        return _MONEY.search(self.text) is not None

    @cached_property
    def imperative(self) -> bool:
        """A sentence of it begins with a call."""
        verbs = tuple(verb for pack in self._packs for verb in pack.imperatives)
        text = f"{_QUOTED.sub(' ', self.text[:1000]).lower()} "
        return any(text.startswith(verbs, match.end()) for match in _STARTS.finditer(text))

    @cached_property
    def names_publisher(self) -> bool:
        """It names the site it stands on."""
        return len(self._publisher) > 4 and self._publisher in self.plain.replace(" ", "").replace("'", "")

    @cached_property
    def shouted(self) -> bool:
        """All capitals, as the opener of an appeal or a button is."""
        return len(self.text) > 5 and self.text.isupper()

    @cached_property
    def opens_shouted(self) -> bool:
        """Its first words are in capitals and something follows: "WE NEED YOU: …"."""
        opening = re.split(r"[.:!?…—–]", self.text, maxsplit=1)[0]
        return len(opening.split()) >= 3 and len(opening) < 100 and opening.isupper()


class View:
    """The page under judgement. Detectors read it and call `cut`; the first verdict on a line stands."""

    def __init__(self, lines: Sequence[Line], facts: Facts) -> None:
        self.lines = lines
        self.facts = facts
        self.cuts: list[Cut | None] = [line.cut for line in lines]
        self.publisher = publisher_of(facts.url)
        self.cues = [Cues(line, facts.packs, self.publisher) for line in lines]

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

    def gap(self, index: int) -> int:
        """Line breaks in front of line `index` beyond the page's usual ones; 0 for HTML, which keeps none."""
        return self._gaps[index]

    @cached_property
    def _gaps(self) -> list[int]:
        places = [line.place for line in self.lines]
        breaks = [
            before.raw[len(before.raw.rstrip()) :].count("\n") if isinstance(before, Span) else 0
            for before in places[:-1]
        ]
        usual = sorted(breaks)[len(breaks) // 2] if breaks else 0
        return [0, *(max(0, count - usual) for count in breaks)]


def publisher_of(url: str) -> str:
    """The name of a site as its host spells it: "motherjones" for https://develop.motherjones.com/…."""
    host = re.match(r"(?:https?:)?//(?:[^/@]*@)?([^/:?#]+)", url)
    labels = host.group(1).lower().split(".")[:-1] if host else []
    if len(labels) > 1 and labels[-1] in ("co", "com", "org", "net", "gov", "ac"):
        labels.pop()
    return re.sub(r"[^a-z0-9]", "", labels[-1]) if labels else ""
