"""The elements that the body selectors of a rule select."""

from __future__ import annotations

import pytest

from scraper.html.dom import body_roots, parse_tree, selector_parts

PAGE = parse_tree(
    "<p class=lede>The crane leans.</p><div class=story><p>It leans a little.</p><div class=story>More</div></div>"
    "<div class=empty> </div><ul class=points><li>One</li></ul>"
)


@pytest.mark.parametrize(
    ("selectors", "chosen", "texts"),
    [
        pytest.param(("p.lede, div.story",), 0, ["The crane leans.", "It leans a little.More"], id="both-parts"),
        pytest.param(("p.lede, div.gone", "div.story"), 1, ["It leans a little.More"], id="a-part-is-gone"),
        pytest.param(("p.lede, div.empty", "div.story"), 1, ["It leans a little.More"], id="a-part-is-empty"),
        pytest.param(("div.gone, p.lede", "div.gone"), None, [], id="no-alternative-fits"),
        pytest.param(("div.story",), 0, ["It leans a little.More"], id="outermost-alone"),
        pytest.param((":is(p.lede, div.gone)",), 0, ["The crane leans."], id="a-comma-in-parentheses-is-no-part"),
        pytest.param((), None, [], id="no-selectors"),
    ],
)
def test_a_body_selector_matches_if_all_its_parts_do(
    selectors: tuple[str, ...], chosen: int | None, texts: list[str]
) -> None:
    roots, selector = body_roots(PAGE, selectors)
    assert [root.text(strip=True) for root in roots] == texts
    assert selector == ("" if chosen is None else selectors[chosen])


@pytest.mark.parametrize(
    ("selector", "parts"),
    [
        pytest.param("a, b > c ,d", ["a", "b > c", "d"], id="plain"),
        pytest.param("a:not(:has(b, c)), d", ["a:not(:has(b, c))", "d"], id="nested-parentheses"),
        pytest.param("""[x="a]b,"], [y='c,d']""", ["""[x="a]b,"]""", """[y='c,d']"""], id="strings-in-brackets"),
        pytest.param(r".a\,b, c", [r".a\,b", "c"], id="escaped-comma"),
    ],
)
def test_a_selector_is_split_at_top_level_commas(selector: str, parts: list[str]) -> None:
    assert selector_parts(selector) == parts
