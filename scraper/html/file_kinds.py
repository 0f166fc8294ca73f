"""What a file is by its first bytes, so that one that is no page is refused by its name."""

from __future__ import annotations

_SAMPLE = 8192
_CONTROLS = bytes(range(8)) + bytes(range(14, 27)) + bytes(range(28, 32)) + b"\x7f"
"""Control characters that no text contains; the escape character begins the sequences of ISO-2022-JP."""
_UNPACK = "{} archive: decompress it first"
_MAGIC = {
    b"%PDF-": "a PDF",
    b"{\\rtf": "an RTF document",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "an office document",
    b"PK\x03\x04": "a ZIP archive or office document",
    b"\x1f\x8b": _UNPACK.format("a gzip"),
    b"\x28\xb5\x2f\xfd": _UNPACK.format("a zstd"),
    b"BZh": _UNPACK.format("a bzip2"),
    b"\xfd7zXZ\x00": _UNPACK.format("an xz"),
    b"7z\xbc\xaf\x27\x1c": "a 7z archive",
    b"Rar!\x1a\x07": "a RAR archive",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"II*\x00": "a TIFF image",
    b"MM\x00*": "a TIFF image",
    b"\x00\x00\x01\x00": "an icon",
    b"RIFF": "a WebP image or other RIFF file",
    b"OggS": "an Ogg audio or video file",
    b"ID3": "an MP3 audio file",
    b"\x1a\x45\xdf\xa3": "a Matroska or WebM video",
    b"wOFF": "a font",
    b"wOF2": "a font",
    b"SQLite format 3\x00": "an SQLite database",
    b"PAR1": "a Parquet file",
    b"\x7fELF": "a program",
    b"bplist00": "a property list, perhaps a web archive of Safari: save the page as HTML instead",
    b"WARC/": "a WARC archive: take one page out of it first",
}
"""First bytes → what the file is."""
_FTYP = {b"avif": "an AVIF image", b"heic": "a HEIC image", b"M4A ": "an M4A audio file"}
_MHTML = (b"From: <Saved by ", b"MIME-Version: 1.0")


def file_kind(data: bytes) -> str:
    """What a file is by its first bytes, such as "a PDF", perhaps with what to do; "" if it may be a page."""
    if known := next((kind for magic, kind in _MAGIC.items() if data.startswith(magic)), ""):
        return known
    if data[4:8] == b"ftyp":
        return _FTYP.get(data[8:12], "a video")
    if data[257:262] == b"ustar":
        return "a tar archive"
    if data.startswith(_MHTML) and b"multipart/related" in data[:2000]:
        return "a page saved as MHTML: save it as HTML instead"
    return ""


def has_controls(data: bytes) -> bool:
    """Whether a fiftieth of the first bytes are control characters, as in no text but UTF-16."""
    sample = data[:_SAMPLE]
    found = len(sample) - len(sample.translate(None, _CONTROLS))
    return found > 8 and found * 50 > len(sample)


def refusal(kind: str) -> str:
    """The sentence of an error for a file of this kind, with what to do."""
    what, _, remedy = kind.partition(": ")
    return f"this is {what}, not HTML. {remedy[:1].upper()}{remedy[1:] or 'Pass the page itself'}"
