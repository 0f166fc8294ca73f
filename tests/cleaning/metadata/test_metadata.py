"""The fields outside the body: whose word counts first, and what each source may look like."""

from __future__ import annotations

import json
from typing import Any

import pytest

from scraper.cleaning.metadata import Metadata, read_metadata
from scraper.html.dom import parse_tree
from scraper.rules import SiteRule

STORY = "<p>The kite club of Lower Stanwick may fly from Beacon Hill again.</p>"


def rule(**fields: tuple[str, ...]) -> SiteRule:
    return SiteRule(domains=("tidepost.example",), body=("div.story",), **fields)  # type: ignore[arg-type]


def linked(data: Any) -> str:
    return f'<script type="application/ld+json">{data if isinstance(data, str) else json.dumps(data)}</script>'


def meta(**named: str) -> str:
    return "".join(f'<meta name="{name.replace("__", ":")}" content="{value}">' for name, value in named.items())


def read(head: str = "", body: str = "", given: SiteRule | None = None, lang: str = "") -> Metadata:
    attribute = f' lang="{lang}"' if lang else ""
    page = f"<html{attribute}><head>{head}</head><body>{body}<div class=story>{STORY}</div></body></html>"
    tree = parse_tree(page)
    return read_metadata(tree, given, tuple(tree.css("div.story")))


WHOLE = {
    "@type": "NewsArticle",
    "headline": "Kite club wins back its hill",
    "alternativeHeadline": "A judge has had enough of a fence",
    "author": {"@type": "Person", "name": "Nora Ashby"},
    "datePublished": "2023-04-06T09:30:00+01:00",
    "dateModified": "2023-04-07T10:00:00Z",
    "articleSection": "Local",
    "inLanguage": "en-GB",
}
META = meta(
    og__title="Kite club beats water company",
    author="Bo Sample",
    article__published_time="2023-04-05T08:00:00+00:00",
    article__modified_time="2023-04-08T08:00:00+00:00",
    article__section="Courts",
    og__locale="de_DE",
    og__image="https://cdn.tidepost.example/kite.jpg",
)


def test_page_that_says_nothing() -> None:
    assert read() == Metadata()


def test_everything_from_linked_data() -> None:
    found = read(linked(WHOLE))
    assert (found.title, found.subtitle) == ("Kite club wins back its hill", "A judge has had enough of a fence")
    assert found.authors == ("Nora Ashby",)
    assert (found.published, found.modified) == ("2023-04-06T09:30:00+01:00", "2023-04-07T10:00:00+00:00")
    assert (found.section, found.language, found.image) == ("Local", "en", None)


def test_everything_from_meta_tags() -> None:
    found = read(META)
    assert (found.title, found.subtitle) == ("Kite club beats water company", None)
    assert found.authors == ("Bo Sample",)
    assert (found.published, found.modified) == ("2023-04-05T08:00:00+00:00", "2023-04-08T08:00:00+00:00")
    assert (found.section, found.language) == ("Courts", "de")
    assert found.image == "https://cdn.tidepost.example/kite.jpg"


def test_linked_data_comes_before_meta_tags() -> None:
    one, both = read(linked(WHOLE)), read(META + linked(WHOLE))
    for field in ("title", "subtitle", "authors", "published", "modified", "section", "language"):
        assert getattr(both, field) == getattr(one, field), field


# the rule's selectors

HEAD = """
<h1 class=shown>The hill is theirs</h1><h2 class=dek>Nine years on, the fence comes down</h2>
<p class=by>By <a rel=author>Ann Example</a> and <a rel=author>Cy Third</a></p>
<time class=when datetime="2023-04-06T12:00:00+00:00">6 April 2023</time><nav><a class=section>Sport</a></nav>
"""
RULE = rule(
    title=("h1.old", "h1.shown"),
    subtitle=("h2.dek",),
    authors=("a.nobody", "a[rel=author]"),
    published=("time.when",),
    section=("a.section",),
)


