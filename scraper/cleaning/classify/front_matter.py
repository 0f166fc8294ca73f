"""What stands before the article: headline, dek, breadcrumb, byline, date, and the headline said again."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

from scraper.cleaning.classify.page import View
from scraper.cleaning.lexicon import label_key
from scraper.cleaning.lines.line import Kind
from scraper.cleaning.metadata.bylines import says_by
from scraper.model import Reason
from scraper.rules.patterns import compiled

_DIGIT = re.compile(r"\d")
_NUMBERS = re.compile(r"[\d\s.,:;%$€£()+/|-]{1,40}(?:[AP]M|EDT|EST|GMT|UTC|CET)?$")
_TRAIL = re.compile(r"[^./>›»|]{2,30}(?: ?[/>›»|] ?[^./>›»|]{2,30}){1,4}$")
_CLOCK = re.compile(
    r"\b\d{1,2}[:.]\d{2}\b"
    r"|\b(?:published|updated|posted|last modified|veröffentlicht|aktualisiert|stand|publié|mis à jour|actualizado"
    r"|publicado)\b",
    re.IGNORECASE,
)
_KEPT = frozenset((Kind.TABLE, Kind.PRE, Kind.QUOTE))
_STEM = 5
_REACH = 25
"""How many lines from the top may be the headline."""
_FRONT = 10
"""How many lines from the top may be front matter."""
_WORD = re.compile(r"[^\W_]+")


def front(view: View) -> None:
    """Find byline and date near the top; what stands above them is headline and dek, even where it is a sentence."""
    above: list[int] = []
    matter: dict[int, Reason] = {}
    seen = 0
    for index in view.live()[:_FRONT]:
        reason = Reason.DATE if _dated(view, index) else Reason.BYLINE if _bylined(view, index) else None
        if reason is not None:
            matter[index] = reason
            continue
        seen += view.prose(index)
        if seen > 2 or (view.prose(index) and view.cues[index].words > 35):
            break
        above.append(index)
    if not matter:
        return
    for index, reason in matter.items():
        view.cut(index, reason, f"judge.head: {reason.value}")
    above = [i for i in above if i < max(matter)]
    if view.facts.title or not _title(view, max(above, default=-1) + 1, sure=True):
        return
    deks = [i for i in above if i > _at(view, Reason.TITLE) and view.cues[i].sentence and view.cues[i].words > 4]
    if len(deks) == 1:
        view.cut(deks[0], Reason.SUBTITLE, "judge.head: dek")


def _below_words(view: View, index: int) -> bool:
    """Whether a line that could be a headline stands above line `index`, and names are not the page's subheads."""
    above = any(view.cues[i].words >= 4 for i in range(index) if view.reason(i) in (None, Reason.TITLE))
    return (above or bool(view.facts.title)) and view.names_alone < 4


def _at(view: View, reason: Reason) -> int:
    return next((i for i in range(len(view.lines)) if view.reason(i) is reason), -1)


def _dated(view: View, index: int) -> bool:
    """A line that says when the article appeared, or how long it takes to read."""
    cue = view.cues[index]
    if cue.words > 14 or not _DIGIT.search(cue.text):
        return False
    if any(pack.read_time and compiled(pack.read_time).match(cue.text) for pack in view.facts.packs):
        return True
    if cue.date and cue.words <= 9:
        return True
    return not view.prose(index) and (cue.date is not None or _CLOCK.search(cue.text) is not None)


def _bylined(view: View, index: int) -> bool:
    """A line that names who wrote it: "By …", an author the page names, or below the headline a name alone."""
    text, words = view.lines[index].text, view.cues[index].words
    if words > 16 or view.lines[index].kind is Kind.HEADING:
        return False
    if says_by(text) or _is_author(view, text):
        return True
    return view.cues[index].people and not view.facts.authors and _below_words(view, index)


def head(view: View) -> None:
    """Sort out the lines in front of the first paragraph, and echoes of the headline behind it."""
    prose = view.live_prose()
    first = prose[0] if prose else len(view.lines)
    title = _title(view, first)
    if title:
        _echoes(view, title, first)
    top = _at(view, Reason.TITLE)
    first = next(iter(view.live_prose()), len(view.lines))
    for index in range(first):
        if view.cuts[index] is None and view.lines[index].kind is not Kind.FIGURE:
            _sort(view, index, first, top)
    _lead_caption(view, top)
    _dek(view, first, title)


