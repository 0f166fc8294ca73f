"""The golden of a case: an article and every receipt as one text that people review and a plain diff compares.

Front matter (YAML whose values are JSON, so that it can be written and read without a YAML library), the article as
Markdown, then one line a receipt: reason · rule · where it stood · the whole text.
"""

from __future__ import annotations

import difflib
import json
import re
from typing import Literal

from scraper.model import Article, Image, Removal

Status = Literal["draft", "approved"]

_UNPRINTED = re.compile(r"[\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
_STATUS = re.compile(r"^status: (draft|approved)$", re.MULTILINE)


def to_golden(article: Article, status: Status = "draft") -> str:
    """The golden text of `article`; equal articles give equal texts, and nothing of an article is left out."""
    head = "\n".join(["---", *_front_matter(article), f"status: {status}", "---"])
    receipts = "\n".join(_receipt(removal) for removal in article.removals)
    parts = (head, article.markdown.strip(), "---", f"Receipts: {len(article.removals)}", receipts)
    return "\n\n".join(part for part in parts if part) + "\n"


def status_of(golden: str) -> Status | None:
    """Whether the golden was approved, or None where the text is no golden."""
    front = golden.partition("\n---\n")[0]
    found = _STATUS.search(front) if golden.startswith("---\n") else None
    if found is None:
        return None
    return "approved" if found[1] == "approved" else "draft"


def difference(old: str, new: str, name: str) -> str:
    """A unified diff of two goldens of the case `name`, "" where they agree."""
    lines = difflib.unified_diff(
        old.splitlines(), new.splitlines(), f"{name}.md (golden)", f"{name}.md (now)", lineterm="", n=2
    )
    return "\n".join(lines)


def _front_matter(article: Article) -> list[str]:
    fields = ("url", "title", "subtitle", "authors", "published", "modified", "language", "section", "source")
    lines = [f"{field}: {_json(getattr(article, field))}" for field in fields]
    lines.insert(-1, "images:" if article.images else "images: []")
    lines[-1:-1] = [f"  - {_image(image)}" for image in article.images]
    return lines


def _image(image: Image) -> str:
    return _json({"url": image.url, "caption": image.caption, "credit": image.credit})


def _json(value: object) -> str:
    return _visible(json.dumps(value, ensure_ascii=False))


def _receipt(removal: Removal) -> str:
    text = _visible(removal.text.replace("\n", " ⏎ "))
    return f"- {removal.reason} · {removal.rule} · {removal.place} · {text}".rstrip()


def _visible(text: str) -> str:
    """Characters that no editor shows, written out: a reviewer must see what is compared."""
    return _UNPRINTED.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
