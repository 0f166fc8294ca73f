"""What stands before the article: headline, dek, breadcrumb, byline, date, and repetitions of the headline."""

from __future__ import annotations

import re
import unicodedata
from itertools import islice
from urllib.parse import urlsplit

from scraper.cleaning.classify.page import Classification
from scraper.cleaning.lexicon import label_key
from scraper.cleaning.lines.line import LineKind
from scraper.cleaning.metadata.bylines import is_people, is_role, says_by
from scraper.cleaning.metadata.date_lines import is_date_line, is_unmistakable
from scraper.cleaning.metadata.dates import iso_date
from scraper.model import DecisionOrigin, Reason

_NUMBERS = re.compile(r"[\d\s.,:;%$€£()+/|-]{1,40}(?:[AP]M|EDT|EST|GMT|UTC|CET)?$")
_TRAIL = re.compile(r"[^./>›»|]{2,30}(?: ?[/>›»|] ?[^./>›»|]{2,30}){1,4}$")
_CAPITALS = r"[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+"
_PLACE = re.compile(
    rf"(?=.{{4}}){_CAPITALS}(?: {_CAPITALS}){{0,2}}(?:, [A-ZÀ-Þ][\w.]{{1,20}}(?: [A-ZÀ-Þ][\w.]{{1,20}})?)?"
    r"(?: ?\([\w /.-]{2,30}\))?(?:\s?[—–-]{1,2})?$"
    r"|[A-ZÀ-Þ][\w'’ -]{2,30}(?: \([A-Z][\w /.-]{1,20}\))?\s?[—–]$"
)
"""Where a story was written, alone above it: "VELDEN", "NEW YORK (AP) —", "Velden –"."""
_KEPT = frozenset((LineKind.TABLE, LineKind.PRE, LineKind.QUOTE))
_SENTENCE_AND_MORE = re.compile(r"[a-z]{2}[.!?] [A-Z]")
"""A sentence and the beginning of something behind it: a paragraph, or one with a label glued to it."""
_STEM = 5
_REACH = 25
"""The headline is among so many lines from the top."""
_FRONT = 10
"""Front matter is among so many lines from the top."""
_SPEECH = 6
"""Whoever speaks next in an interview is named within so many lines."""
_LONG_DATE = 20
"""A date line has at most so many words, with a byline and the date of the last change in it."""
_WORD = re.compile(r"[^\W_]+")


def decide_byline_and_date(page: Classification) -> None:
    """Remove byline and date near the top; the lines above them are headline and dek, even where they are sentences."""
    above: list[int] = []
    matter: dict[int, Reason] = {}
    seen = 0
    for index in page.remaining()[:_FRONT]:
        reason = _front_reason(page, index, seen)
        if reason is not None:
            matter[index] = reason
            continue
        seen += page.is_prose(index)
        if seen > 2 or (page.is_prose(index) and page.features[index].words > 35):
            break
        above.append(index)
    if not matter:
        return
    for index, reason in matter.items():
        page.remove(index, reason, f"front_matter: {reason.value}", _known(page, reason))
    above = [i for i in above if i < max(matter)]
    if page.context.title or not _title(page, max(above, default=-1) + 1, sure=True):
        return
    deks = [
        i for i in above if i > _at(page, Reason.TITLE) and page.features[i].sentence and page.features[i].words > 4
    ]
    if len(deks) == 1:
        page.suggest(deks[0], Reason.SUBTITLE, "front_matter: dek")


def _front_reason(page: Classification, index: int, prose: int) -> Reason | None:
    """Whether a line is the byline or the date; one that is both goes as the byline."""
    dated = _dated(page, index, prose)
    if dated and not says_by(page.lines[index].text):
        return Reason.DATE
    return Reason.BYLINE if dated or _bylined(page, index, prose) else None


def _known(page: Classification, reason: Reason) -> DecisionOrigin:
    """What a decision rests on that compares a line with the page's headline or authors, where those are known."""
    known = {Reason.TITLE: page.context.title, Reason.BYLINE: page.context.authors}
    return DecisionOrigin.METADATA if known.get(reason) else DecisionOrigin.GENERAL


def _below_words(page: Classification, index: int) -> bool:
    """Whether a possible headline stands above line `index`, on a page whose subheads are not names."""
    above = any(page.features[i].words >= 4 for i in range(index) if page.reason_of(i) in (None, Reason.TITLE))
    return (above or bool(page.context.title)) and page.names_alone < 4


def _at(page: Classification, reason: Reason) -> int:
    return next((i for i in range(len(page.lines)) if page.reason_of(i) is reason), -1)


