"""The address of a picture: what a browser would load in the end, never what holds its place until then."""

from __future__ import annotations

import pytest

from scraper import clean_html
from scraper.cleaning.lines.media import image_address
from scraper.html.dom import parse_tree

URL = "https://quaynews.example/2026/crane/story.html"
STORY = "<p>The second crane was lifted onto the quay on Thursday, four years after the first one, and it leans.</p>"


def address(html: str) -> str:
    node = parse_tree(f"<body>{html}</body>").css_first("body > *")
    assert node is not None
    return image_address(node, node.tag or "", URL)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        pytest.param('<img src="a.jpg">', "/2026/crane/a.jpg", id="relative"),
        pytest.param('<img src="./a.jpg">', "/2026/crane/a.jpg", id="dot"),
        pytest.param('<img src="/blank.gif" data-src="/a.jpg">', "/a.jpg", id="data-src"),
        pytest.param('<img src="/img/spacer.gif" data-hi-res-src="/a.webp">', "/a.webp", id="any-data"),
        pytest.param(
            '<img src="data:image/gif;base64,R0" data-srcset="/s.jpg 640w, /l.jpg 1280w">', "/l.jpg", id="set"
        ),
        pytest.param('<img srcset="/l.jpg 2x, /s.jpg">', "/l.jpg", id="density"),
        pytest.param(
            '<img srcset="/w_640,h_480/a.jpg 640w, /w_1280,h_960/a.jpg 1280w">', "/w_1280,h_960/a.jpg", id="comma"
        ),
        pytest.param('<img src="/a.jpg" srcset="/l.jpg 1280w">', "/a.jpg", id="own-address"),
        pytest.param('<picture><source srcset="\n  /l.jpg 1280w,\n /s.jpg 640w"></picture>', "/l.jpg", id="picture"),
        pytest.param(
            '<picture><source data-srcset="/l.webp"><img src="data:,"></picture>', "/l.webp", id="lazy-picture"
        ),
        pytest.param('<img data-cfsrc="/a.jpg">', "/a.jpg", id="any-source"),
        pytest.param('<img nitro-lazy-src="/a.jpg" src="data:,">', "/a.jpg", id="source-of-an-optimiser"),
        pytest.param(
            '<img src="/pagespeed_static/1.J.gif" data-pagespeed-lazy-src="/a.jpg">', "/a.jpg", id="pagespeed"
        ),
        pytest.param('<img src="/a.jpg?w=40&blur=9" data-srcset="/l.jpg 1200w">', "/l.jpg", id="blurred"),
        pytest.param('<img src="/a.jpg?w=40">', "/a.jpg?w=40", id="small-and-alone"),
        pytest.param('<img src="/a.jpg?w=400" srcset="/l.jpg 1200w">', "/a.jpg?w=400", id="not-so-small"),
        pytest.param('<img src="/gray-wolf.jpg">', "/gray-wolf.jpg", id="no-placeholder"),
        pytest.param('<img src="/lazy-dog.jpg">', "/lazy-dog.jpg", id="a-lazy-dog"),
    ],
)
def test_the_address_of_a_picture(html: str, expected: str) -> None:
    assert address(html) == f"https://quaynews.example{expected}"


@pytest.mark.parametrize(
    "html",
    [
        '<img src="/blank.gif">',
        '<img src="data:,">',
        '<img src="/p/placeholder.svg?v=2">',
        '<img src="/a.gif" width=1>',
    ],
)
def test_what_is_no_picture(html: str) -> None:
    assert address(html) == ""


