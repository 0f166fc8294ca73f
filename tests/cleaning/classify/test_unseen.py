"""What stands in the markup of a story and is not read in it leaves with a receipt; what a click shows stays."""

from __future__ import annotations

import pytest

import scraper

URL = "https://www.tidepost.example/2024/lock-keeper-counts-otters"
STORY = (
    "The keeper of Alder Lock counted nineteen otters in one night, the canal trust said on Wednesday, which is twelve "
    "more than in any year since the counting began.",
    "He sat on the upper gate from dusk with a flask and a notebook, and wrote down each animal that passed below him.",
    "The trust believes that the otters follow the eels, which came back to the canal when the paper mill closed.",
    "A second count is planned for the autumn, when the young ones swim alone and the water is low enough to see them.",
)


def clean(line: str) -> scraper.Article:
    story = [f"<p>{text}</p>" for text in STORY]
    body = "".join((*story[:2], line, *story[2:]))
    return scraper.clean_html(f"<main><article><h1>Lock keeper counts otters</h1>{body}</article></main>", URL)


def middle(article: scraper.Article) -> str:
    return article.text.split(STORY[1])[1].split(STORY[2])[0].strip()


@pytest.mark.parametrize(
    ("line", "read", "cut"),
    [
        pytest.param("<p>It cost <s>two</s> three pounds.</p>", "It cost three pounds.", "two", id="s"),
        pytest.param(
            "<p>It sank <del>two</del> <ins>three</ins> boats.</p>", "It sank three boats.", "two", id="del-ins"
        ),
        pytest.param("<p>Fish<strike>, eels </strike>and otters.</p>", "Fish and otters.", ", eels", id="spaces"),
        pytest.param(
            '<p>Read <a href="/r">the count<span class="sr-only">(new window)</span></a> here, he said.</p>',
            "Read the count here, he said.",
            "(new window)",
            id="bootstrap",
        ),
        pytest.param(
            '<p>The <span class="screen-reader-text">shown in bold</span> otters slept.</p>',
            "The otters slept.",
            "shown in bold",
            id="wordpress",
        ),
        pytest.param(
            '<p>A <b class="u-visually-hidden">see note</b> weir is low.</p>', "A weir is low.", "see note", id="prefix"
        ),
        pytest.param(
            '<p>The <span class="tooltip">sluice<span class="tooltiptext">A small gate</span></span> is shut.</p>',
            "The sluice is shut.",
            "A small gate",
            id="tooltip-text",
        ),
        pytest.param(
            '<p>The <span class="tooltip"><span class="tooltip__trigger">sluice</span>'
            '<span class="tooltip__panel">A small gate</span></span> is shut.</p>',
            "The sluice is shut.",
            "A small gate",
            id="tooltip-with-trigger",
        ),
        pytest.param(
            '<p>The <dfn>sluice</dfn><span role="tooltip" id="g">A small gate</span> is shut.</p>',
            "The sluice is shut.",
            "A small gate",
            id="role",
        ),
        pytest.param(
            '<p>It cost <span style="text-decoration:line-through">two</span> three pounds.</p>',
            "It cost three pounds.",
            "two",
            id="struck-by-style",
        ),
        pytest.param(
            '<p>Read <a href="/r">it<span class="element-invisible"> (link is external)</span></a>.</p>',
            "Read it.",
            "(link is external)",
            id="space-before-a-stop",
        ),
        pytest.param('<p class="element-invisible">Skip the count.</p>', "", "Skip the count.", id="drupal"),
        pytest.param('<p style="position:absolute;left:-9999px">Unseen.</p>', "", "Unseen.", id="off-screen"),
        pytest.param('<h2>Eels <a class="anchor-link" href="#e">Permalink</a></h2>', "Eels", "Permalink", id="word"),
        pytest.param('<h2>Eels<a class="headerlink" href="#e">¶</a></h2>', "Eels", "¶", id="pilcrow"),
        pytest.param('<h3><a href="#e" aria-label="Link">#</a> Eels</h3>', "Eels", "#", id="hash"),
        pytest.param('<p style="display:none">Leave this field empty.</p>', "", "Leave this field empty.", id="style"),
        pytest.param('<p style="color:red; DISPLAY : none">Unseen.</p>', "", "Unseen.", id="style-with-others"),
        pytest.param("<div hidden><p>A draft of the story.</p></div>", "", "A draft of the story.", id="hidden"),
        pytest.param(
            '<p>The <span style="visibility:hidden">secret </span>otters slept.</p>',
            "The otters slept.",
            "secret",
            id="in-a-sentence",
        ),
        pytest.param('<h2>Eels<a href="#top">Back to top</a></h2>', "Eels", "Back to top", id="way-to-the-top"),
        pytest.param('<p class="hidden">Eels to be checked.</p>', "", "Eels to be checked.", id="hidden-by-name"),
        pytest.param('<p class="d-none">Eels to be checked.</p>', "", "Eels to be checked.", id="hidden-by-bootstrap"),
        pytest.param('<p style="font-size: 0">cheap eels</p>', "", "cheap eels", id="no-size"),
        pytest.param(
            '<p>Read <a href="/r">the count<span class="show-for-sr">, a new tab</span></a>.</p>',
            "Read the count.",
            ", a new tab",
            id="foundation",
        ),
        pytest.param(
            '<p>Read <a href="/r">the count<i style="position:absolute;clip:rect(0 0 0 0)">, a new tab</i></a>.</p>',
            "Read the count.",
            ", a new tab",
            id="clipped",
        ),
        pytest.param(
            '<amp-iframe src="/m"><p placeholder>The map is coming</p></amp-iframe>',
            "",
            "The map is coming",
            id="amp-placeholder",
        ),
        pytest.param(
            '<amp-list src="/l"><div fallback>No list today</div></amp-list>', "", "No list today", id="amp-fallback"
        ),
    ],
)
def test_what_is_not_read_leaves(line: str, read: str, cut: str) -> None:
    article = clean(line)
    assert middle(article) == read
    assert cut in [removal.text for removal in article.removals]


