"""The bytes of a sitemap, within bounds: unpacked as they are read, and fit for a parser."""

from __future__ import annotations

import io
import re
import zlib
from typing import Protocol

MOST_UNPACKED = 52_428_800
"""Bytes of one file, as the protocol has it. What stands beyond them is not read."""

_MOST_MENDED = 1_000_000
"""Bare ampersands of one file, twenty an address."""

_MOST_QUIET = 1_000_000
"""Bytes without the end of an element or of a line: one tag of a million attributes costs gigabytes."""

_GZIP = b"\x1f\x8b"
_BARE = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#\d{1,8}|#x[0-9a-fA-F]{1,6});)")


class Readable(Protocol):
    """What can be read piece by piece."""

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes, none at the end."""
        ...


class Unpacked:
    """The bytes of a file, unpacked where they are packed, no more than `MOST_UNPACKED`; broken packing ends them.

    So does a stretch of `_MOST_QUIET` bytes: `quiet` counts them, and who reads elements sets it back.
    """

    def __init__(self, body: bytes) -> None:
        self.quiet = 0
        packed = body.startswith(_GZIP)
        self._stream: Readable = _Gunzip(body) if packed else io.BytesIO(body)
        self._left = MOST_UNPACKED
        self._ahead = b""

    def peek(self) -> bytes:
        """The first thousands of bytes, which `read` gives again."""
        self._ahead = self._ahead or self.read(4096)
        return self._ahead

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes, none at the end."""
        ahead, self._ahead = self._ahead[:size], self._ahead[size:]
        wanted = min(size - len(ahead), self._left) if self.quiet < _MOST_QUIET else 0
        piece = self._stream.read(wanted) if wanted else b""
        self._left -= len(piece)
        self.quiet += len(piece)
        return ahead + piece


class _Gunzip:
    """The unpacked bytes of a gzip file; where its packing breaks off or is broken, they end."""

    def __init__(self, body: bytes) -> None:
        self._packed = io.BytesIO(body)
        self._gunzip = zlib.decompressobj(wbits=31)

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes, none at the end."""
        pieces: list[bytes] = []
        while size > 0 and not self._gunzip.eof:
            packed = self._gunzip.unconsumed_tail or self._packed.read(65_536)
            try:
                piece = self._gunzip.decompress(packed, size)
            except zlib.error:
                break
            if not packed and not piece:
                break
            pieces.append(piece)
            size -= len(piece)
        return b"".join(pieces)


class Mended:
    """The same bytes with every bare ampersand escaped: a parser that goes on after an error would leave it out.

    After `_MOST_MENDED` of them the bytes end.
    """

    def __init__(self, stream: Readable) -> None:
        self._stream = stream
        self._rest = b""
        self._left = _MOST_MENDED

    def read(self, size: int, /) -> bytes:
        """Some `size` bytes, none at the end."""
        new = self._stream.read(size) if self._left > 0 else b""
        piece, self._rest = self._rest + new, b""
        if new:
            # the last reference may go on in the next piece; where it is all there is, that one is needed now
            last = piece.rfind(b"&", max(0, len(piece) - 12))
            if last == 0:
                self._rest = piece
                return self.read(size)
            if last > 0:
                piece, self._rest = piece[:last], piece[last:]
        mended, count = _BARE.subn(b"&amp;", piece)
        self._left -= count
        return mended