def _dated(page: Classification, index: int, prose: int) -> bool:
    """Whether a line with so many paragraphs above it gives the date of the article, or the time it takes to read.

    Inside the story, and in a heading, it is no more than a date, but for the very day of publication.
    """
    cue, kind = page.features[index], page.lines[index].kind
    if cue.words > _LONG_DATE or index in page.timeline:
        return False
    bare = (prose > 1 or kind is LineKind.HEADING) and not page.is_published(cue.text)
    if (bare and prose > 1 and kind is LineKind.HEADING) or not is_date_line(cue.text, bare=bare):
        return False
    return not prose or is_unmistakable(cue.text)


def _bylined(page: Classification, index: int, prose: int) -> bool:
    """Whether a line with so many paragraphs above it is the byline: "By …", a known author, or a name alone."""
    text, words = page.lines[index].text, page.features[index].words
    if words > 16 or page.lines[index].kind in (LineKind.HEADING, LineKind.QUOTE) or page.lines[index].kind in _KEPT:
        return False
    if says_by(text) or _is_author(page, text):
        return True
    if prose > (2 if page.context.flat else 1) or page.context.authors:
        return False
    named = page.features[index].people or _sent_from(page, index)
    speaks = prose and not page.context.flat and _is_speaker(page, index)
    return named and _below_words(page, index) and not speaks


def _is_speaker(page: Classification, index: int) -> bool:
    """Whether a name stands above what that person says: another name does so soon after."""
    said = 0
    for after in islice(page.neighbours(index, 1), _SPEECH):
        if page.features[after].people and page.features[after].key != page.features[index].key:
            below = next(page.neighbours(after, 1), None)
            return said > 0 and below is not None and page.is_prose(below)
        said += page.is_prose(after)
    return False


def _sent_from(page: Classification, index: int) -> bool:
    """Whether a line above the date is a name and a place: "Ann Example, Velden"."""
    name, _, place = page.lines[index].text.partition(", ")
    below = next(page.neighbours(index, 1), index)
    sent = place[:1].isupper() and place.replace("-", "").isalpha() and is_people(name)
    return sent and below != index and is_date_line(page.lines[below].text)


def decide_front_lines(page: Classification) -> None:
    """Remove what stands before the first paragraph, and repetitions of the headline after it."""
    prose = page.remaining_prose()
    first = prose[0] if prose else len(page.lines)
    title = _title(page, first)
    if title:
        _echoes(page, title, first)
    top = _at(page, Reason.TITLE)
    first = next(iter(page.remaining_prose()), len(page.lines))
    for index in range(first):
        if page.removed[index] is None and page.lines[index].kind is not LineKind.FIGURE:
            _sort(page, index, first, top)
    _lead_caption(page, top, len(page.lines) if page.context.flat else first)
    _dek(page, first, title)


def _lead_caption(page: Classification, top: int, last: int) -> None:
    """Remove the caption of the lead picture: the line between the headline and a credit, up to line `last`."""
    for index in range(max(top, 0) + 1, min(_FRONT, len(page.lines) - 1, last + 1)):
        if page.lines[index].kind is LineKind.FIGURE:
            continue
        if top >= 0 and page.removed[index] is None and page.reason_of(index + 1) is Reason.CREDIT:
            if (
                page.features[index].words <= 60
                and not page.features[index].quotes
                and not page.features[index].attributed
            ):
                page.suggest(index, Reason.CAPTION, "front_matter: caption of the lead picture")
            return
        if page.removed[index] is None and page.features[index].words > 60:
            return


def _title(page: Classification, first: int, *, sure: bool = False) -> str:
    """The headline: from the page's metadata, else the line before the article that reads most like one, removed."""
    if page.context.title:
        return page.context.title
    taken = _at(page, Reason.TITLE)
    if taken >= 0:
        return page.lines[taken].text
    reach = range(min(first + 1, len(page.lines), _REACH))
    candidates = [
        i for i in reach if page.removed[i] is None and page.lines[i].kind in (LineKind.PARAGRAPH, LineKind.HEADING)
    ]
    values = {i: _headline_value(page, i, first, sure) for i in candidates}
    needed = 0.0 if sure else 0.5 if len(_slug(page.context.url)) > 2 else 0.3
    best = max(candidates, key=lambda i: values[i], default=-1)
    if best < 0 or values[best] < needed:
        return ""
    page.remove(best, Reason.TITLE, "front_matter: headline")
    return page.lines[best].text