@pytest.mark.parametrize(
    "frame",
    [
        pytest.param('<img alt=""><noscript><img src="/a.jpg"></noscript>', id="noscript"),
        pytest.param('<noscript><img src="/a.jpg"></noscript>', id="noscript-alone"),
        pytest.param('<div class=frame><noscript><img src="/a.jpg"></noscript></div>', id="noscript-in-a-frame"),
        pytest.param('<img src="/lazy.gif"><noscript><img src="/a.jpg"></noscript>', id="noscript-placeholder"),
        pytest.param('<amp-img src="/a.jpg" width=9 height=9></amp-img>', id="amp"),
        pytest.param('<img data-original="/a.jpg" src="/b.jpg">', id="lazy"),
    ],
)
def test_a_picture_and_its_caption(frame: str) -> None:
    figure = f"<figure>{frame}<figcaption>The crane leans.</figcaption></figure>"
    article = clean_html(f"<main><article>{STORY}{figure}{STORY}</article></main>", URL)
    assert [(image.url, image.caption) for image in article.images] == [
        ("https://quaynews.example/a.jpg", "The crane leans.")
    ]


def test_a_page_may_name_the_base_of_its_addresses() -> None:
    page = f"<head><base href='https://cdn.example/2026/'></head><main><article>{STORY}<img src=a.jpg>{STORY}</article>"
    assert [image.url for image in clean_html(page, URL).images] == ["https://cdn.example/2026/a.jpg"]


@pytest.mark.parametrize(
    ("figure", "source"),
    [
        (
            "<figure><blockquote><p>It leans.</p></blockquote><figcaption>Ann Holm, crane driver</figcaption></figure>",
            "Ann Holm, crane driver",
        ),
        ("<figure><figcaption>A note of 3 March</figcaption><pre>beam 1: 4 t</pre></figure>", "A note of 3 March"),
        ("<figure><ol><li>Lift it.</li></ol><figcaption>The order of work</figcaption></figure>", "The order of work"),
        ("<blockquote><p>It leans.</p><footer>Ann Holm, crane driver</footer></blockquote>", "Ann Holm, crane driver"),
    ],
)
def test_who_is_quoted_stays_with_the_quotation(figure: str, source: str) -> None:
    article = clean_html(f"<main><article>{STORY}{STORY}{figure}{STORY}</article></main>", URL)
    assert source in article.text.splitlines()


def test_pictures_in_a_frame_keep_their_own_captions() -> None:
    pictures = "".join(
        f"<figure><img src=/{name}.jpg><figcaption>{name.title()}.</figcaption></figure>" for name in ("hook", "chain")
    )
    frame = f"<figure>{pictures}<figcaption>The crane and what hangs from it.</figcaption></figure>"
    article = clean_html(f"<main><article>{STORY}{STORY}{frame}{STORY}</article></main>", URL)
    assert [(image.url[-8:], image.caption) for image in article.images] == [
        ("hook.jpg", "Hook."),
        ("hain.jpg", "Chain."),
    ]
    assert "hangs from it" not in article.text
    assert "hangs from it" in "\n".join(cut.text for cut in article.removals)


def test_a_caption_of_a_picture_beside_a_quotation_is_a_caption() -> None:
    figure = (
        "<figure><img src=/a.jpg><blockquote><p>It leans.</p></blockquote><figcaption>The crane</figcaption></figure>"
    )
    article = clean_html(f"<main><article>{STORY}{STORY}{figure}{STORY}</article></main>", URL)
    assert "The crane" not in article.text.splitlines()


@pytest.mark.parametrize("name", ["wp-caption", "image-caption"])
def test_an_element_named_as_caption_may_frame_the_picture(name: str) -> None:
    frame = f'<div class="{name}"><img src=/a.jpg><p class="{name}-text">The crane leans.</p></div>'
    article = clean_html(f"<main><article><h1>Crane</h1>{STORY}{frame}{STORY}{STORY}</article></main>", URL)
    assert [(image.url[-6:], image.caption) for image in article.images] == [("/a.jpg", "The crane leans.")]
    assert "The crane leans." not in article.text


