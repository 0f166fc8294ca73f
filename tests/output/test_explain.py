"""The explained article: complete, safe against hostile text, and the same in both views."""

from __future__ import annotations

import base64
import hashlib
import io
import re

import pytest
from rich.console import Console
from selectolax.lexbor import LexborHTMLParser, LexborNode

from scraper.model import (
    Article,
    Block,
    Completeness,
    Figure,
    Heading,
    Image,
    Listing,
    Origin,
    Paragraph,
    Path,
    Preformatted,
    Quote,
    Reason,
    Removal,
    Route,
    Table,
)
from scraper.output.explain import FAMILIES, counts, family, printable, show, summary
from scraper.output.explain_page import explained_page

EVIL = "</del></script><script>alert(1)</script><!-- \"'> \x1b[31m\x9b2J &lt;"
SHOWN = EVIL.replace("\x1b", "␛").replace("\x9b", "\N{REPLACEMENT CHARACTER}")


def article(*entries: Block | Removal, **fields: object) -> Article:
    """An article whose ledger is `entries`, in this order."""
    values: dict[str, object] = {
        "url": "https://harbourpost.example/tides",
        "title": "The tide turns",
        "subtitle": "Boats are back",
        "authors": ("Ana Reyes", "Tomas Lind"),
        "published": "2024-03-02",
        "modified": None,
        "language": "en",
        "section": "Ports",
        "images": (),
        "blocks": tuple(entry for entry in entries if not isinstance(entry, Removal)),
        "removals": tuple(entry for entry in entries if isinstance(entry, Removal)),
        "origin": Origin(Route.RULE, "site_rules.harbourpost_example"),
    }
    return Article(**(values | fields))  # type: ignore[arg-type]


def cut(reason: Reason, text: str, order: int, rule: str = "general: wording") -> Removal:
    return Removal(reason, rule, text, Path(f"p.n{order}", order))


def tides() -> Article:
    return article(
        cut(Reason.SHARE, "Facebook\nEmail", 0),
        Paragraph("Four boats came in.", Path("p", 1)),
        cut(Reason.NEWSLETTER, "Sign up for The Tide.", 2, "site_rules.harbourpost_example: newsletter('p.tide')"),
        cut(Reason.AD, "Advertisement", 3),
        Heading("Who may land", 3, Path("h3", 4)),
        Quote(("No boat shall be turned away.",), Path("blockquote", 5)),
        Listing(("From the south", "From the strait"), True, Path("ol", 6), 3),
        Figure(Image("https://cdn.example/a.jpg", "The quay", "Ana Reyes"), Path("figure", 7)),
        Table((("Port", "Boats"), ("Quay", "4")), True, Path("table", 8)),
        Preformatted("salt\n  water", Path("pre", 9)),
        cut(Reason.AD, "Advertisement", 10),
    )


def terminal(shown: Article, names: dict[str, str] | None = None, **options: object) -> str:
    out = io.StringIO()
    show(shown, Console(file=out, highlight=False, **options), names or {})  # type: ignore[arg-type]
    return out.getvalue()


def page(shown: Article) -> LexborHTMLParser:
    return LexborHTMLParser(explained_page(shown))


def only(tree: LexborHTMLParser, selector: str) -> LexborNode:
    nodes = tree.css(selector)
    assert len(nodes) == 1, f"{selector}: {len(nodes)}"
    return nodes[0]


def test_every_reason_is_in_exactly_one_group() -> None:
    listed = [reason for reasons in FAMILIES.values() for reason in reasons]
    assert sorted(listed) == sorted(Reason)
    assert family(Reason.DONATION) == "Pitches and appeals"


def test_the_summary_counts_kept_blocks_and_cuts() -> None:
    assert summary(tides()) == "6 blocks kept, 4 cuts (2 ad, 1 newsletter, 1 share)"
    assert summary(article()) == "0 blocks kept, 0 cuts"
    assert summary(article(Paragraph("x", Path("p", 0)))) == "1 block kept, 0 cuts"
    assert list(counts(tides()).items()) == [(Reason.NEWSLETTER, 1), (Reason.AD, 2), (Reason.SHARE, 1)]


def test_in_a_pipe_the_view_is_plain_and_complete() -> None:
    assert terminal(tides()).splitlines() == [
        "URL:            https://harbourpost.example/tides",
        "Title:          The tide turns",
        "Dek:            Boats are back",
        "Authors:        Ana Reyes, Tomas Lind",
        "Published:      2024-03-02",
        "Section:        Ports",
        "Language:       en",
        "Body chosen by: rule:site_rules.harbourpost_example",
        "Confidence:     100%",
        "Completeness:   nothing speaks against it",
        "",
        "  ✂ share · general: wording",
        "  ┃ Facebook",
        "  ┃ Email",
        "",
        "    Four boats came in.",
        "",
        "  ✂ newsletter · site_rules.harbourpost_example: newsletter('p.tide')",
        "  ┃ Sign up for The Tide.",
        "",
        "  ✂ ad · general: wording",
        "  ┃ Advertisement",
        "",
        "    ### Who may land",
        "",
        "    > No boat shall be turned away.",
        "",
        "    3. From the south",
        "    4. From the strait",
        "",
        "    [picture] The quay · Ana Reyes",
        "",
        "    Port | Boats",
        "    Quay | 4",
        "",
        "    salt",
        "      water",
        "",
        "  ✂ ad · general: wording",
        "  ┃ Advertisement",
        "",
        "6 blocks kept, 4 cuts (2 ad, 1 newsletter, 1 share)",
    ]