def _headline_value(page: Classification, index: int, first: int, sure: bool) -> float:
    """How much line `index` reads like the headline; below 0 where it cannot be."""
    cue = page.features[index]
    if not 3 <= cue.words <= 30 or _NUMBERS.match(cue.text) or _TRAIL.match(cue.text) or says_by(cue.text):
        return -1.0
    if page.context.flat and cue.words >= 20 and _SENTENCE_AND_MORE.search(cue.text):
        return -1.0
    slug = _slug(page.context.url)
    leading = not any(page.features[i].words > 2 and page.lines[i].kind is not LineKind.FIGURE for i in range(index))
    again = sum(cue.key == page.features[i].key for i in range(min(first, _REACH))) > 1
    value = _shared(slug, _words(cue.text)) if len(slug) > 2 else 0.0
    value += 0.4 * again + 0.3 * _is_title_case(cue.text)
    value -= 0.4 * (iso_date(cue.text) is not None)
    long = cue.words >= 4 or (index + 1 == first and not _is_title_case(cue.text))
    value += leading * (0.3 * long + 0.25 * (cue.words >= 8 and not cue.sentence))
    return value - (0.2 * cue.sentence if sure else _doubt(page, index, first))


def _doubt(page: Classification, index: int, first: int) -> float:
    """What speaks against a headline: it is a sentence, or the first of several subheads."""
    cue = page.features[index]
    if not cue.sentence:
        above = any(page.features[i].words > 3 for i in range(index))
        return 0.4 if above and _has_fellows(page, index, index + 1) else 0.0
    if index < first:
        return 0.3
    label = index > 0 and page.removed[index - 1] is None and page.features[index - 1].words <= 3
    closed = index + 1 < len(page.lines) and page.removed[index + 1] is not None
    return 0.3 - 0.25 * closed if cue.words <= 20 and label and not page.features[index - 1].sentence else 9.0


def _echoes(page: Classification, title: str, first: int) -> None:
    """Remove repetitions of the headline: any line before the article, within it only those that are not sentences."""
    key, words = label_key(title), frozenset[str]()
    had = any(cut is not None and cut.reason is Reason.TITLE for cut in page.removed)
    for index in page.remaining():
        cue, line = page.features[index], page.lines[index]
        if cue.words > 40 or line.kind in _KEPT or (line.number and index < first):
            continue
        if cue.key == key and (index < first or line.kind is not LineKind.PARAGRAPH or not cue.sentence):
            reason = Reason.DUPLICATE if had else Reason.TITLE
            page.remove(index, reason, "front_matter: headline again", _known(page, Reason.TITLE))
            had = True
        elif (index < first or line.level == 1) and not cue.sentence:
            words = words or _words(title)
            if len(words) > 3 and _shared(words, _words(cue.text)) > (0.7 if line.level == 1 else 0.9):
                page.suggest(index, Reason.DUPLICATE, "front_matter: headline again", _known(page, Reason.TITLE))


def _sort(page: Classification, index: int, first: int, top: int) -> None:
    """Remove a line before the article for the reason that fits it, if one does."""
    cue, line = page.features[index], page.lines[index]
    flat_label = page.context.flat and line.kind is LineKind.PARAGRAPH and not cue.sentence
    reason = _front_reason(page, index, 0)
    if reason is not None:
        page.remove(index, reason, f"front_matter: {reason.value}", _known(page, reason))
    elif _is_job_below(page, index):
        page.remove(index, Reason.BYLINE, "front_matter: job below a byline")
    elif index == first - 1 and _is_place(page, index):
        page.remove(index, Reason.DATE, "front_matter: dateline")
    elif _TRAIL.match(line.text):
        page.remove(index, Reason.BREADCRUMB, "front_matter: breadcrumb")
    elif _NUMBERS.match(line.text) and index not in page.timeline:
        page.remove(index, Reason.FURNITURE, "front_matter: figures without words")
    elif first >= len(page.lines) or _has_fellows(page, index, first):
        return
    elif line.kind is LineKind.ITEM and line.number and cue.words <= 30 and not cue.sentence and index < 8:
        page.remove(index, Reason.BREADCRUMB, "front_matter: breadcrumb")
    elif cue.words <= 4 and not cue.sentence and (flat_label or line.linked > 0.5):
        page.suggest(index, Reason.BREADCRUMB, "front_matter: section label")
    elif flat_label and 0 <= top < index and cue.words <= 25:
        page.suggest(index, Reason.CAPTION, "front_matter: caption")