def test_selectors_of_a_rule_come_first() -> None:
    found = read(META + linked(WHOLE), HEAD, RULE)
    assert (found.title, found.subtitle) == ("The hill is theirs", "Nine years on, the fence comes down")
    assert found.authors == ("Ann Example", "Cy Third")
    assert found.section == "Sport"


def test_selectors_that_match_nothing_give_way() -> None:
    found = read(linked(WHOLE), "", RULE)
    assert found == read(linked(WHOLE))


def test_alternatives_are_tried_in_their_order() -> None:
    body = "<h1 class=b>Second</h1><h1 class=a>First</h1>"
    assert read("", body, rule(title=("h1.a", "h1.b"))).title == "First"
    assert read("", body, rule(title=("h1.b", "h1.a"))).title == "Second"
    assert read("", "<h1 class=a> </h1><h1 class=b>Second</h1>", rule(title=("h1.a", "h1.b"))).title == "Second"


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        pytest.param("2023-04-05T08:00:00+00:00", "2023-04-05T08:00:00+00:00", id="metadata-says-it-exactly"),
        pytest.param("2023-04-05", "2023-04-06T12:00:00+00:00", id="metadata-says-only-the-day"),
        pytest.param("soon", "2023-04-06T12:00:00+00:00", id="metadata-says-nothing"),
    ],
)
def test_date_of_the_rule_counts_where_metadata_is_less_exact(published: str, expected: str) -> None:
    assert read(meta(article__published_time=published), HEAD, RULE).published == expected


def test_selectors_look_around_the_body_and_not_into_the_next_story() -> None:
    page = """<body><article><h1>Other</h1><a class=by>Other Person</a></article>
    <article><h1>Mine</h1><a class=by>Ann Example</a><div class=story><p>The kites are back.</p></div></article>"""
    tree = parse_tree(page)
    found = read_metadata(tree, rule(title=("h1",), authors=(".by",)), tuple(tree.css("div.story")))
    assert (found.title, found.authors) == ("Mine", ("Ann Example",))


# titles


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        pytest.param("<title>Kites win | Tide Post</title>", "", "Kites win", id="site-behind-a-bar"),
        pytest.param("<title>Kites win – Tide Post</title>", "", "Kites win", id="site-behind-a-dash"),
        pytest.param("<title>Kites win</title>", "", "Kites win", id="title-alone"),
        pytest.param("<title>Well-flown kites</title>", "", "Well-flown kites", id="hyphen-in-a-word"),
        pytest.param("<title> </title>", "", None, id="blank-title"),
        pytest.param("", "<h1>Kites win</h1>", "Kites win", id="headline"),
        pytest.param("<title>Tide Post</title>", "<h1>Kites win</h1>", "Kites win", id="headline-before-title"),
        pytest.param(
            meta(og__title="Kites win back hill"), "<h1>Kites win back the hill</h1>", "Kites win back the hill",
            id="headline-like-the-one-for-sharing",
        ),
        pytest.param(
            meta(og__title="Kites win back hill"), "<h1>Tide Post</h1>", "Kites win back hill", id="masthead-is-not-it"
        ),
        pytest.param(
            meta(og__title="Kites win back hill"), "<h1>Tide Post</h1><h1>Kites win back a hill</h1>",
            "Kites win back a hill", id="second-headline",
        ),
        pytest.param("<title>Tide Post | Kites win back a hill</title>", "", "Kites win back a hill", id="site-first"),
        pytest.param(
            "<title>Kites win back a hill | Sport | Tide Post</title>", "", "Kites win back a hill", id="section-too",
        ),
        pytest.param(
            meta(og__title="Kites win back a hill: The Tide Post", og__site_name="The Tide Post"), "",
            "Kites win back a hill", id="name-that-the-page-says",
        ),
        pytest.param(
            meta(og__title="Tide Post: Kites win back a hill", og__site_name="Tide Post"), "",
            "Kites win back a hill", id="name-that-the-page-says-first",
        ),
        pytest.param(meta(og__title="Fish &amp;amp; kites"), "", "Fish & kites", id="escaped-twice"),
        pytest.param(meta(twitter__title="Kites win"), "", "Kites win", id="twitter"),
        pytest.param('<meta property="og:title" content="Kites">', "", "Kites", id="property"),
        pytest.param('<meta itemprop="title" content="Kites">', "", "Kites", id="itemprop"),
        pytest.param('<meta property="OG:Title" content="Kites">', "", "Kites", id="capitals"),
        pytest.param('<meta property="og:title" content="">', "<h1>Kites</h1>", "Kites", id="empty-meta"),
    ],
)  # fmt: skip
def test_title(head: str, body: str, expected: str | None) -> None:
    assert read(head, body).title == expected


