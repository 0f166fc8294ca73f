"""Response heads as browsers read them: lines that HTTP forbids are dropped, where h11 would refuse the response."""

from __future__ import annotations

import re

MOST_REPAIRED = 65_536
"""Bytes of a head that are repaired; a longer one is left to h11, which refuses it."""

_END = re.compile(rb"\r?\n\r?\n")
_NAME = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\r]")
_INTERIM = re.compile(rb"HTTP/1\.[01] 1(?!01)\d\d\b")


class HeadReader:
    """Repairs the head of each response in a stream of pieces. `expect` is called when a request is sent."""

    def __init__(self) -> None:
        self._held: bytes | None = None

    def expect(self) -> None:
        """The next bytes begin with a head."""
        self._held = self._held or b""

    def feed(self, data: bytes) -> bytes:
        """`data` with its head repaired; b"" while the head is incomplete. Empty `data` is the end of the stream."""
        if self._held is None:
            return data
        held, self._held = self._held + data, None
        repaired = []
        while (end := _END.search(held)) is not None:
            head, held = held[: end.start()], held[end.end() :]
            repaired.append(_repaired(head))
            if not _INTERIM.match(head):
                return b"".join((*repaired, held))
        if data and len(held) <= MOST_REPAIRED:
            self._held = held
            return b"".join(repaired)
        return b"".join((*repaired, held))


def _repaired(head: bytes) -> bytes:
    first, *lines = head.split(b"\n")
    kept = [first.rstrip(b"\r")]
    is_kept = False
    for line in lines:
        line = line.rstrip(b"\r")
        if line[:1] not in (b" ", b"\t"):
            name, colon, value = line.partition(b":")
            name = name.rstrip(b" \t")
            is_kept = bool(colon) and _NAME.fullmatch(name) is not None
            line = name + b":" + value
        if is_kept:
            kept.append(_CONTROL.sub(b"", line))
    return b"\r\n".join(kept) + b"\r\n\r\n"
