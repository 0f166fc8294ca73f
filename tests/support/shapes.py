"""Pages with a structure to look at, and that structure in a notation that a test can state."""

from __future__ import annotations

from scraper import clean_html
from scraper.model import Article, Block, Inline, InlineKind

URL = "https://quay.example/news/1"
_FIRST = "The harbour board met on Monday in the hall behind the fish market, and nine of eleven members came."
_LAST = "Two members voted against the plan since the crane would have to wait until the spring, and one stayed silent."


def page(html: str, url: str = URL) -> Article:
    """The article of a page with `html` between two paragraphs."""
    story = f"<h1>Harbour board meets</h1><p>{_FIRST}</p>{html}<p>{_LAST}</p>"
    return clean_html(f"<html lang=en><title>Harbour board meets</title><body><article>{story}</article>", url)


def spans_of(block: Block) -> tuple[Inline, ...]:
    """The spans of a block; () for one that has none."""
    return getattr(block, "spans", ())


def shown(block: Block) -> str:
    """The text of a block with its spans in braces: "see {link https://quay.example/a:the {strong:new} quay}"."""
    starts: dict[int, str] = {}
    ends: dict[int, int] = {}
    for span in spans_of(block):
        named = " ".join(filter(None, (span.kind.value, span.url, span.title)))
        starts[span.start] = f"{starts.get(span.start, '')}{{{named}:"
        ends[span.end] = ends.get(span.end, 0) + 1
    text = block.text
    return "".join("}" * ends.get(at, 0) + starts.get(at, "") + text[at : at + 1] for at in range(len(text) + 1))


def kinds_of(block: Block) -> list[InlineKind]:
    """The kinds of the spans of a block, in order."""
    return [span.kind for span in spans_of(block)]
