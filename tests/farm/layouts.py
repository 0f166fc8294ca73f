"""How sites lay out a story: class names, pitches, and what else surrounds an article."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape

from tests.farm.prose import Story


@dataclass(frozen=True, slots=True)
class Style:
    """The element and class names of one site's template."""

    tag: str
    body: str
    dek: str
    byline: str
    pitch: str
    related: str


@dataclass(frozen=True, slots=True)
class Look:
    """All of a page except its story: template, name, the pitch in its box, and a pitch in plain paragraphs."""

    name: str
    style: Style
    pitches: tuple[tuple[str, ...], ...]
    turn: int = 0
    appeal: str = ""

    def redesigned(self) -> Look:
        """The same site after a redesign, with other class names and another element around the story."""
        return replace(self, style=Style("section", "zq-flow", "zq-sum", "zq-by", "zq-card", "zq-next"))

    @property
    def pitch(self) -> tuple[str, ...]:
        """The lines of the pitch whose turn it is."""
        return self.pitches[self.turn % len(self.pitches)]


_LETTERS = (
    ("Sign up for our newsletter", "Seven stories before breakfast, every weekday, in your inbox."),
    ("Sign up for our newsletter", "The week in one letter, sent to your inbox on Saturday morning."),
    ("Sign up for our newsletter", "New: our evening edition, delivered to your inbox at six o'clock."),
)
_STYLES = (
    ("The Morrow Ledger", Style("div", "ml-story", "ml-standfirst", "ml-writer", "ml-letter", "ml-more")),
    ("Pell Harbour Times", Style("section", "pht-copy", "pht-deck", "pht-by", "pht-mail", "pht-links")),
    ("Quarry Gazette", Style("div", "article__text", "article__intro", "article__author", "promo-slot", "also-read")),
    ("The Ashby Courier", Style("article", "ac-main", "ac-lead", "ac-name", "ac-inbox", "ac-see")),
    ("Northreach Record", Style("div", "nr-content", "nr-sub", "nr-reporter", "nr-join", "nr-list")),
)


def look(number: int) -> Look:
    """The look of the site with this number, from 1 up. Sites after the named ones get numbered names."""
    if number <= len(_STYLES):
        name, style = _STYLES[number - 1]
        return Look(name, style, _LETTERS)
    mark = f"s{number}"
    names = (f"{mark}-{part}" for part in ("text", "dek", "author", "newsletter", "related"))
    return Look(f"The Vale Bulletin No. {number}", Style("div", *names), _LETTERS)


def article(story: Story, look: Look, base: str, others: Sequence[Story]) -> str:
    """The page of one story. `base` is the site's origin; the box of related links names `others`."""
    style, body = look.style, [f"<p>{escape(text)}</p>" for text in story.paragraphs]
    heading, *lines = look.pitch
    box = "".join(f"<p>{escape(line)}</p>" for line in lines)
    body.insert(2, f'<div class="{style.pitch}"><h3>{escape(heading)}</h3>{box}</div>')
    if look.appeal:
        body.insert(5, f"<p>{escape(look.appeal)}</p>")
    links = "".join(f'<li><a href="{other.path}">{escape(other.title)}</a></li>' for other in others)
    body.append(f'<div class="{style.related}"><h3>Related stories</h3><ul>{links}</ul></div>')
    return _whole(
        look,
        story.title,
        f"{_head(story, look, base)}",
        f'<main><h1>{escape(story.title)}</h1><p class="{style.dek}">{escape(story.dek)}</p>'
        f'<p class="{style.byline}">By {story.author}</p><time datetime="{story.published.isoformat()}"></time>'
        f'<{style.tag} class="{style.body}">{"".join(body)}</{style.tag}></main>',
    )


def section(look: Look, title: str, stories: Sequence[Story]) -> str:
    """A section page: headlines with their links and deks."""
    items = "".join(
        f'<li><h2><a href="{story.path}">{escape(story.title)}</a></h2><p>{escape(story.dek)}</p></li>'
        for story in stories
    )
    feeds = (
        '<link rel="alternate" type="application/rss+xml" title="Stories" href="/feed.xml">'
        '<link rel="alternate" type="application/atom+xml" title="Stories" href="/atom.xml">'
    )
    return _whole(look, title, feeds, f"<main><h1>{escape(title)}</h1><ul>{items}</ul></main>")


def _head(story: Story, look: Look, base: str) -> str:
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": story.title,
        "datePublished": story.published.isoformat(),
        "dateModified": story.modified.isoformat(),
        "author": {"@type": "Person", "name": story.author},
        "publisher": {"@type": "Organization", "name": look.name},
    }
    return (
        f'<link rel="canonical" href="{base}{story.path}"><meta property="og:type" content="article">'
        f'<meta property="og:title" content="{escape(story.title)}">'
        f'<meta name="description" content="{escape(story.dek)}">'
        f'<script type="application/ld+json">{json.dumps(data)}</script>'
    )


def _whole(look: Look, title: str, head: str, main: str) -> str:
    sections = "".join(f'<a href="/{name}/">{name.title()}</a> ' for name in ("towns", "coast", "schools"))
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)} | {escape(look.name)}'
        f'</title>{head}</head><body><header><a href="/">{escape(look.name)}</a><nav>{sections}</nav></header>{main}'
        f'<footer><p>© {escape(look.name)}</p><a href="/private/account">Your account</a></footer></body></html>'
    )