def test_a_long_line_is_one_line_in_a_pipe() -> None:
    long = "many words " * 60
    assert f"    {long.strip()}" in terminal(article(Paragraph(long, Path("p", 0)))).splitlines()


def test_on_a_terminal_it_is_wrapped_and_in_colour() -> None:
    shown = article(
        cut(Reason.AD, "very " * 40 + "long", 0, "rule " * 20),
        Paragraph("[bold]not markup[/bold] :smile:", Path("p", 1)),
    )
    out = terminal(shown, force_terminal=True, width=60, color_system="standard")
    assert "\x1b[33m" in out
    plain = re.sub(r"\x1b\[[0-9;]*m", "", out)
    assert max(map(len, plain.splitlines())) <= 60
    assert plain.count("  ┃ very") == 4
    assert "    [bold]not markup[/bold] :smile:" in plain
    assert plain.count("✂") == 1


def test_a_wrapped_item_has_one_mark_and_hangs() -> None:
    shown = article(Listing(("word " * 20,), False, Path("ul", 0)))
    lines = terminal(shown, force_terminal=True, width=50, color_system=None).splitlines()
    assert [line[:6] for line in lines if "word" in line] == ["    - ", "      ", "      "]


@pytest.mark.parametrize("options", [{}, {"force_terminal": True, "width": 70, "color_system": None}])
def test_a_page_cannot_control_the_terminal(options: dict[str, object]) -> None:
    hostile = article(cut(Reason.AD, EVIL, 0, EVIL), Paragraph(EVIL, Path("p", 1)), title=EVIL, url=EVIL)
    out = terminal(hostile, **options)
    assert not set(out) & {chr(code) for code in (*range(9), *range(11, 32), *range(0x7F, 0xA0))}
    assert "␛[31m" in out


def test_printable_keeps_tabs_and_line_breaks() -> None:
    assert printable("a\tb\nc\x00\x7f\x85") == "a\tb\nc␀␡\N{REPLACEMENT CHARACTER}"


def test_the_page_marks_every_cut_in_its_place() -> None:
    tree = page(tides())
    flow = [
        (node.attributes.get("data-reason") or node.tag)
        for node in only(tree, "main > div").iter()
        if node.tag != "-text"
    ]
    assert flow == ["share", "p", "newsletter", "ad", "h3", "blockquote", "ol", "p", "table", "pre", "ad"]
    pitch = only(tree, "[data-reason=newsletter]")
    assert [code.text() for code in pitch.css("code")] == [
        "site_rules.harbourpost_example: newsletter('p.tide')",
        "p.n2",
    ]
    assert only(tree, "[data-reason=newsletter] del").text() == "Sign up for The Tide."


def test_the_legend_counts_each_reason_that_occurs() -> None:
    tree = page(tides())
    rows = {
        (box.attributes["value"], label.css_first(".count").text())  # type: ignore[union-attr]
        for label in tree.css(".panel label")
        for box in label.css("input[type=checkbox]")
    }
    assert rows == {("newsletter", "1"), ("ad", "2"), ("share", "1")}
    assert [legend.text() for legend in tree.css("legend")] == ["Pitches and appeals", "Advertising", "Page furniture"]


def test_the_page_shows_the_fields_and_links_only_the_web() -> None:
    text = only(page(tides()), "dl").text()
    for part in ("Ana Reyes, Tomas Lind", "2024-03-02", "Ports", "rule:site_rules.harbourpost_example"):
        assert part in text
    assert only(page(tides()), "dl a").attributes["href"] == "https://harbourpost.example/tides"
    assert page(article(url="javascript:alert(1)")).css("a") == []


def test_a_long_path_is_shortened_and_complete_in_its_title() -> None:
    path = "#post > div:nth-child(2) > ul > li:nth-child(4)"
    place = page(article(Removal(Reason.AD, "general", "Ad", Path(path, 0)))).css(".tag code")[1]
    assert (place.text(), place.attributes["title"]) == ("li:nth-child(4)", path)


def test_a_long_cut_is_folded_and_complete() -> None:
    long = "we ask you once more " * 100
    tree = page(article(cut(Reason.DONATION, long, 0)))
    assert only(tree, ".cut details > del").text() == long.strip()
    assert "all 2,099 characters" in only(tree, ".cut summary").text()


