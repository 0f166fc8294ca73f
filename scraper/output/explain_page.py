"""The explained article as one self-contained HTML page: it loads no picture, font, style or script.

Its content security policy allows only its own style and script, by their hashes, so hostile text could not run even
if escaping failed. Hidden reasons are kept in the address, as in `page.html#hide=ad,share`, which can be shared.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping, Sequence
from html import escape
from importlib.resources import files

from scraper.model import Article, Figure, Removal
from scraper.output.explain import (
    FAMILIES,
    NO_NAMES,
    basis,
    counts,
    entries,
    family,
    fields,
    place_of_cuts,
    printable,
    summary,
    words,
)
from scraper.output.semantic_html import html_block

_LONG = 600
_WEB = re.compile(r"https?://", re.IGNORECASE)


_STYLE, _SCRIPT = (files(__package__).joinpath(name).read_text("utf-8") for name in ("explain.css", "explain.js"))
_CLASSES = dict(zip(FAMILIES, ("ask", "sell", "field", "rest"), strict=True))


def _hash(code: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'"


_POLICY = (
    f"default-src 'none'; style-src {_hash(_STYLE)}; script-src {_hash(_SCRIPT)}; base-uri 'none'; form-action 'none'"
)


_HEAD = f"""<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">"""


def explained_page(article: Article, names: Mapping[str, str] = NO_NAMES) -> str:
    """The article with every cut marked, as an HTML document; all text is escaped. `names` is as for `show`."""
    title = escape_printable(article.title or "Untitled article")
    language = f' lang="{escape_printable(article.language)}"' if article.language else ""
    dek = f'<p class="dek" dir="auto">{escape_printable(article.subtitle)}</p>\n' if article.subtitle else ""
    return f"""<!doctype html>
<html lang="en">
<head>
{_HEAD}
<title>{title} – explained</title>
<style>{_STYLE}</style>
</head>
<body>
<div class="page">
<aside aria-label="Legend">{_legend(article)}</aside>
<main>
<h1 dir="auto"{language}>{title}</h1>
{dek}<p class="lead">{escape_printable(summary(article).partition(" (")[0])}</p>
{field_list(article)}
<div{language}>
{_flow(article, names)}
</div>
</main>
</div>
<script>{_SCRIPT}</script>
</body>
</html>
"""


def escape_printable(text: str) -> str:
    """`text` for HTML, with control characters made visible."""
    return escape(printable(text))


def _legend(article: Article) -> str:
    found = counts(article)
    groups = []
    for name, reasons in FAMILIES.items():
        rows = [
            f'<label><input type="checkbox" value="{reason}" checked disabled><span class="name">{words(reason)}</span>'
            f'<span class="count">{found[reason]}</span></label>'
            for reason in reasons
            if reason in found
        ]
        if rows:
            groups.append(f'<fieldset class="{_CLASSES[name]}"><legend>{name}</legend>{"".join(rows)}</fieldset>')
    return f"""<details class="panel" open><summary>What was cut, and why</summary>
<p role="status">{len(article.removals)} cuts</p>
{"".join(groups)}
<div class="buttons" hidden><button type="button" id="all">Show all</button>
<button type="button" id="none">Hide all</button></div>
<p class="keys"><kbd>n</kbd> next cut, <kbd>p</kbd> previous cut</p></details>"""


def field_list(article: Article) -> str:
    """The known fields as a `<dl>`, but the headline and the dek."""
    rows = []
    for label, value in fields(article):
        if label in {"Title", "Dek"}:
            continue
        shown = escape_printable(value)
        if label == "URL" and _WEB.match(value):
            shown = f'<a href="{shown}" rel="noopener noreferrer">{shown}</a>'
        rows.append(f'<dt>{label}</dt><dd dir="auto">{shown}</dd>')
    return f"<dl>{''.join(rows)}</dl>"


def _flow(article: Article, names: Mapping[str, str]) -> str:
    parts = []
    for entry in entries(article):
        if isinstance(entry, tuple):
            parts.append(_cut(entry, names))
        elif isinstance(entry, Figure):
            parts.append(picture_line(entry))
        else:
            parts.append(printable(html_block(entry)))
    return "\n".join(part for part in parts if part)


def picture_line(figure: Figure) -> str:
    """A picture in words; it is not loaded."""
    image = figure.image
    label = " · ".join(filter(None, (image.caption, image.credit))) or image.url
    return f'<p class="picture" dir="auto">Picture: {escape_printable(label)}</p>' if label else ""


def _cut(run: Sequence[Removal], names: Mapping[str, str]) -> str:
    first = run[0]
    many = f", {len(run)} cuts" if len(run) > 1 else ""
    return (
        f'<section class="cut {_CLASSES[family(first.reason)]}" data-reason="{first.reason}" data-cuts="{len(run)}" '
        f'tabindex="-1" aria-label="Cut: {words(first.reason)}"><p class="tag"><b>{words(first.reason)}</b>'
        f"<code>{escape_printable(basis(first))}</code><span>at {_place(run, names)}{many}</span></p>"
        f"{''.join(map(_deleted, run))}</section>"
    )


def _deleted(removal: Removal) -> str:
    text = "\n".join(line.strip() for line in removal.text.split("\n") if line.strip())
    deleted = f'<del dir="auto">{escape_printable(text)}</del>'
    if len(text) > _LONG:
        start = f'<del dir="auto">{escape_printable(text[:200].rsplit(" ", 1)[0])} …</del>'
        deleted = f"<details><summary>{start} all {len(text):,} characters</summary>{deleted}</details>"
    return deleted


def _place(run: Sequence[Removal], names: Mapping[str, str]) -> str:
    """The name of the element, or the last step of its path, with the complete path as its tooltip."""
    return f'<code title="{escape_printable(str(run[0].place))}">{escape_printable(place_of_cuts(run, names))}</code>'