@pytest.mark.parametrize(
    ("line", "read"),
    [
        pytest.param('<div role="tabpanel" hidden><p>In June the lock opens at six.</p></div>', "lock opens", id="tab"),
        pytest.param('<div class="faq-answer" style="display:none"><p>At six.</p></div>', "At six.", id="answer"),
        pytest.param(
            '<p>More: <a href="#more">here</a>.</p><div id="more" hidden><p>It opens at six.</p></div>',
            "opens at six",
            id="opened-by-a-link",
        ),
        pytest.param('<p hidden="until-found">It opens at six.</p>', "opens at six", id="until-found"),
        pytest.param('<div hidden id="S:4"><p>It opens at six.</p></div>', "opens at six", id="sent-later"),
        pytest.param(
            f'<div style="display:none">{"".join(f"<p>{text} Or so he said.</p>" for text in STORY)}</div>',
            "Or so he said",
            id="the-rest-of-the-story",
        ),
        pytest.param('<p style="overflow:hidden">It opens at six.</p>', "opens at six", id="other-style"),
        pytest.param('<p>The <span class="tooltip">sluice</span> is shut.</p>', "The sluice is shut.", id="word"),
        pytest.param(
            '<p>The <span class="tooltip"><span class="tooltip-label">sluice</span></span> is shut.</p>',
            "The sluice is shut.",
            id="labelled-word",
        ),
        pytest.param('<h2><a href="#e" class="anchor">Eels</a></h2>', "Eels", id="heading-that-is-a-link"),
        pytest.param('<h2><a href="/tag">#otters</a> on the move</h2>', "#otters on the move", id="hashtag"),
        pytest.param("<p>It sank <ins>three</ins> boats <a href='/b'>of oak</a>.</p>", "sank three boats", id="ins"),
        pytest.param('<p class="hidden md:block">It opens at six.</p>', "opens at six", id="shown-on-wide-screens"),
        pytest.param('<p class="d-none d-lg-flex">It opens at six.</p>', "opens at six", id="shown-on-large-screens"),
        pytest.param('<div class="more"><p class="hidden">At six.</p></div>', "At six.", id="opened-by-a-click"),
        pytest.param('<p style="font-size:0.9em">It opens at six.</p>', "opens at six", id="small-print"),
        pytest.param(
            "<amp-twitter><blockquote placeholder>It opens at six.</blockquote></amp-twitter>", "at six", id="amp-quote"
        ),
        pytest.param('<p class="not-sr-only">It opens at six.</p>', "opens at six", id="undone"),
    ],
)
def test_what_is_read_stays(line: str, read: str) -> None:
    assert read in middle(clean(line))


def test_a_story_struck_out_by_a_missing_end_tag_stays() -> None:
    assert all(text in clean("<s>").text for text in STORY)


def test_an_advertisement_in_ins_leaves() -> None:
    article = clean('<ins class="slot" data-ad-slot="4"><p>Buy boots at Holm and Sons.</p></ins>')
    assert middle(article) == ""


def test_items_of_a_list_stay_together_without_their_boxes() -> None:
    items = "".join(f'<li><span class="sr-only">▢</span> {name}</li>' for name in ("one rope", "two lamps"))
    assert middle(clean(f"<ul>{items}</ul>")) == "one rope\ntwo lamps"