# authors


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        pytest.param({"name": "Nora Ashby"}, ("Nora Ashby",), id="object"),
        pytest.param("Nora Ashby", ("Nora Ashby",), id="string"),
        pytest.param("By Nora Ashby", ("Nora Ashby",), id="string-with-by"),
        pytest.param("Nora Ashby and Bo Sample", ("Nora Ashby", "Bo Sample"), id="two-in-a-string"),
        pytest.param([{"name": "Nora Ashby"}, {"name": "Bo Sample"}], ("Nora Ashby", "Bo Sample"), id="objects"),
        pytest.param(["Nora Ashby", "Bo Sample"], ("Nora Ashby", "Bo Sample"), id="list-of-strings"),
        pytest.param({"name": ["Nora Ashby", "Bo Sample"]}, ("Nora Ashby", "Bo Sample"), id="list-of-names"),
        pytest.param(["Nora Ashby", "Nora Ashby"], ("Nora Ashby",), id="said-twice"),
        pytest.param([{"name": "Nora Ashby"}, None, 7, {}], ("Nora Ashby",), id="others-that-are-none"),
        pytest.param({"@id": "#nora"}, (), id="reference"),
        pytest.param("https://tidepost.example/nora", (), id="address"),
        pytest.param([], (), id="empty-list"),
        pytest.param(7, (), id="number"),
    ],
)
def test_authors(author: Any, expected: tuple[str, ...]) -> None:
    assert read(linked({**WHOLE, "author": author})).authors == expected


def test_author_without_a_name_gives_way_to_meta_tags() -> None:
    assert read(linked({**WHOLE, "author": {"@id": "#nora"}}) + META).authors == ("Bo Sample",)


# what the fields may look like


@pytest.mark.parametrize(
    ("lang", "head", "expected"),
    [
        pytest.param("en", "", "en", id="two-letters"),
        pytest.param("en-GB", "", "en", id="region"),
        pytest.param("DE_at", "", "de", id="capitals-and-underscore"),
        pytest.param("gsw", "", "gsw", id="three-letters"),
        pytest.param("fr", linked(WHOLE), "fr", id="attribute-before-linked-data"),
        pytest.param("", linked(WHOLE), "en", id="linked-data"),
        pytest.param("", meta(og__locale="es_ES"), "es", id="open-graph"),
        pytest.param("", '<meta name="content-language" content="fr">', "fr", id="content-language"),
        pytest.param("english", "", None, id="word"),
        pytest.param("", "", None, id="nothing"),
    ],
)
def test_language(lang: str, head: str, expected: str | None) -> None:
    assert read(head, lang=lang).language == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param('<time datetime="2023-04-06T12:00:00Z">x</time>', "2023-04-06T12:00:00+00:00", id="time"),
        pytest.param('<meta itemprop="datePublished" content="2023-04-06">', "2023-04-06", id="microdata"),
        pytest.param("<time>6 April 2023</time>", None, id="time-without-its-attribute"),
        pytest.param("<p>6 April 2023</p>", None, id="date-in-the-story"),
    ],
)
def test_date_of_the_page_itself(body: str, expected: str | None) -> None:
    assert read("", body).published == expected


LOGO = '<header><h1 class="logo"><a href="/">Tide Post</a></h1></header>'


