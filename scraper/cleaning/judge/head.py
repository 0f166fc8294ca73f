"""What stands before the article: headline, dek, breadcrumb, byline, date, and the headline said again."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from scraper.cleaning.dates import iso_date
from scraper.cleaning.judge.view import View
from scraper.cleaning.lexicon import label_key
from scraper.cleaning.lines import Kind
from scraper.model import Reason

_NAME = re.compile(r"(?:[A-ZÀ-Þ][\w.'’-]+|[A-Z]\.)(?: (?:(?:van|von|de|del|der|den|la|le|di|da|bin|al|el|y|dos)(?= )|[A-ZÀ-Þ][\w.'’-]*|[A-Z]\.)){1,3}$")
_BYLINE = re.compile(r"(?:by|von|par|por|di|door|words)[: ]+(?:[A-ZÀ-Þ]|the )", re.IGNORECASE)
_CAPITALISED_BY = re.compile(r"(?:By|BY|Von|Par|Por)[: ]+[A-ZÀ-Þ][^.!?]{2,120}$")
_NUMBERS = re.compile(r"[\d\s.,:;%$€£()+/|-]{1,40}(?:[AP]M|EDT|EST|GMT|UTC|CET)?$")
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d{2}\b|\b(?:published|updated|posted|last modified|veröffentlicht|aktualisiert|stand|publié|mis à jour|actualizado|publicado)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")


def head(view: View) -> None:
    """Sort out the lines in front of the first paragraph, and echoes of the headline behind it."""
    prose = view.live_prose()
    first = prose[0] if prose else len(view.lines)
    title = _title(view, first)
    if title:
        _echoes(view, title, first)
    furniture = 0
    for index in range(first):
        if view.cuts[index] is None and view.lines[index].kind is not Kind.FIGURE:
            furniture += _sort(view, index, first, bool(title))
    _dek(view, first, title)


def _title(view: View, first: int) -> str:
    """The headline: known from the page's metadata, else the line in front of the article that reads like one."""
    if view.facts.title:
        return view.facts.title
    candidates = [i for i in range(first) if view.cuts[i] is None and view.lines[i].kind in (Kind.PARAGRAPH, Kind.HEADING)]
    slug = _slug(view.facts.url)
    best, score = -1, 0.0
    for position, index in enumerate(candidates):
        cue = view.cues[index]
        if not 3 <= cue.words <= 30 or _NUMBERS.match(cue.text) or _CAPITALISED_BY.match(cue.text):
            continue
        shared = _shared(slug, _words(cue.text)) if len(slug) > 2 else 0.0
        again = sum(label_key(cue.text) == view.cues[i].key for i in range(first)) > 1
        value = shared + 0.4 * again + 0.3 * (position == 0 and cue.words >= 4) - 0.3 * (cue.sentence and not cue.text.endswith("?"))
        if value > score:
            best, score = index, value
    needed = 0.5 if len(slug) > 2 else 0.3
    if best < 0 or score < needed:
        return ""
    view.cut(best, Reason.TITLE, "judge.head: headline")
    return view.lines[best].text


def _echoes(view: View, title: str, first: int) -> None:
    """Lines that say the headline again: before the article whole, in it only where no sentence is."""
    key, words = label_key(title), _words(title)
    had = any(cut is not None and cut.reason is Reason.TITLE for cut in view.cuts)
    for index in view.live():
        cue, line = view.cues[index], view.lines[index]
        if line.kind in (Kind.TABLE, Kind.PRE, Kind.QUOTE) or cue.words > 40:
            continue
        if cue.key == key and (index < first or line.kind is not Kind.PARAGRAPH or not cue.sentence):
            view.cut(index, Reason.DUPLICATE if had else Reason.TITLE, "judge.head: headline again")
            had = True
        elif index < first and not cue.sentence and len(words) > 3 and _shared(words, _words(cue.text)) > 0.9:
            view.cut(index, Reason.DUPLICATE, "judge.head: headline again")


