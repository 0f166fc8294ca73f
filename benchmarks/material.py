"""Pages of real size, and text of real length, made of the recorded pages: what the benchmarks run on.

News pages carry 150 KB to 2 MB, of which the article is a tenth: state for a front end, style sheets, menus, trackers,
cards of other stories. The recorded pages have only what a rule has to know, so the rest is added here, invented and
always the same. Its make-up follows 60 public pages of 150 to 260 KB: in the median 190 KB, 800 elements, a third
script.
"""

from __future__ import annotations

import json
import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGES = ROOT / "tests" / "origin"
REAL_SIZE = 190_000
"""Bytes that a page has at least."""

PARAGRAPHS = 14
"""Paragraphs put into a recorded text."""

_SECTIONS = (
    "Politics",
    "Business",
    "Culture",
    "Science",
    "Opinion",
    "Puzzles",
    "Travel",
    "Audio",
    "Letters",
    "Archive",
)
_VOCABULARY = (
    "harbor ledger council winter ferry budget orchard signal lantern valley engine paper window market bridge garden "
    "river station copper meadow"
)
_WORDS = _VOCABULARY.split()


def pages(size: int = REAL_SIZE) -> Iterator[tuple[str, str, str]]:
    """Site, URL and HTML of every recorded page, padded to at least `size` bytes."""
    manifest = tomllib.loads((PAGES / "manifest.toml").read_text("utf-8"))
    for site, entries in manifest.items():
        for entry in entries:
            html = (PAGES / "pages" / site / f"{entry['case']}.html").read_bytes().decode("utf-8", "replace")
            yield site, entry["url"], padded(html, size)


@dataclass(frozen=True, slots=True)
class Furniture:
    """What stands round the content of a page: in its head, before the content, behind it."""

    head: str
    menu: str
    foot: str