@pytest.mark.parametrize(
    ("head", "body"),
    [
        pytest.param(meta(og__title="Kite club wins back its hill | Tide Post"), LOGO, id="logo-as-the-headline"),
        pytest.param(meta(og__title="Kite club wins back its hill"), "<h1>Kite</h1>", id="section-as-the-headline"),
        pytest.param(
            "<title>Kite club wins back its hill | Tide Post</title>",
            f"{LOGO}<h1>Kite club wins back its hill</h1>",
            id="two-headlines-and-the-title-alone",
        ),
    ],
)
def test_the_name_of_the_site_or_of_a_section_is_not_the_headline(head: str, body: str) -> None:
    assert read(head, body).title == "Kite club wins back its hill"


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("Nora Ashby;Bo Sample", ("Nora Ashby", "Bo Sample")),
        ("Ashby, Nora", ("Nora Ashby",)),
        ("Nora Ashby &lt;nora@tidepost.example&gt;", ("Nora Ashby",)),
        ("nora@tidepost.example (Nora Ashby)", ("Nora Ashby",)),
        ("nora@tidepost.example", ()),
        ("Олена Ясна, Nora Ashby", ("Олена Ясна", "Nora Ashby")),
    ],
)
def test_authors_as_publishing_systems_write_them(author: str, names: tuple[str, ...]) -> None:
    assert read(meta(author=author)).authors == names


# site, description, tags


PUBLISHER = {"@type": "NewsArticle", "headline": "Kites", "publisher": {"@type": "Organization", "name": "Kite Weekly"}}


@pytest.mark.parametrize(
    ("head", "site"),
    [
        pytest.param(meta(og__site_name="The Kite Post"), "The Kite Post", id="open-graph"),
        pytest.param(linked(PUBLISHER), "Kite Weekly", id="publisher"),
        pytest.param(linked(PUBLISHER) + meta(og__site_name="The Kite Post"), "The Kite Post", id="both"),
        pytest.param(meta(application_name="Kites").replace("application_name", "application-name"), "Kites", id="app"),
        pytest.param(linked({**PUBLISHER, "publisher": {"@id": "#org"}}), None, id="a-reference"),
    ],
)
def test_the_name_of_the_site(head: str, site: str | None) -> None:
    assert read(head).site == site


@pytest.mark.parametrize(
    ("head", "description"),
    [
        pytest.param(meta(description="A fence &amp; a hill."), "A fence & a hill.", id="meta"),
        pytest.param(meta(description="A fence.", og__description="A hill."), "A hill.", id="open-graph-goes-first"),
        pytest.param(linked({**PUBLISHER, "description": "A <b>kite</b>."}), "A kite.", id="linked-data"),
        pytest.param(meta(og__title="Kites", description="Kites"), None, id="the-headline-again"),
        pytest.param(meta(description=" "), None, id="blank"),
    ],
)
def test_what_the_page_says_of_its_article(head: str, description: str | None) -> None:
    assert read(head).description == description


@pytest.mark.parametrize(
    ("head", "tags"),
    [
        pytest.param(meta(keywords="kites, Courts,, kites ,hills"), ("kites", "Courts", "hills"), id="meta"),
        pytest.param(meta(article__tag="kites") + meta(article__tag="courts"), ("kites", "courts"), id="several"),
        pytest.param(meta(keywords="news") + meta(article__tag="kites"), ("kites",), id="of-the-article-first"),
        pytest.param(linked({**PUBLISHER, "keywords": "kites, hills"}), ("kites", "hills"), id="linked-text"),
        pytest.param(
            linked({**PUBLISHER, "keywords": ["kites", {"name": "hills"}, 5]}), ("kites", "hills"), id="linked-list"
        ),
        pytest.param(linked({**PUBLISHER, "keywords": []}) + meta(keywords="kites"), ("kites",), id="an-empty-list"),
        pytest.param(meta(keywords="x" * 200), (), id="no-keyword"),
        pytest.param("", (), id="none"),
    ],
)
def test_the_keywords_of_the_article(head: str, tags: tuple[str, ...]) -> None:
    assert read(head).tags == tags


def test_keywords_are_bounded() -> None:
    assert len(read(meta(keywords=",".join(map(str, range(900))))).tags) == 50
