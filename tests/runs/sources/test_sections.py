"""Which links of a section page lead to articles, judged by their shape."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from scraper.errors import EmptyArticle, NotHtml, TooLarge
from scraper.runs.sources.sections import MOST_LINKS, article_links, shape_of
from scraper.runs.types import Discovered

URL = "https://www.harbour.example/world/"
HOME = "https://www.harbour.example"
HEADLINE = "Ferry to the outer islands is late for the third day"


def page(*links: str, head: str = "") -> str:
    return (
        f"<!doctype html><html><head><title>World</title>{head}</head><body><main>{''.join(links)}</main></body></html>"
    )


def link(href: str, text: str = HEADLINE, rest: str = "") -> str:
    return f'<h3><a href="{href}"{rest}>{text}</a></h3>'


def listed(html: str | bytes, url: str = URL) -> list[str]:
    return [found.url.removeprefix(HOME) for found in article_links(html, url)]


@pytest.mark.parametrize(
    "href",
    [
        pytest.param("/world/ferry-to-the-islands-is-late", id="slug"),
        pytest.param("/ferry-to-the-islands-is-late/", id="slug-at-the-root"),
        pytest.param("/2026/02/03/ferry-late/", id="date-and-short-slug"),
        pytest.param("/2026/02/03/ferries", id="date-and-one-word"),
        pytest.param("/2026/feb/03/ferry-is-late", id="named-month"),
        pytest.param("/world/2026-02-03/ferry-late", id="date-in-one-segment"),
        pytest.param("/world/ferry-late-20260203.html", id="date-in-the-slug"),
        pytest.param("/world/article1234567.html", id="number"),
        pytest.param("/world/a-78912345", id="number-with-a-letter"),
        pytest.param("/world/ferry-late-5f3e9a1c0b7d", id="hexadecimal-number"),
        pytest.param("/story.php?id=48211", id="number-in-the-query"),
        pytest.param("/politics/archive/2026/02/ferry-is-late/618000/", id="a-section-called-archive"),
        pytest.param("/legal/ferry-court-ruling-2026-02-03/", id="a-section-called-legal"),
        pytest.param("/world/f%C3%A4hre-zu-den-inseln-hat-versp%C3%A4tung", id="letters-beyond-ascii"),
        pytest.param("/world/паром-на-острова-снова-опоздал", id="another-script"),
        pytest.param("https://live.harbour.example/world/ferry-to-the-islands-is-late", id="another-host-of-the-site"),
        pytest.param("https://harbour.example/world/ferry-to-the-islands-is-late", id="host-without-www"),
    ],
)
def test_article_link_is_taken(href: str) -> None:
    assert len(listed(page(link(href)))) == 1


@pytest.mark.parametrize(
    ("href", "text"),
    [
        pytest.param("/", HEADLINE, id="front-page"),
        pytest.param("/world", HEADLINE, id="section"),
        pytest.param("/world/", HEADLINE, id="the-page-itself"),
        pytest.param("#top", HEADLINE, id="fragment"),
        pytest.param("/world/?page=2", "Next page of the news from the world", id="next-page"),
        pytest.param("/2026/02/", "All the articles of February this year", id="month"),
        pytest.param("/2026/02/03", "All the articles of this very day", id="day"),
        pytest.param("/tag/ferries-and-islands-and-boats", HEADLINE, id="tag"),
        pytest.param("/author/jane-de-la-rive-smith/", "Articles by Jane de la Rive", id="author"),
        pytest.param("/category/news-of-the-islands/", HEADLINE, id="category"),
        pytest.param("/topics/news-of-the-islands/", HEADLINE, id="topic"),
        pytest.param("/login?next=/2026/02/03/ferry-is-late-again", HEADLINE, id="login"),
        pytest.param("/privacy-policy", "How we use what we know of you", id="small-print"),
        pytest.param("/videos/2026/02/03/ferry-is-late-again", HEADLINE, id="video"),
        pytest.param("/health-and-fitness", "Health", id="section-of-words"),
        pytest.param("/health-and-fitness-for-all", "Health & fitness", id="section-of-more-words"),
        pytest.param("/files/report-of-the-harbour-board-2026.pdf", HEADLINE, id="document"),
        pytest.param("/images/ferry-to-the-islands-is-late.jpg", HEADLINE, id="image"),
        pytest.param("https://mill.example/world/ferry-to-the-islands-is-late", HEADLINE, id="another-site"),
        pytest.param("https://harbour.example.evil.example/a-b-c-d-e", HEADLINE, id="another-site-with-our-name-in-it"),
        pytest.param("javascript:alert('a-b-c-d-e')", HEADLINE, id="script"),
        pytest.param("mailto:desk@harbour.example", HEADLINE, id="mail"),
        pytest.param("http://[", HEADLINE, id="broken-address"),
        pytest.param("", HEADLINE, id="nothing"),
    ],
)
def test_other_link_is_left(href: str, text: str) -> None:
    assert listed(page(link(href, text))) == []


@pytest.mark.parametrize(
    "html",
    [
        pytest.param(f"<nav>{link('/a-guide-to-the-islands-2026')}</nav>", id="navigation"),
        pytest.param(f"<footer><div>{link('/how-we-report-the-news')}</div></footer>", id="footer"),
        pytest.param(link("/brand/the-best-boats-to-buy-now", rest=' rel="nofollow sponsored"'), id="paid-for"),
        pytest.param("<template>" + link("/ferry-to-the-islands-is-late") + "</template>", id="template"),
        pytest.param("<!--" + link("/ferry-to-the-islands-is-late") + "-->", id="comment"),
    ],
)
def test_link_of_the_frame_is_left(html: str) -> None:
    assert listed(page(html)) == []


def test_links_to_one_article_are_one_with_the_longest_text() -> None:
    address = "/2026/02/03/ferry-is-late"
    html = page(
        f'<a href="{address}"><img src="/f.jpg"></a>',
        link(f"{address}?utm_source=front", "<span>Ferry is</span> <em>late</em> again today"),
        link(f"{address}#comments", "12 comments"),
        link("/2026/02/02/calm-sea-ahead", "Calm sea ahead for all of the islands"),
    )
    assert article_links(html, URL) == [
        Discovered(f"{HOME}{address}", datetime(2026, 2, 3, tzinfo=UTC), "Ferry is late again today", "", URL),
        Discovered(
            f"{HOME}/2026/02/02/calm-sea-ahead",
            datetime(2026, 2, 2, tzinfo=UTC),
            "Calm sea ahead for all of the islands",
            "",
            URL,
        ),
    ]


def test_image_alone_leads_to_an_article_where_the_address_is_sure() -> None:
    picture = "<a href='{}'><img src='/f.jpg'></a>"
    assert listed(page(picture.format("/2026/02/03/ferry-is-late"))) == ["/2026/02/03/ferry-is-late"]
    assert listed(page(picture.format("/guides-to-all-the-islands"))) == []


def test_short_headline_in_a_script_without_spaces() -> None:
    assert listed(page(link("/news/a1234567", "離島フェリー三日連続で遅延"))) == ["/news/a1234567"]
    assert listed(page(link("/news/a1234567", "社会"))) == []


def test_links_are_resolved_against_the_base() -> None:
    html = page(link("ferry-to-the-islands-is-late"), head='<base href="/uk/news/">')
    assert listed(html) == ["/uk/news/ferry-to-the-islands-is-late"]
    assert listed(html.replace("/uk/news/", "javascript:x")) == ["/world/ferry-to-the-islands-is-late"]


def test_charset_is_read_as_for_articles() -> None:
    html = page(link("/2026/02/03/ferry", "Fähre zu den Inseln"), head='<meta charset="iso-8859-1">').encode(
        "iso-8859-1"
    )
    assert article_links(html, URL)[0].title == "Fähre zu den Inseln"


def test_invalid_day_is_not_a_date() -> None:
    (found,) = article_links(page(link("/2026/02/31/ferry-is-late-again")), URL)
    assert found.when is None


def test_links_are_bounded() -> None:
    html = page(*(link(f"/2026/02/03/ferry-{number}-is-late") for number in range(MOST_LINKS + 50)))
    assert len(listed(html)) == MOST_LINKS


@pytest.mark.parametrize(
    ("body", "error"),
    [
        pytest.param(b"", EmptyArticle, id="nothing"),
        pytest.param(b"%PDF-1.7", NotHtml, id="pdf"),
        pytest.param(b"<html>" + b"<div>" * 100_000, TooLarge, id="nested"),
        pytest.param(b"<html>" + b"<a href=/a>" * 300_000, TooLarge, id="tags"),
    ],
)
def test_other_bytes_are_an_error(body: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        article_links(body, URL)


def test_shape_has_words_number_and_day() -> None:
    shape = shape_of(f"{HOME}/2026/02/03/ferry-is-late-1234567")
    assert shape is not None
    assert (shape.words, shape.numbered, shape.dated) == (3, True, True)
    assert shape.when == datetime(2026, 2, 3, tzinfo=UTC)
    assert shape_of(f"{HOME}/") is None


@pytest.mark.parametrize(
    "path",
    [
        "/news/ferry-stays-in-port/articleshow/98765432.cms",
        "/g1/noticia/2026/11/20/ferry-sold.ghtml",
        "/story.do?id=100203",
        "/2026/11/20/the-works-named-salt.ai",
        "/news/tram-runs-on-node.js",
        "/read/12345678",
        "/news/ferry-2026-11-20.phtml",
        "/a.jhtml?articleID=5551234",
        "/a/story.newext?id=4567890",
    ],
)
def test_any_ending_may_be_that_of_a_page(path: str) -> None:
    assert shape_of(f"{HOME}{path}") is not None


@pytest.mark.parametrize("path", ["/a/map-2026-11-20.pdf", "/feed-2026.xml", "/app.js", "/a/photo-of-ferry-12345.jpg"])
def test_files_are_no_pages(path: str) -> None:
    assert shape_of(f"{HOME}{path}", is_listed=True) is None


@pytest.mark.parametrize("folder", ["video", "newsletter", "podcast"])
def test_a_sitemap_lists_articles_below_any_folder(folder: str) -> None:
    url = f"{HOME}/{folder}/2026/11/20/why-the-tram-waits-223344"
    assert shape_of(url) is None
    assert shape_of(url, is_listed=True) is not None
    assert shape_of(f"{HOME}/{folder}/", is_listed=True) is None