def _sort(view: View, index: int, first: int, titled: bool) -> bool:
    """Name the reason for which a line in front of the article leaves it, if it does."""
    cue, line = view.cues[index], view.lines[index]
    read_time = any(re.match(pack.read_time, line.text, re.IGNORECASE) for pack in view.facts.packs)
    if read_time and cue.words <= 12:
        view.cut(index, Reason.DATE, "judge.head: reading time")
    elif cue.words <= 14 and (iso_date(line.text) or (_CLOCK.search(line.text) and any(char.isdigit() for char in line.text))):
        view.cut(index, Reason.DATE, "judge.head: date")
    elif (_CAPITALISED_BY.match(line.text) and cue.words <= 16) or _is_author(view, line.text):
        view.cut(index, Reason.BYLINE, "judge.head: byline")
    elif _NUMBERS.match(line.text):
        view.cut(index, Reason.FURNITURE, "judge.head: figures without words")
    elif line.kind is Kind.ITEM and line.number and first < len(view.lines) and _is_crumb(view, index):
        view.cut(index, Reason.BREADCRUMB, "judge.head: breadcrumb")
    elif _NAME.match(line.text) and cue.words <= 4 and (titled or view.facts.flat) and cue.words > 1 and line.kind is not Kind.HEADING:
        view.cut(index, Reason.BYLINE, "judge.head: byline")
    elif cue.words <= 4 and not cue.sentence and (line.kind is Kind.PARAGRAPH or line.linked > 0.5) and first < len(view.lines):
        view.cut(index, Reason.BREADCRUMB, "judge.head: section label")
    elif view.facts.flat and titled and line.kind is Kind.PARAGRAPH and not cue.sentence and cue.words <= 25:
        view.cut(index, Reason.CAPTION, "judge.head: caption")
    else:
        return False
    return True


def _is_author(view: View, text: str) -> bool:
    key = label_key(text)
    return any(label_key(name) in key and len(key) < len(name) + 40 for name in view.facts.authors if len(name) > 4)


def _is_crumb(view: View, index: int) -> bool:
    """A numbered short line among others like it, right at the top."""
    return view.cues[index].words <= 30 and not view.cues[index].sentence and index < 8


def _dek(view: View, first: int, title: str) -> None:
    """A single sentence between the headline and other front matter is the dek."""
    if not title or first >= len(view.lines):
        return
    above = [i for i in range(first) if view.cuts[i] is not None and view.cuts[i].reason in (Reason.TITLE, Reason.DUPLICATE)]  # type: ignore[union-attr]
    if view.facts.subtitle:
        key = label_key(view.facts.subtitle)
        for index in view.live()[:3]:
            if view.cues[index].key == key:
                view.cut(index, Reason.SUBTITLE, "judge.head: dek")
        return
    if not view.facts.flat or not above or view.cues[first].words > 32:
        return
    between = next(iter(view.neighbours(first, 1)), None)
    front = view.cuts[between].reason if between is not None and view.cuts[between] is not None else None  # type: ignore[union-attr]
    later = len(view.live_prose()) > 3
    if max(above) == first - 1 and later and front in (Reason.NEWSLETTER, Reason.BYLINE, Reason.DATE, Reason.CAPTION, Reason.CREDIT, Reason.SHARE):
        view.cut(first, Reason.SUBTITLE, "judge.head: dek")


def alt_texts(view: View) -> None:
    """A few words of the address or the headline, alone between paragraphs, are the alt text of a picture."""
    if not view.facts.flat:
        return
    slug, prose = _slug(view.facts.url), view.live_prose()
    wanted = slug | _words(view.facts.title)
    for index in view.live():
        cue = view.cues[index]
        if not prose or not 2 <= cue.words <= 9 or cue.sentence or view.lines[index].kind is not Kind.PARAGRAPH:
            continue
        lower = cue.text == cue.text.lower() and cue.words >= 3
        near = index <= prose[min(2, len(prose) - 1)]
        words = _words(cue.text)
        if near and (lower or (len(words) > 2 and len(words & wanted) >= 0.6 * len(words) and len(words & wanted) >= 3)):
            view.cut(index, Reason.CAPTION, "judge.head: alt text")


def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in _WORD.findall(text.lower().replace("'", "").replace("’", "")) if len(word) > 2)


def _slug(url: str) -> frozenset[str]:
    """The words of an article's address."""
    try:
        parts = [part for part in urlsplit(url).path.split("/") if part and not part.endswith(".cms")]
    except ValueError:
        return frozenset()
    longest = max(parts, key=lambda part: part.count("-"), default="")
    return frozenset(word for word in longest.lower().split("-") if len(word) > 2 and not word.isdigit())


def _shared(wanted: frozenset[str], found: frozenset[str]) -> float:
    """The share of the rarer set that both have."""
    return len(wanted & found) / len(wanted) if wanted else 0.0
