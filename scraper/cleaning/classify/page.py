"""One page as the detectors see it: its lines, what is known of it, and the verdicts so far."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scraper.cleaning.classify.features import Cues, lazy, page_of, plainly
from scraper.cleaning.lexicon import Pack, phrases
from scraper.cleaning.lines.line import Cut, Kind, Line
from scraper.model import Reason, Span
from scraper.rules import Matcher

_LOOKED_FOR = ("offers", "subscriptions", "apps", "daily", "asks")
_WEIGHED = ("giving", "newsroom", "urgency")
_SET = frozenset((Kind.TABLE, Kind.PRE))
_SHORT = frozenset((Kind.HEADING, Kind.FIGURE))
_PARTED = "\x1d"


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


class View:
    """The page under judgement. Detectors read it and call `cut`; the first verdict on a line stands."""

    def __init__(self, lines: Sequence[Line], facts: Facts) -> None:
        self.lines = lines
        self.facts = facts
        self.cuts: list[Cut | None] = [line.cut for line in lines]
        self._live: list[int] | None = None
        self._live_prose: list[int] | None = None
        self.publisher = publisher_of(facts.url)
        texts = [line.text for line in lines]
        self.page = plainly(_PARTED.join(texts))
        """All lines in lower case, parted by a character no line holds. A hyphen parts words."""
        self.lower = self.page.split(_PARTED)
        """The lines in lower case."""
        page = page_of(self.page, facts.packs, self.publisher, self._phrases)
        self.cues = [Cues(text, lower, page) for text, lower in zip(texts, self.lower, strict=False)]

    def cut(self, index: int, reason: Reason, rule: str, *, tail: bool = False) -> None:
        """Take line `index` out, unless it has a verdict already."""
        if self.cuts[index] is None:
            self.cuts[index] = Cut(reason, rule, tail)
            self._live = self._live_prose = None

    def reason(self, index: int) -> Reason | None:
        """Why line `index` was taken; None while it was not."""
        cut = self.cuts[index]
        return cut.reason if cut is not None else None

    def is_open(self, index: int) -> bool:
        """Whether the site's rule may still decide on line `index`: nobody has, or only what is general."""
        cut = self.cuts[index]
        return cut is None or cut.rule.startswith("cleaning.")

    def reopen(self, index: int) -> None:
        """Take a general verdict back, for the rule of the site to give its own."""
        if self.is_open(index):
            self.cuts[index] = None
            self._live = self._live_prose = None

    def live(self) -> list[int]:
        """The lines nobody has taken yet, pictures aside."""
        if self._live is None:
            lines = self.lines
            self._live = [i for i, cut in enumerate(self.cuts) if cut is None and lines[i].kind is not Kind.FIGURE]
        return self._live

    def prose(self, index: int) -> bool:
        """Whether line `index` is a paragraph that somebody wrote, not a label, a name or a headline."""
        return self._prose[index]

    @lazy
    def _prose(self) -> list[bool]:
        prose = []
        for line, cue in zip(self.lines, self.cues, strict=True):
            if line.kind in _SET or line.kind in _SHORT or line.linked > 0.8:
                prose.append(line.kind in _SET)
            else:
                words = cue.words
                prose.append(words >= 25 or (words >= 8 and cue.sentence))
        return prose

    def live_prose(self) -> list[int]:
        """The paragraphs nobody has taken yet."""
        if self._live_prose is None:
            prose = self._prose
            self._live_prose = [i for i in self.live() if prose[i]]
        return self._live_prose

    def neighbours(self, index: int, step: int) -> Iterator[int]:
        """The lines after (`step` 1) or before (-1) `index`, pictures aside."""
        at = index + step
        while 0 <= at < len(self.lines):
            if self.lines[at].kind is not Kind.FIGURE:
                yield at
            at += step

    @lazy
    def _spoken(self) -> dict[str, list[str]]:
        """Field → those of its phrases that stand anywhere on the page, for the fields that lines are looked up by."""
        page = self.page.replace("(", " ").replace('"', " ")
        spoken: dict[str, list[str]] = {}
        for phrase, fields in phrases(self.facts.packs, _LOOKED_FOR).within(page):
            for field in fields:
                spoken.setdefault(field, []).append(phrase)
        return spoken

    @lazy
    def _voiced(self) -> dict[str, list[str]]:
        """Field → those of its phrases that a line which is up for an appeal holds, for the other fields."""
        plain = _PARTED.join([self.cues[i].plain for i in self.live()])
        voiced: dict[str, list[str]] = {}
        for phrase, fields in phrases(self.facts.packs, _WEIGHED).within(plain):
            if f" {phrase}" in plain:
                for field in fields:
                    voiced.setdefault(field, []).append(phrase)
        return voiced

    def _phrases(self, field: str) -> Sequence[str]:
        return (self._spoken if field in _LOOKED_FOR else self._voiced).get(field, ())

    def mentions(self, field: str) -> list[int]:
        """The lines nobody has taken that hold a phrase of a pack's `field`, whatever letters stand around it."""
        spoken, lower = self._spoken.get(field), self.lower
        if not spoken:
            return []
        found = [[i for i in self.live() if phrase in lower[i]] for phrase in spoken]
        return found[0] if len(found) == 1 else sorted(set().union(*found))

    def short_names(self) -> list[int]:
        """Lines of a few words that name the site."""
        cues = self.cues
        short = [i for i in self.live() if cues[i].words <= 5] if len(self.publisher) > 4 else []
        if not short or self.publisher not in self.page.replace(" ", "").replace("'", ""):
            return []
        return [i for i in short if cues[i].names_publisher]

    def openers(self) -> list[int]:
        """Lines nobody has taken that begin in capitals, as appeals do."""
        cues = self.cues
        capitals = [i for i in self.live() if cues[i].text[:6].isupper() or cues[i].text.isupper()]
        return [i for i in capitals if cues[i].opens]

    @lazy
    def names_alone(self) -> int:
        """How many lines are nothing but people's names: one is a byline, many are the subheads of a list."""
        return sum(cue.people for cue in self.cues)

    def gap(self, index: int) -> int:
        """Line breaks in front of line `index` beyond the page's usual ones; 0 for HTML, which keeps none."""
        return self._gaps[index]

    @lazy
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