def _is_place(page: Classification, index: int) -> bool:
    """Whether a line of a page is the place where the story was written, as it stands before a first sentence."""
    line = page.lines[index]
    ends = page.features[index].sentence and "," not in line.text
    return (
        not page.context.flat and line.kind is LineKind.PARAGRAPH and not ends and _PLACE.match(line.text) is not None
    )


def _is_job_below(page: Classification, index: int) -> bool:
    """Whether a line is the job of the people in the byline above it."""
    cue = page.features[index]
    above = next(iter(page.neighbours(index, -1)), index)
    return page.reason_of(above) is Reason.BYLINE and cue.words <= 6 and not cue.sentence and is_role(cue.text)


def _has_fellows(page: Classification, index: int, first: int) -> bool:
    """Whether a line right above the article is the first of several subheads."""
    if index != first - 1 or page.lines[index].kind is LineKind.ITEM:
        return False
    prose = page.remaining_prose()
    last = prose[-1] if prose else 0
    return (
        sum(first < i < last and not page.is_prose(i) and not page.features[i].sentence for i in page.remaining()) >= 2
    )


def _is_author(page: Classification, text: str) -> bool:
    key = label_key(text)
    return any(label_key(name) in key and len(key) < len(name) + 40 for name in page.context.authors if len(name) > 4)


def _dek(page: Classification, first: int, title: str) -> None:
    """Remove the dek: the one that the metadata names, else a single sentence between the headline and front matter."""
    if not title or first >= len(page.lines):
        return
    above = [i for i in range(first) if page.reason_of(i) in (Reason.TITLE, Reason.DUPLICATE)]
    if page.context.subtitle:
        key = label_key(page.context.subtitle)
        for index in page.remaining()[:3]:
            if page.features[index].key == key:
                page.remove(index, Reason.SUBTITLE, "front_matter: dek", DecisionOrigin.METADATA)
        return
    if not page.context.flat or not above or page.features[first].words > 32:
        return
    between = next(iter(page.neighbours(first, 1)), None)
    front = page.reason_of(between) if between is not None else None
    later = len(page.remaining_prose()) > 3
    if (
        max(above) == first - 1
        and later
        and front in (Reason.NEWSLETTER, Reason.BYLINE, Reason.DATE, Reason.CAPTION, Reason.CREDIT, Reason.SHARE)
    ):
        page.suggest(first, Reason.SUBTITLE, "front_matter: dek")


def decide_alt_texts(page: Classification) -> None:
    """Remove the alt text of a picture: a few words of the URL or the headline, alone near the top."""
    prose = page.remaining_prose()
    if not page.context.flat or not prose:
        return
    wanted = _slug(page.context.url) | _words(page.context.title)
    near = prose[min(2, len(prose) - 1)]
    short = [i for i in page.remaining() if not page.is_prose(i) and i < prose[-1]]
    for index in short:
        cue, line = page.features[index], page.lines[index]
        if (
            index > near
            or not 2 <= cue.words <= 9
            or cue.sentence
            or line.kind is not LineKind.PARAGRAPH
            or len(short) > 2
        ):
            continue
        words = _words(cue.text)
        shared = len(words & wanted)
        lower = cue.text == cue.text.lower() and cue.words >= 3 and shared and not cue.text[0].isdigit()
        titled = index > prose[0] and len(short) == 1 and _is_title_case(cue.text)
        if lower or titled or (len(words) > 2 and shared >= max(3, 0.5 * len(words))):
            page.remove(index, Reason.CAPTION, "front_matter: alt text")


def _is_title_case(text: str) -> bool:
    words = [word for word in text.split() if len(word) > 3]
    return len(words) >= 2 and all(word[0].isupper() for word in words)


def _words(text: str) -> frozenset[str]:
    """The words of a line, cut to their stems, without accents: "célébrant" and "celebrate" are equal."""
    plain = text.lower().replace("'", "").replace("’", "")
    if not plain.isascii():
        plain = "".join(char for char in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(char))
    return frozenset(word[:_STEM] for word in _WORD.findall(plain) if len(word) > 2)


def _slug(url: str) -> frozenset[str]:
    """The words of the slug in an article's URL."""
    try:
        parts = [part for part in urlsplit(url).path.split("/") if part and not part.endswith(".cms")]
    except ValueError:
        return frozenset()
    longest = max(parts, key=lambda part: part.count("-"), default="")
    return frozenset(word[:_STEM] for word in longest.lower().split("-") if len(word) > 2 and not word.isdigit())


def _shared(wanted: frozenset[str], found: frozenset[str]) -> float:
    """The share of `wanted` that is in `found`, 0 to 1."""
    return len(wanted & found) / len(wanted) if wanted else 0.0