def test_nothing_is_loaded_from_elsewhere() -> None:
    tree = page(tides())
    assert tree.css("img, link, iframe, object, embed, [src], [style], [srcset]") == []
    assert "url(" not in explained_page(tides())
    assert "@import" not in explained_page(tides())


def test_the_policy_allows_this_style_and_this_script_alone() -> None:
    tree = page(tides())
    policy = only(tree, "meta[http-equiv=Content-Security-Policy]").attributes["content"] or ""
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    for tag in ("style", "script"):
        digest = hashlib.sha256(only(tree, tag).text().encode()).digest()
        assert f"{tag}-src 'sha256-{base64.b64encode(digest).decode()}'" in policy


def test_hostile_text_stays_text() -> None:
    hostile = article(
        cut(Reason.AD, EVIL, 0, EVIL),
        cut(Reason.AD, EVIL * 30, 1),
        Paragraph(EVIL, Path("p", 2)),
        Heading(EVIL, 2, Path("p", 3)),
        Figure(Image(EVIL, EVIL, EVIL), Path("p", 4)),
        Removal(Reason.AD, "x", "x", Path(EVIL, 5)),
        title=EVIL,
        subtitle=EVIL,
        authors=(EVIL,),
        language=EVIL,
        section=EVIL,
        origin=Origin(Route.RULE, EVIL),
        url=f"https://harbourpost.example/{EVIL}",
        images=(Image(EVIL, EVIL, EVIL),),
    )
    tree = page(hostile)
    assert len(tree.css("script")) == 1
    assert only(tree, "h1").text() == SHOWN
    assert only(tree, "h1").attributes["lang"] == SHOWN
    assert only(tree, "main > div h2").text() == SHOWN
    assert only(tree, "dl a").attributes["href"] == f"https://harbourpost.example/{SHOWN}"
    assert tree.css(".cut del")[0].text() == SHOWN
    assert not {"\x1b", "\x9b"} & set(explained_page(hostile))


def test_an_empty_article_still_has_a_page() -> None:
    tree = page(article(title=None, subtitle=None, url=None, language=None))
    assert only(tree, "h1").text() == "Untitled article"
    assert tree.css(".cut, fieldset") == []


@pytest.mark.parametrize(
    ("known", "said"),
    [
        (Completeness(0.4, True, ("a teaser", "412 words")), "40% of the article, behind a paywall"),
        (Completeness(1.0, False), "100% of the article, not behind a paywall"),
        (Completeness(None, None, ("a teaser",)), "in doubt"),
        (Completeness(), "nothing speaks against it"),
    ],
)
def test_confidence_and_completeness_are_shown(known: Completeness, said: str) -> None:
    shown = terminal(article(confidence=0.53, completeness=known)).splitlines()
    assert "Confidence:     53%" in shown
    at = shown.index(f"Completeness:   {said}")
    assert [line.partition(":")[2].strip() for line in shown[at + 1 : at + 1 + len(known.signs)]] == list(known.signs)


RUN = (
    cut(Reason.RELATED, "More ropes", 0),
    cut(Reason.RELATED, "More quays", 1),
    cut(Reason.RELATED, "More ice", 2, "general: links"),
    Paragraph("Four boats came in.", Path("p", 3)),
    cut(Reason.RELATED, "More tides", 4),
)


def test_a_run_of_cuts_by_one_matcher_is_shown_together() -> None:
    lines = [line for line in terminal(article(*RUN)).splitlines() if line.startswith("  ")]
    assert lines == [
        "  ✂ related · general: wording · 2 cuts",
        "  ┃ More ropes",
        "  ┃ More quays",
        "  ✂ related · general: links",
        "  ┃ More ice",
        "    Four boats came in.",
        "  ✂ related · general: wording",
        "  ┃ More tides",
    ]
    tree = LexborHTMLParser(explained_page(article(*RUN)))
    assert [node.attributes["data-cuts"] for node in tree.css(".cut")] == ["2", "1", "1"]
    assert [node.text() for node in tree.css(".cut")[0].css("del")] == ["More ropes", "More quays"]


def test_the_element_of_a_cut_is_called_by_its_name() -> None:
    names = {"p.n0": "p.more-links", "p.n2": "<b>"}
    lines = terminal(article(*RUN), names=names).splitlines()
    assert "  ✂ related · general: wording · p.more-links · 2 cuts" in lines
    tree = LexborHTMLParser(explained_page(article(*RUN), names))
    places = [node.css("code")[1] for node in tree.css(".tag")]
    assert [(place.text(), place.attributes["title"]) for place in places] == [
        ("p.more-links", "p.n0"), ("<b>", "p.n2"), ("p.n4", "p.n4"),
    ]  # fmt: skip


def test_what_is_wrong_with_the_rule_of_the_site_is_shown() -> None:
    broken = article(origin=Origin(Route.GENERIC, fell_back=True, fault="rules/a.toml: not valid TOML"))
    assert "Broken rule:    rules/a.toml: not valid TOML" in terminal(broken).splitlines()
