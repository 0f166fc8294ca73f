"""One page as the deciders see it: its lines, what is known of it, and the decisions so far."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from scraper.cleaning.classify.features import Features, page_words, plainly
from scraper.cleaning.lexicon import Pack, phrases
from scraper.cleaning.lexicon.matching import needle
from scraper.cleaning.lines.line import Decision, Line, LineKind
from scraper.cleaning.metadata.date_lines import is_date_line, opens_with_date
from scraper.cleaning.metadata.dates import iso_date
from scraper.model import DecisionOrigin, Reason, Span
from scraper.rules import NamedRule
from scraper.urls import publisher_of

_LOOKED_FOR = ("newsletter_words", "subscription_words", "app_words", "frequency_words", "appeal_verbs")
_WEIGHED = ("donation_words", "newsroom_words", "urgency_words")
_SET = frozenset((LineKind.TABLE, LineKind.PRE))
_SHORT = frozenset((LineKind.HEADING, LineKind.FIGURE))
_DATING = frozenset((LineKind.PARAGRAPH, LineKind.HEADING))
_MOST_DATED = 4
"""Paragraphs below one date of a timeline, at the most."""
_PARTED = "\x1d"


@dataclass(frozen=True, slots=True)
class PageContext:
    """What is known of the page before any of its lines is decided.

    `flat` says that the lines are those of flattened text, which has no markup; `named` is the rule of the site.
    """

    url: str = ""
    title: str = ""
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    packs: tuple[Pack, ...] = ()
    named: NamedRule | None = None
    flat: bool = False
    published: str = ""


class Classification:
    """The lines of one page and the decisions on them so far. The first decision on a line stands.

    `removed[i]` is the decision or the suggestion by which line `i` leaves the body, None while it stays. `confidence`
    is the share of the lines, 0 to 1, for which the line judge expects that they are decided rightly.
    """

    def __init__(self, lines: Sequence[Line], context: PageContext) -> None:
        self.lines = lines
        self.context = context
        self.decisions: list[Decision | None] = [None] * len(lines)
        self.removed: list[Decision | None] = [None] * len(lines)
        self.confidence = 1.0
        self._remaining: list[int] | None = None
        self._remaining_prose: list[int] | None = None
        self._needles: dict[str, Sequence[str]] = {}
        self.publisher = publisher_of(context.url).replace("-", "")
        texts = [line.text for line in lines]
        self.page = plainly(_PARTED.join(texts))
        """All lines in lower case, parted by a character no line holds. A hyphen parts words."""
        self.lower = self.page.split(_PARTED)
        """The lines in lower case."""
        page = page_words(self.page, context.packs, self.publisher, self._needles_of)
        self.features = [Features(text, lower, page) for text, lower in zip(texts, self.lower, strict=False)]

    def decide(self, index: int, decision: Decision) -> None:
        """Decide line `index`, unless it is decided already. What was suggested for it gives way."""
        if self.decisions[index] is None:
            self.decisions[index] = decision
            self._set_removed(index, decision if decision.reason is not None else None)

    def remove(self, index: int, reason: Reason, rule: str, origin: DecisionOrigin = DecisionOrigin.GENERAL) -> None:
        """Take line `index` out of the body, unless it is decided, or its removal suggested, already."""
        if self.removed[index] is None:
            self.decide(index, Decision(reason, rule, origin))

    def suggest(self, index: int, reason: Reason, rule: str, origin: DecisionOrigin = DecisionOrigin.GENERAL) -> None:
        """Suggest that line `index` leaves the body. Detectors see it as removed; the last deciders settle it."""
        if self.decisions[index] is None and self.removed[index] is None:
            self._set_removed(index, Decision(reason, rule, origin))

    def _set_removed(self, index: int, decision: Decision | None) -> None:
        if self.removed[index] is not decision:
            self.removed[index] = decision
            self._remaining = self._remaining_prose = None

    def reason_of(self, index: int) -> Reason | None:
        """Why line `index` leaves the body; None while it stays."""
        decision = self.removed[index]
        return decision.reason if decision is not None else None

    def remaining(self) -> list[int]:
        """The lines that are still in the body, pictures aside."""
        if self._remaining is None:
            removed = self.removed
            self._remaining = [
                i for i, line in enumerate(self.lines) if removed[i] is None and line.kind is not LineKind.FIGURE
            ]
        return self._remaining

    def is_prose(self, index: int) -> bool:
        """Whether line `index` is a paragraph rather than a label, a name or a headline."""
        return self._prose[index]

    @cached_property
    def _prose(self) -> list[bool]:
        prose = []
        for line, cue in zip(self.lines, self.features, strict=True):
            if line.kind in _SET or line.kind in _SHORT or line.linked > 0.8:
                prose.append(line.kind in _SET)
            else:
                words = cue.words
                prose.append(words >= 25 or (words >= 8 and cue.sentence))
        return prose

    def remaining_prose(self) -> list[int]:
        """The paragraphs that are still in the body."""
        if self._remaining_prose is None:
            prose = self._prose
            self._remaining_prose = [i for i in self.remaining() if prose[i]]
        return self._remaining_prose

    def neighbours(self, index: int, step: int) -> Iterator[int]:
        """The lines after (`step` 1) or before (-1) `index`, pictures aside."""
        at = index + step
        while 0 <= at < len(self.lines):
            if self.lines[at].kind is not LineKind.FIGURE:
                yield at
            at += step

    @cached_property
    def _spoken(self) -> dict[str, list[str]]:
        """Field → its phrases that occur anywhere on the page, for the fields by which lines are looked up."""
        page = self.page.replace("(", " ").replace('"', " ")
        spoken: dict[str, list[str]] = {}
        for phrase, fields in phrases(self.context.packs, _LOOKED_FOR).within(page):
            for field in fields:
                spoken.setdefault(field, []).append(phrase)
        return spoken

    @cached_property
    def _voiced(self) -> dict[str, list[str]]:
        """Field → its phrases that occur in a remaining line, for the fields that only an appeal is weighed by."""
        plain = _PARTED.join([self.features[i].plain for i in self.remaining()])
        voiced: dict[str, list[str]] = {}
        for phrase, fields in phrases(self.context.packs, _WEIGHED).within(plain):
            if needle(phrase) in plain:
                for field in fields:
                    voiced.setdefault(field, []).append(phrase)
        return voiced

    def _needles_of(self, field: str) -> Sequence[str]:
        needles = self._needles.get(field)
        if needles is None:
            found = (self._spoken if field in _LOOKED_FOR else self._voiced).get(field, ())
            needles = self._needles[field] = [needle(phrase) for phrase in found]
        return needles

    def mentions(self, field: str) -> list[int]:
        """The remaining lines that contain a phrase of a pack's `field`, whatever letters stand around it."""
        spoken, lower = self._spoken.get(field), self.lower
        if not spoken:
            return []
        found = [[i for i in self.remaining() if phrase in lower[i]] for phrase in spoken]
        return found[0] if len(found) == 1 else sorted(set().union(*found))

    def short_names(self) -> list[int]:
        """The remaining lines of a few words that name the site."""
        features = self.features
        short = [i for i in self.remaining() if features[i].words <= 5] if len(self.publisher) > 4 else []
        if not short or self.publisher not in self.page.replace(" ", "").replace("'", ""):
            return []
        return [i for i in short if features[i].names_publisher]

    def openers(self) -> list[int]:
        """The remaining lines that begin in capitals, as appeals do."""
        features = self.features
        capitals = [i for i in self.remaining() if features[i].text[:6].isupper() or features[i].text.isupper()]
        return [i for i in capitals if features[i].opens]

    @cached_property
    def names_alone(self) -> int:
        """How many lines are nothing but people's names: one is a byline, many are the subheads of a list."""
        return sum(cue.people for cue in self.features)

    @cached_property
    def timeline(self) -> frozenset[int]:
        """The lines that date the parts of a story: two or more of a kind that begin with a date above a paragraph."""
        entries: dict[tuple[LineKind, int, bool], list[int]] = {}
        for index, line in enumerate(self.lines):
            if line.kind in _DATING and not self._prose[index] and self._opens_part(line.text):
                below = next(self.neighbours(index, 1), index)
                if below != index and self._prose[below]:
                    kind = (line.kind, line.level, is_date_line(line.text, bare=line.kind is LineKind.HEADING))
                    entries.setdefault(kind, []).append(index)
        near = [pair for kind in entries.values() for pair in pairwise(kind) if self._close(*pair)]
        return frozenset(index for pair in near for index in pair)

    def _opens_part(self, text: str) -> bool:
        """Whether a line begins with a date other than that of the article."""
        return opens_with_date(text) and not self.is_published(text)

    def is_published(self, text: str) -> bool:
        """Whether a line names the day on which the page says that the article was published."""
        day = self.context.published[:10]
        return bool(day) and (iso_date(text) or "").startswith(day)

    def _close(self, index: int, after: int) -> bool:
        """Whether a few paragraphs lie between two lines that do not say the same."""
        between = sum(self._prose[index:after])
        return between <= _MOST_DATED and self.lines[index].text != self.lines[after].text

    def gap(self, index: int) -> int:
        """Line breaks before line `index` beyond the usual number of the page; 0 for HTML, which has none."""
        return self._gaps[index]

    @cached_property
    def breaks(self) -> list[int]:
        """The line breaks behind each line; 0 for HTML, which has none."""
        places = [line.place for line in self.lines]
        return [place.raw[len(place.raw.rstrip()) :].count("\n") if isinstance(place, Span) else 0 for place in places]

    @cached_property
    def _gaps(self) -> list[int]:
        breaks = self.breaks[:-1]
        usual = sorted(breaks)[len(breaks) // 2] if breaks else 0
        return [0, *(max(0, count - usual) for count in breaks)]


def decide_suggestions(page: Classification) -> None:
    """Decide the lines of which only a removal is suggested, and nothing else is known."""
    for index, suggested in enumerate(page.removed):
        if suggested is not None:
            page.decide(index, suggested)