def _lead_caption(view: View, top: int) -> None:
    """Between the headline and a credit, in front of the article, stands the caption of its lead picture."""
    for index in range(max(top, 0) + 1, min(_FRONT, len(view.lines) - 1)):
        if top >= 0 and view.cuts[index] is None and view.reason(index + 1) is Reason.CREDIT:
            if view.cues[index].words <= 60 and not view.cues[index].quotes and not view.cues[index].attributed:
                view.cut(index, Reason.CAPTION, "judge.head: caption of the lead picture")
            return
        if view.cuts[index] is None and view.cues[index].words > 60:
            return


def _title(view: View, first: int, *, sure: bool = False) -> str:
    """The headline: known from the page's metadata, else the line in front of the article that reads like one."""
    if view.facts.title:
        return view.facts.title
    taken = _at(view, Reason.TITLE)
    if taken >= 0:
        return view.lines[taken].text
    reach = range(min(first + 1, len(view.lines), _REACH))
    candidates = [i for i in reach if view.cuts[i] is None and view.lines[i].kind in (Kind.PARAGRAPH, Kind.HEADING)]
    values = {i: _headline_value(view, i, first, sure) for i in candidates}
    needed = 0.0 if sure else 0.5 if len(_slug(view.facts.url)) > 2 else 0.3
    best = max(candidates, key=lambda i: values[i], default=-1)
    if best < 0 or values[best] < needed:
        return ""
    view.cut(best, Reason.TITLE, "judge.head: headline")
    return view.lines[best].text


def _headline_value(view: View, index: int, first: int, sure: bool) -> float:
    """How much line `index` reads like the headline; below 0 where it cannot be."""
    cue = view.cues[index]
    if not 3 <= cue.words <= 30 or _NUMBERS.match(cue.text) or _TRAIL.match(cue.text) or says_by(cue.text):
        return -1.0
    slug = _slug(view.facts.url)
    leading = not any(view.cues[i].words > 2 and view.lines[i].kind is not Kind.FIGURE for i in range(index))
    again = sum(cue.key == view.cues[i].key for i in range(min(first, _REACH))) > 1
    value = _shared(slug, _words(cue.text)) if len(slug) > 2 else 0.0
    value += 0.4 * again + 0.3 * _is_title_case(cue.text)
    value += leading * (0.3 * (cue.words >= 4) + 0.25 * (cue.words >= 8 and not cue.sentence))
    return value - (0.2 * cue.sentence if sure else _doubt(view, index, first))


def _doubt(view: View, index: int, first: int) -> float:
    """A sentence is a headline only where more speaks for it; the first paragraph of an article hardly ever is."""
    cue = view.cues[index]
    if not cue.sentence:
        above = any(view.cues[i].words > 3 for i in range(index))
        return 0.4 if above and _has_fellows(view, index, index + 1) else 0.0
    if index < first:
        return 0.3
    label = index > 0 and view.cuts[index - 1] is None and view.cues[index - 1].words <= 3
    closed = index + 1 < len(view.lines) and view.cuts[index + 1] is not None
    return 0.3 - 0.25 * closed if cue.words <= 20 and label and not view.cues[index - 1].sentence else 9.0


def _echoes(view: View, title: str, first: int) -> None:
    """Lines that say the headline again: before the article whole, in it only where no sentence is."""
    key, words = label_key(title), frozenset[str]()
    had = any(cut is not None and cut.reason is Reason.TITLE for cut in view.cuts)
    for index in view.live():
        cue, line = view.cues[index], view.lines[index]
        if cue.words > 40 or line.kind in _KEPT or (line.number and index < first):
            continue
        if cue.key == key and (index < first or line.kind is not Kind.PARAGRAPH or not cue.sentence):
            view.cut(index, Reason.DUPLICATE if had else Reason.TITLE, "judge.head: headline again")
            had = True
        elif (index < first or line.level == 1) and not cue.sentence:
            words = words or _words(title)
            if len(words) > 3 and _shared(words, _words(cue.text)) > (0.7 if line.level == 1 else 0.9):
                view.cut(index, Reason.DUPLICATE, "judge.head: headline again")