def furniture(seed: int, size: int) -> Furniture:
    """Some `size` bytes: scripts and styles, menus, cards of other stories and state; the same for the same seed."""
    chance = random.Random(seed)
    head = f"{_styles(chance, size // 12)}{_scripts(chance, size // 6)}"
    menu = _menu(chance, size // 8)
    foot = f"{_cards(chance, size // 2)}{_menu(chance, size // 24)}{_state(chance, size // 12)}"
    return Furniture(head, menu, foot)


def furnished(html: str, around: Furniture) -> str:
    """`html` with furniture in its head and round its content."""
    head = f"{around.head}</head>"
    start = html.find("<body")
    opened = html.find(">", start) + 1 if start >= 0 else 0
    body = html[:opened] + around.menu + html[opened:]
    body = body.replace("</head>", head, 1) if "</head>" in body else head + body
    end = body.rfind("</body>")
    return body[:end] + around.foot + body[end:] if end >= 0 else body + around.foot


def padded(html: str, size: int) -> str:
    """`html` with so much furniture that it has at least `size` bytes."""
    return furnished(html, furniture(len(html), max(0, size - len(html))))


def texts() -> Iterator[tuple[str, str]]:
    """URL and flattened text of every recorded page, furniture included, made as long as an article of these sites.

    330 public articles of them have 16 lines in the median, of 370 characters each; the recorded ones are shorter, so
    invented paragraphs stand behind their first line.
    """
    from scraper.fixtures.laws import flatten

    for _, url, html in pages(0):
        chance = random.Random(len(html))
        first, _, rest = flatten(html).partition("\n")
        filling = "\n\n".join(_paragraph(chance) for _ in range(PARAGRAPHS))
        yield url, f"{first}\n\n{filling}\n\n{rest}"


def _paragraph(chance: random.Random) -> str:
    """Some 370 characters in a few sentences, one of them quoted now and then."""
    sentences = [f"{_phrase(chance, 9, 24).capitalize()}." for _ in range(3)]
    if chance.random() < 0.3:
        sentences[1] = f"“{sentences[1][:-1]},” said {chance.choice(_WORDS).title()} {chance.choice(_WORDS).title()}."
    return " ".join(sentences)


def _phrase(chance: random.Random, least: int, most: int) -> str:
    return " ".join(chance.choice(_WORDS) for _ in range(chance.randint(least, most)))


def _styles(chance: random.Random, size: int) -> str:
    rules, length = [], 0
    while length < size:
        name = f".{chance.choice(_WORDS)}__{chance.choice(_WORDS)}--{chance.randint(1, 99)}"
        rules.append(f"{name}>a:hover{{margin:0 {chance.randint(1, 40)}px;color:#{chance.randrange(16**6):06x}}}")
        length += len(rules[-1])
    return f"<style>{''.join(rules)}</style>"


def _scripts(chance: random.Random, size: int) -> str:
    parts, length = [], 0
    while length < size:
        name, other = chance.choice(_WORDS), chance.choice(_WORDS)
        made = f"window.{name}=function(n){{return n.{other}||'<b>{name}</b>'}}"
        code = f"!function(e,t){{if(e<t&&t>{chance.randint(1, 999)}){made}}}"
        parts.append(f"<script async data-cfasync=false>{code * chance.randint(2, 30)}(1,2);</script>\n")
        length += len(parts[-1])
    return "".join(parts)


def _menu(chance: random.Random, size: int) -> str:
    parts, length = ['<nav class="site-nav" role="navigation"><ul class="menu">'], 0
    while length < size:
        section = chance.choice(_SECTIONS)
        items = "".join(
            f'<li class="menu__item menu__item--{n}"><a class="menu__link" href="/{section.lower()}/{n}" '
            f'data-analytics-id="nav-{n}"><span>{_phrase(chance, 1, 3).title()}</span></a></li>'
            for n in range(chance.randint(4, 12))
        )
        parts.append(
            f'<li class="menu__group"><a href="/{section.lower()}">{section}</a><ul class="submenu">{items}</ul></li>'
        )
        length += len(parts[-1])
    return "".join([*parts, "</ul></nav>"])


def _cards(chance: random.Random, size: int) -> str:
    """Other stories, each with a responsive picture, an icon and the classes of a design system."""
    parts, length = ['<section class="river river--standard" data-component="river">'], 0
    while length < size:
        number = chance.randrange(10**8)
        widths = ", ".join(
            f"https://images.example/{number}-{w}.jpg?fit=crop&amp;q=70 {w}w" for w in (320, 480, 640, 960)
        )
        path = " ".join(
            f"M{chance.randint(0, 24)}.{chance.randint(10, 99)} {chance.randint(0, 24)}h-2" for _ in range(40)
        )
        parts.append(
            f'<div class="card card--default grid-col-4 has-image is-lazy theme-light" data-id="{number}">'
            f'<a class="card__link u-block u-no-underline" href="/{_phrase(chance, 3, 6).replace(" ", "-")}-{number}">'
            f'<picture><source srcset="{widths}" sizes="(min-width: 48em) 320px, 100vw">'
            f'<img loading="lazy" alt="{_phrase(chance, 3, 6)}" src="https://images.example/{number}-320.jpg"></picture>'
            f'<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="{path}"></path></svg>'
            f'<span class="card__title heading-s u-mt-2">{_phrase(chance, 5, 9).capitalize()}</span></a></div>'
        )
        length += len(parts[-1])
    return "".join([*parts, "</section>"])


def _state(chance: random.Random, size: int) -> str:
    entries: list[dict[str, object]] = []
    length = 0
    while length < size:
        entry = {
            "id": chance.randrange(10**9),
            "slug": _phrase(chance, 3, 6).replace(" ", "-"),
            "title": _phrase(chance, 5, 9),
        }
        entries.append(
            {**entry, "image": {"w": 640, "h": 360, "url": f"https://images.example/{chance.randrange(10**8)}.jpg"}}
        )
        length += 190
    return f'<script id="__STATE__" type="application/json">{json.dumps({"recirculation": entries})}</script>'