@pytest.mark.parametrize("layout", ["align=right", "style='float: left'", "class='image-caption'"])
@pytest.mark.parametrize("cells", ["<td>{}<br><small>{}</small></td>", "<td>{}</td></tr><tr><td>{}</td>"])
def test_a_table_that_floats_a_picture_is_its_frame(layout: str, cells: str) -> None:
    table = f"<table {layout}><tr>{cells.format('<img src=/a.jpg>', 'The crane leans.')}</tr></table>"
    article = clean_html(f"<main><article><h1>Crane</h1>{STORY}{table}{STORY}{STORY}</article></main>", URL)
    assert [(image.url[-6:], image.caption) for image in article.images] == [("/a.jpg", "The crane leans.")]
    assert "The crane leans." not in article.text


def test_a_picture_with_caption_and_credit_above_the_story_is_shown() -> None:
    caption = '<figcaption>The crane leans. <span class="credit">Photo: Ann Holm</span></figcaption>'
    article = clean_html(
        f"<main><article><h1>Crane</h1><figure><img src=/a.jpg>{caption}</figure>{STORY}</article>", URL
    )
    assert [(image.caption, image.credit) for image in article.images] == [("The crane leans.", "Photo: Ann Holm")]


@pytest.mark.parametrize(
    "source", ["<figcaption>Ann Holm</figcaption>", "<figcaption><cite>Ann Holm</cite></figcaption>"]
)
def test_a_name_below_a_quotation_is_no_byline(source: str) -> None:
    figure = f"<figure><blockquote><p>It leans to the left.</p></blockquote>{source}</figure>"
    article = clean_html(f"<main><article><h1>Crane</h1>{STORY}{figure}{STORY}</article></main>", URL)
    assert article.text.splitlines().count("Ann Holm") == 1
    assert article.authors == ()


@pytest.mark.parametrize(
    "figure",
    [
        pytest.param('<figure><picture class="a__source"><source srcset="/b.webp"><img src="/a.jpg"></picture>'
                     "<figcaption>Gulls over the quay</figcaption></figure>", id="class-of-the-picture-says-source"),
        pytest.param('<figure><div class="image-source"><img src="/a.jpg"></div></figure>', id="class-of-its-frame"),
        pytest.param('<figure><button class="enlarge"><img src="/a.jpg"></button></figure>', id="button-to-enlarge"),
        pytest.param('<div class="story__aside story__aside--img"><figure><img src="/a.jpg">'
                     "<figcaption>Gulls over the quay</figcaption></figure></div>", id="box-beside-the-text"),
        pytest.param('<div class="captioned-image"><figure><a href="/full/a.jpg"> <img src="/a.jpg"> </a>'
                     '<figcaption><a href="/gulls">Gulls over the quay</a></figcaption></figure></div>',
                     id="linked-to-a-larger-one"),
    ],
)  # fmt: skip
def test_the_picture_of_a_figure_stays(figure: str) -> None:
    article = clean_html(f"<html lang=en><article><h1>Crane</h1>{STORY}{figure}{STORY[:-4]} again.</p></article>", URL)
    assert [image.url for image in article.images] == ["https://quaynews.example/a.jpg"]


@pytest.mark.parametrize(
    "box",
    [
        pytest.param('<figure><img src="/a.jpg"><button>Enlarge <img src="/plus.png"></button></figure>', id="button"),
        pytest.param('<div class="related-teaser"><a href="/b"><figure><img src="/b.jpg"></figure></a></div>',
                     id="picture-of-another-story"),
    ],
)  # fmt: skip
def test_a_picture_that_leaves_has_a_receipt(box: str) -> None:
    article = clean_html(f"<html lang=en><article><h1>Crane</h1>{STORY}{box}{STORY[:-4]} again.</p></article>", URL)
    shown = {image.url.rsplit("/", 1)[1] for image in article.images}
    removed = {image.url.rsplit("/", 1)[1] for removal in article.removals for image in removal.images}
    assert removed == {"plus.png" if "plus" in box else "b.jpg"}
    assert not shown & removed
