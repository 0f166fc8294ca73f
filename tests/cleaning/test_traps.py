"""Lines that read like boilerplate and are the article, each beside a line of the same class that has to go.

The pages are in `tests/traps`, a table each, English where `language` says nothing. A page is written one paragraph a
line, indented where it goes on. `# ` opens the headline, `✂ ` a line that must leave; `%` stands for the next paragraph
of a story that has nothing to do with the matter. All else must stay, in text and in HTML.
"""

from __future__ import annotations

import html
import re
import tomllib

import pytest

from scraper import Article, clean_html, clean_text
from tests.support.stories import PAGES, lines_of, story

CUT = "✂ "


def trap(name: str, page: str, language: str = "en", host: str = "www.tidepost.example") -> object:
    """A page for both roads, at an address made of its headline."""
    slug = "-".join(re.findall(r"[^\W_]+", page.strip().splitlines()[0].lower()))
    return pytest.param(page, language, f"https://{host}/2023/04/{slug}", id=name)


def written(page: str, language: str) -> tuple[str, list[str], list[str]]:
    """Headline, the lines in order, and those of them that stay."""
    paragraphs = iter(story(language))
    lines = [next(paragraphs) if line == "%" else line for line in lines_of(page)]
    title = lines.pop(0).removeprefix("# ")
    return title, [line.removeprefix(CUT) for line in lines], [line for line in lines if not line.startswith(CUT)]


def compare(article: Article, stay: list[str]) -> None:
    kept = [line for line in article.text.splitlines() if line]
    taken = [(str(removal.reason), removal.rule, removal.text) for removal in article.removals]
    assert [line for line in stay if line not in kept] == [], taken
    assert [line for line in kept if line not in stay] == []
    assert kept == stay


TRAPS = [
    trap(name, **fields)
    for path in sorted(PAGES.glob("*.toml"))
    if path.name != "stories.toml"
    for name, fields in tomllib.loads(path.read_text("utf-8")).items()
]


@pytest.mark.parametrize(("page", "language", "url"), TRAPS)
def test_in_text(page: str, language: str, url: str) -> None:
    title, lines, stay = written(page, language)
    compare(clean_text("\n\n".join([title, *lines]), url), stay)


@pytest.mark.parametrize(("page", "language", "url"), TRAPS)
def test_in_html(page: str, language: str, url: str) -> None:
    title, lines, stay = written(page, language)
    paragraphs = "\n".join(f"<p>{html.escape(line, quote=False)}</p>" for line in lines)
    headline = html.escape(title)
    source = (
        f"<!doctype html><html lang={language}><head><title>{headline}</title></head><body><nav>Home</nav>"
        f"<main><article class=entry-content><h1>{headline}</h1>{paragraphs}</article></main></body></html>"
    )
    compare(clean_html(source, url), stay)


def in_page(body: str, url: str = "https://www.tidepost.example/2023/04/footbridge-to-close") -> str:
    source = f"<!doctype html><html lang=en><head><title>Footbridge to close</title></head><body>{body}</body></html>"
    return clean_html(source, url).text


def paragraphs(attributes: str = "") -> str:
    return "".join(f"<p {attributes}>{html.escape(line, quote=False)}</p>" for line in story("en"))


WHOLE = "\n\n".join(story("en"))
HOUSES = {
    "theweek": ("https://theweek.com/politics/footbridge-to-close", "<div id=article-body>{}</div>", "class=paywall"),
    "insider": (
        "https://www.businessinsider.com/footbridge-to-close-2023-4",
        "<article><div class=content-lock-content>{}</div></article>",
        "class=premium",
    ),
    "any": ("https://www.tidepost.example/2023/04/footbridge-to-close", "<article>{}</article>", "class=paywall"),
}


@pytest.mark.parametrize("house", HOUSES)
def test_paragraphs_behind_the_meter_are_the_story(house: str) -> None:
    url, frame, attributes = HOUSES[house]
    box = "<div class=newsletter-signup><p>The best of the creek, every Friday, in your inbox.</p></div>"
    assert in_page(frame.format(paragraphs(attributes) + box), url) == WHOLE


@pytest.mark.parametrize(
    "name",
    [
        "has-sidebar",
        "article--with-related",
        "newsletter-story",
        "post-share-enabled",
        "subscriber-content",
        "comment-open",
    ],
)
def test_a_name_does_not_condemn_the_container_of_the_story(name: str) -> None:
    pitch = "<aside class=promo><p>Never miss a tide. Sign up for our newsletter.</p></aside>"
    assert in_page(f'<main><div class="{name}"><h1>Footbridge to close</h1>{paragraphs()}{pitch}</div></main>') == WHOLE


@pytest.mark.parametrize("name", ["header-image", "shared-history", "adjacent", "roadside", "commentary", "download"])
def test_a_name_that_only_holds_a_bad_word_is_innocent(name: str) -> None:
    first, *rest = story("en")
    inner = f'<p>{first}</p><div class="{name}"><p>{rest[0]}</p></div>' + "".join(f"<p>{line}</p>" for line in rest[1:])
    ad = "<div class=ad><p>Boots that will outlast the bridge. Half price until Sunday.</p></div>"
    assert in_page(f"<article>{inner}{ad}</article>") == WHOLE
