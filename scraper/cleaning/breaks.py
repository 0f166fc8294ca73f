"""Text with line breaks in it, parted into paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence

BREAK = "\x1e"
"""Stands for `<br>`: white space to `str.split`, and never typed."""
_EMPTY_LINE = re.compile(r"\x1e\s*\x1e")
_SENTENCE_END = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_WRAPPED = 45  # characters; a shorter line before a break was broken on purpose


def paragraphs(raw: str) -> list[str]:
    """Text parted by line breaks: two always part paragraphs, a single one does where what follows begins anew."""
    parts: list[str] = []
    for part in _EMPTY_LINE.split(raw):
        broken = [piece for piece in part.split(BREAK) if piece.strip()]
        if len(broken) < 2 or _is_wrapped(broken):
            parts.append(part)
            continue
        start = 0
        for at in range(1, len(broken)):
            if _begins_anew(broken[at - 1].rstrip(), broken[at].lstrip()):
                parts.append(BREAK.join(broken[start:at]))
                start = at
        parts.append(BREAK.join(broken[start:]))
    return parts


def _is_wrapped(pieces: Sequence[str]) -> bool:
    """Whether breaks only wrap the lines of running text: many long ones, few of which end a sentence."""
    long = [piece for piece in pieces[:-1] if len(piece.strip()) > _WRAPPED]
    ended = sum(_SENTENCE_END.search(piece.rstrip()) is not None for piece in pieces[:-1])
    return len(long) > 0.5 * (len(pieces) - 1) and ended < 0.5 * (len(pieces) - 1)


def _begins_anew(before: str, after: str) -> bool:
    if after[:1].islower():
        return False
    if _SENTENCE_END.search(before) is not None:
        return True
    return len(before) < _WRAPPED and not before.endswith((",", "-", "–", "—"))
