"""An article in a notebook: its text as it reads, and each cut folded in its place. It loads and runs nothing.

Every element and attribute is written here or by `scraper.output.semantic_html`, so nothing of a page can run; pictures
stand in words, so that to open a notebook asks no server.
"""

from __future__ import annotations

from collections.abc import Sequence

from scraper.model import Article, Block, Figure, Removal
from scraper.output.explain import basis, entries, printable, summary, words
from scraper.output.explain_page import escape_printable, field_list, picture_line
from scraper.output.semantic_html import html_block


def to_notebook(article: Article) -> str:
    """The article as one `<article>` fragment for a notebook, with its fields and cuts in `<details>`."""
    language = f' lang="{escape_printable(article.language)}"' if article.language else ""
    dek = f'<p dir="auto"><em>{escape_printable(article.subtitle)}</em></p>' if article.subtitle else ""
    known = field_list(article).replace("\n", "<br>")
    parts = [
        f"<article{language}>",
        f'<h1 dir="auto">{escape_printable(article.title or "Untitled article")}</h1>',
        dek,
        f"<details><summary>{summary(article)}</summary>{known}</details>",
        *(_folded(entry) if isinstance(entry, tuple) else _kept(entry) for entry in entries(article)),
        "</article>\n",
    ]
    return "\n".join(part for part in parts if part)


def _kept(block: Block) -> str:
    return picture_line(block) if isinstance(block, Figure) else printable(html_block(block))


def _folded(run: Sequence[Removal]) -> str:
    many = f"{len(run)} cuts, " if len(run) > 1 else ""
    size = sum(len(removal.text) for removal in run)
    said = f"{words(run[0].reason)} · {many}{size:,} characters · <code>{escape_printable(basis(run[0]))}</code>"
    return f"<details><summary><small>✂ {said}</small></summary>{''.join(map(_text, run))}</details>"


def _text(removal: Removal) -> str:
    lines = (escape_printable(line) for line in removal.text.split("\n") if line.strip())
    return f'<p dir="auto">{"<br>".join(lines)}</p>'