def _sort(view: View, index: int, first: int, top: int) -> None:
    """Name the reason for which a line in front of the article leaves it, if it does."""
    cue, line = view.cues[index], view.lines[index]
    flat_label = view.facts.flat and line.kind is Kind.PARAGRAPH and not cue.sentence
    if _dated(view, index):
        view.cut(index, Reason.DATE, "judge.head: date")
    elif _bylined(view, index):
        view.cut(index, Reason.BYLINE, "judge.head: byline")
    elif _TRAIL.match(line.text):
        view.cut(index, Reason.BREADCRUMB, "judge.head: breadcrumb")
    elif _NUMBERS.match(line.text):
        view.cut(index, Reason.FURNITURE, "judge.head: figures without words")
    elif first >= len(view.lines) or _has_fellows(view, index, first):
        return
    elif line.kind is Kind.ITEM and line.number and cue.words <= 30 and not cue.sentence and index < 8:
        view.cut(index, Reason.BREADCRUMB, "judge.head: breadcrumb")
    elif cue.words <= 4 and not cue.sentence and (flat_label or line.linked > 0.5):
        view.cut(index, Reason.BREADCRUMB, "judge.head: section label")
    elif flat_label and 0 <= top < index and cue.words <= 25:
        view.cut(index, Reason.CAPTION, "judge.head: caption")


def _has_fellows(view: View, index: int, first: int) -> bool:
    """Right above the article, and not the only line of its kind: the first of several subheads."""
    if index != first - 1 or view.lines[index].kind is Kind.ITEM:
        return False
    prose = view.live_prose()
    last = prose[-1] if prose else 0
    return sum(first < i < last and not view.prose(i) and not view.cues[i].sentence for i in view.live()) >= 2


def _is_author(view: View, text: str) -> bool:
    key = label_key(text)
    return any(label_key(name) in key and len(key) < len(name) + 40 for name in view.facts.authors if len(name) > 4)


def _dek(view: View, first: int, title: str) -> None:
    """A single sentence between the headline and other front matter is the dek."""
    if not title or first >= len(view.lines):
        return
    above = [i for i in range(first) if view.reason(i) in (Reason.TITLE, Reason.DUPLICATE)]
    if view.facts.subtitle:
        key = label_key(view.facts.subtitle)
        for index in view.live()[:3]:
            if view.cues[index].key == key:
                view.cut(index, Reason.SUBTITLE, "judge.head: dek")
        return
    if not view.facts.flat or not above or view.cues[first].words > 32:
        return
    between = next(iter(view.neighbours(first, 1)), None)
    front = view.reason(between) if between is not None else None
    later = len(view.live_prose()) > 3
    if (
        max(above) == first - 1
        and later
        and front in (Reason.NEWSLETTER, Reason.BYLINE, Reason.DATE, Reason.CAPTION, Reason.CREDIT, Reason.SHARE)
    ):
        view.cut(first, Reason.SUBTITLE, "judge.head: dek")


def alt_texts(view: View) -> None:
    """A few words of the address or the headline, alone near the top, are the alt text of a picture."""
    prose = view.live_prose()
    if not view.facts.flat or not prose:
        return
    wanted = _slug(view.facts.url) | _words(view.facts.title)
    near = prose[min(2, len(prose) - 1)]
    short = [i for i in view.live() if not view.prose(i) and i < prose[-1]]
    for index in short:
        cue, line = view.cues[index], view.lines[index]
        if index > near or not 2 <= cue.words <= 9 or cue.sentence or line.kind is not Kind.PARAGRAPH or len(short) > 2:
            continue
        words = _words(cue.text)
        shared = len(words & wanted)
        lower = cue.text == cue.text.lower() and cue.words >= 3 and shared and not cue.text[0].isdigit()
        titled = index > prose[0] and len(short) == 1 and _is_title_case(cue.text)
        if lower or titled or (len(words) > 2 and shared >= max(3, 0.5 * len(words))):
            view.cut(index, Reason.CAPTION, "judge.head: alt text")


def _is_title_case(text: str) -> bool:
    words = [word for word in text.split() if len(word) > 3]
    return len(words) >= 2 and all(word[0].isupper() for word in words)


def _words(text: str) -> frozenset[str]:
    """The words of a line, cut to their stems and without accents: "célébrant" and "celebrate" are one."""
    plain = text.lower().replace("'", "").replace("’", "")
    if not plain.isascii():
        plain = "".join(char for char in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(char))
    return frozenset(word[:_STEM] for word in _WORD.findall(plain) if len(word) > 2)


def _slug(url: str) -> frozenset[str]:
    """The words of an article's address."""
    try:
        parts = [part for part in urlsplit(url).path.split("/") if part and not part.endswith(".cms")]
    except ValueError:
        return frozenset()
    longest = max(parts, key=lambda part: part.count("-"), default="")
    return frozenset(word[:_STEM] for word in longest.lower().split("-") if len(word) > 2 and not word.isdigit())


def _shared(wanted: frozenset[str], found: frozenset[str]) -> float:
    """The share of the rarer set that both have."""
    return len(wanted & found) / len(wanted) if wanted else 0.0
