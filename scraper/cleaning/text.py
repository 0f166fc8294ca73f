"""What is done to plain text: tidying its characters, telling where a sentence ends, splitting it at line breaks.

Tidying changes no quotation mark, dash, letter or number.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Sequence

# zero-width space, non-joiner outside the scripts that need it, word joiner, byte order mark, soft hyphen, directional
# marks, and control characters that no one can see
_INVISIBLE = dict.fromkeys((8203, 8288, 65279, 173, 8206, 8207, *range(8234, 8239), 65532))
# the last range is half a surrogate pair, which no encoding can hold
_INVISIBLE.update(dict.fromkeys((*range(0, 9), *range(14, 28), 127, *range(0xD800, 0xE000))))
_UNSEEN = re.compile("[" + "".join(map(chr, _INVISIBLE)).replace("\\", "") + "]")
_LEFTOVER = re.compile(
    r"&(?:amp;)*(amp|lt|gt|quot|apos|nbsp|#\d{2,6}|#x[0-9a-fA-F]{2,5}|[lr][sd]quo|[mn]dash|hellip|shy);"
)
_MOST_PASSES = 4
_SEEN = re.compile(_UNSEEN.pattern.replace("[", r"[^\s", 1))


def has_text(raw: str) -> bool:
    """Whether `raw` contains anything visible."""
    return _SEEN.search(raw) is not None


def has_outer_space(raw: str) -> bool:
    """Whether `raw` begins or ends with white space."""
    return raw[:1].isspace() or raw[-1:].isspace()


def tidy(text: str) -> str:
    """`text` as one line in NFC: each run of white space becomes one space, invisible characters are removed.

    Entities that were escaped twice, or never resolved, are resolved. Tidying again changes nothing.
    """
    if text.isprintable() and text.isascii() and "&" not in text and "  " not in text:
        return text.strip()
    text = _plain(text)
    if "&" in text:
        for _ in range(_MOST_PASSES):
            resolved = _plain(_LEFTOVER.sub(lambda found: html.unescape(f"&{found[1]};"), text))
            if resolved == text:
                break
            text = resolved
    return " ".join(text.split())


def _plain(text: str) -> str:
    if (not text.isprintable() or "\ufffc" in text) and _UNSEEN.search(text):
        text = text.translate(_INVISIBLE)
    if not text.isascii() and not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return text


def tidy_preformatted(text: str) -> str:
    """`text` with its line breaks and inner spaces, without trailing spaces and blank lines at its ends."""
    lines = [line.rstrip() for line in unicodedata.normalize("NFC", text.translate(_INVISIBLE)).splitlines()]
    return "\n".join(lines).strip("\n")


_CLOSING = "\"'”’»)]）】"
_CJK_STOPS = frozenset("。！？」』")
_STOPS = frozenset(".!?…؟।۔") | _CJK_STOPS
_PAUSES = frozenset(":;：；؛")
_MARKS = re.compile(r"(?:\s?\[\d{1,3}\])+$")


def ends_sentence(text: str, *, pauses: bool = True) -> bool:
    """Whether `text` ends like a sentence, closing quotation marks, brackets and marks of notes aside: `"Go."[1]`.

    With `pauses`, a colon or semicolon ends one too.
    """
    text = text.rstrip()
    if text.endswith("]"):
        text = _MARKS.sub("", text)
    last = text.rstrip(_CLOSING)[-1:]
    return last in _STOPS or (pauses and last in _PAUSES)


BREAK = "\x1e"
"""Stands for `<br>`: white space to `str.split`, and never typed."""
_EMPTY_LINE = re.compile(r"\x1e\s*\x1e")
_INDENT = re.compile(r"\s*?(?:[\u2003\u3000]|\xa0[ \xa0]*\xa0)")
"""What opens the first line of a paragraph: wide spaces, or several that do not break."""
_VERSE, _SHORT_VERSE = 55, 40  # characters; the longest line of four or more, of three
CJK = r"\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3"
"""The letters of Chinese, Japanese and Korean, for a class of a regular expression."""
_CJK = re.compile(f"[{CJK}]")
_WRAPPED = 45  # characters; a shorter line before a break was broken on purpose


def split_paragraphs(raw: str) -> list[str]:
    """`raw` split at its BREAKs: two in a row always separate paragraphs, one does where a new sentence follows."""
    parts: list[str] = []
    for part in _EMPTY_LINE.split(raw):
        pieces = [piece for piece in part.split(BREAK) if piece.strip()]
        if _is_verse(pieces):
            parts += pieces
            continue
        if len(pieces) < 2 or (_only_wraps(pieces) and not any(map(_INDENT.match, pieces[1:]))):
            parts.append(part)
            continue
        start = 0
        for at in range(1, len(pieces)):
            if _INDENT.match(pieces[at]) or _starts_paragraph(pieces[at - 1].rstrip(), pieces[at].lstrip()):
                parts.append(BREAK.join(pieces[start:at]))
                start = at
        parts.append(BREAK.join(pieces[start:]))
    return parts


def _is_verse(pieces: Sequence[str]) -> bool:
    """Whether the breaks part the lines of a poem or of a list: at least three, all short, not in CJK."""
    sizes = [len(piece.strip()) for piece in pieces]
    most = _VERSE if len(sizes) > 3 else _SHORT_VERSE
    return len(sizes) > 2 and max(sizes) <= most and not any(_CJK.search(piece) for piece in pieces)


def _only_wraps(pieces: Sequence[str]) -> bool:
    """Whether the breaks only wrap the lines of running text: most lines are long, and few end a sentence."""
    long = [piece for piece in pieces[:-1] if len(piece.strip()) > _WRAPPED]
    ended = sum(map(_ends_before_break, pieces[:-1]))
    return len(long) > 0.5 * (len(pieces) - 1) and ended < 0.5 * (len(pieces) - 1)


def _starts_paragraph(before: str, after: str) -> bool:
    if after[:1].islower():
        return False
    return _ends_before_break(before) or (len(before) < _WRAPPED and not before.endswith((",", "-", "–", "—")))


def _ends_before_break(text: str) -> bool:
    """Whether a paragraph may end before a `<br>`: Chinese and Japanese pages break lines after 。 within one too."""
    return ends_sentence(text) and text.rstrip()[-1:] not in _CJK_STOPS
