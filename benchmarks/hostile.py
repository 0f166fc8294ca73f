"""Measure the time for hostile pages on the generic route, relative to a bare parse.

python -m benchmarks.hostile [WORD...]
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator

import scraper
from benchmarks.peers import bare_parse
from scraper.errors import ScraperError

GOAL = 20.0
"""The most that cleaning may take, in bare parses that return the text of the complete body."""
ROUNDS = 3

URL = "https://www.tidepost.example/2023/04/footbridge-to-close"
SENTENCE = "The footbridge at Tallow Creek will close on Monday for eleven weeks, the county said on Tuesday. "
STORY = "".join(
    f"<p>{SENTENCE}It was the {word} closure.</p>" for word in ("first", "second", "third", "fourth", "fifth")
)
PITCH = "Sign up for our free weekly newsletter and get the best of the creek delivered to your inbox."
FIGURE = "<figure><img src=/{n}.jpg><figcaption>The bridge. Rosa Bellamy/Tide Pictures</figcaption></figure>"


def shapes() -> Iterator[tuple[str, str]]:
    """The name and the page of each shape."""
    for name, make in (*_DEEP.items(), *_WIDE.items(), *_LONG.items(), *_HEAD.items()):
        yield name, make()


def _page(body: str, head: str = "") -> str:
    return f"<!doctype html><html lang=en><head><title>Footbridge to close</title>{head}<body>{body}</body></html>"


def _nested(opening: str, closing: str, depth: int = 1_400) -> Callable[[], str]:
    return lambda: _page(f"{opening * depth}{STORY}{closing * depth}")


def _many(item: str, count: int = 10_000, around: str = "div") -> Callable[[], str]:
    """A story followed by `count` siblings in the same element. `{n}` stands for the number of each."""
    return lambda: _page(f"<{around}>{STORY}{''.join(item.replace('{n}', str(n)) for n in range(count))}</{around}>")


def _line(text: str, count: int) -> Callable[[], str]:
    return lambda: _page(f"<article>{STORY}<p>{text * count}</p>{STORY}</article>")


def _head(make: Callable[[], str]) -> Callable[[], str]:
    return lambda: _page(f"<article>{STORY}</article>", make())


def _script(data: str) -> str:
    return f'<script type="application/ld+json">{data}</script>'


def _linked(**fields: object) -> str:
    return _script(json.dumps({"@type": "NewsArticle", "headline": "Footbridge to close", **fields}))


_DEEP = {
    "div in div, 1,400 deep": _nested("<div>", "</div>"),
    "div in div, 30,000 deep": _nested("<div>", "</div>", 30_000),
    "div in div with text at each level": _nested(f"<div>{SENTENCE}", "</div>"),
    "div in div with a paragraph at each level": _nested(f"<div><p>{SENTENCE}</p>", "</div>"),
    "div in div with classes": _nested("<div class='story caption share'>", "</div>"),
    "span in span": _nested("<span>", "</span>"),
    "blockquote in blockquote": _nested("<blockquote>", "</blockquote>"),
    "blockquote in blockquote with text": _nested("<blockquote><p>She said so, he said.</p>", "</blockquote>"),
    "b in b": _nested("<b>", "</b>"),
    "ul in li": _nested("<ul><li>Tide", "", 690),
    "b in p, never closed, 700": _nested("<p><b>x", "", 700),
    "font in p, one size each, 700": _many("<p><font size={n}>x</p>", 700),
    "font in p, one size each, 2,500": _many("<p><font size={n}>x</p>", 2_500),
    "lists in lists": _nested("<ul><li>One of many things.", "</li></ul>", 700),
    "tables in tables": _nested("<table><tr><td>", "</td></tr></table>", 350),
    "figures in figures": _nested("<figure><img src=a.jpg><figcaption>x</figcaption>", "</figure>"),
    "sections, articles and asides in turns": _nested("<section><article><aside>", "</aside></article></section>", 460),
    "elements nobody knows": _nested("<x-tide>", "</x-tide>"),
    "headings in links": _nested("<h2><a href=/x>Tide", "</a></h2>", 1_000),
}
_WIDE = {
    "p": _many(f"<p>{SENTENCE}</p>"),
    "short p": _many("<p>x</p>"),
    "p with the same text": _many("<p>The tide came in.</p>"),
    "p with links": _many(f"<p>{SENTENCE}<a href=/{{n}}>{SENTENCE}</a></p>"),
    "empty p": _many("<p></p>", 50_000),
    "li": _many("<li>Number {n} of many</li>", around="ul"),
    "cells that cover others": _many("<tr><td colspan=1000 rowspan=1000>1<td rowspan=1000>2</tr>", around="table"),
    "ol of ol": _many("<ol start={n}><li>One<li>Two</ol>", 5_000),
    "br": _many(f"{SENTENCE}<br>"),
    "br br": _many(f"{SENTENCE}<br><br>"),
    "br and nothing": _many("<br>", 50_000),
    "hr": _many("<hr>", 50_000),
    "a": _many("<a href=/news/{n}>Story number {n}</a> "),
    "a in one paragraph": _many("<a href=/news/{n}>Story {n}</a> ", around="p"),
    "empty div": _many("<div></div>", 50_000),
    "div": _many(f"<div>{SENTENCE}</div>"),
    "div with a class each": _many("<div class='item-{n}'>Item {n} of them</div>"),
    "div with an id each": _many("<div id=item{n}>Item {n} of them</div>"),
    "h2 with links": _many("<h2><a href=/news/{n}>Ferry number {n} to sail again</a></h2>"),
    "cards": _many(f"<div class=card><h3><a href=/{{n}}>Ferry {{n}}</a></h3><p>{SENTENCE}</p></div>"),
    "articles": _many(f"<article><h2>Ferry {{n}}</h2><p>{SENTENCE}</p></article>", 5_000),
    "articles of five paragraphs": _many(f"<article><h2>Ferry {{n}}</h2>{STORY}</article>", 2_000),
    "tables": _many("<table><tr><th>Year<th>Toll<tr><td>{n}<td>$2</table>", 5_000),
    "one table, many rows": _many("<tr><td>{n}<td>$2<td>$3<td>A cart and a horse", around="table"),
    "one row, many cells": _many("<td>{n}", 50_000, "table"),
    "figures": _many(FIGURE, 5_000),
    "images": _many("<img src=/{n}.jpg alt='The bridge'>"),
    "images in paragraphs": _many("<p><img src=/{n}.jpg></p>"),
    "images of many sizes": _many(f"<img srcset='{', '.join(f'/a.jpg {w}w' for w in range(100, 2000, 100))}'>", 2_000),
    "captions": _many("<div class=caption>The bridge in {n}</div>"),
    "spans": _many("<span class=credit>x</span> y ", around="p"),
    "blockquotes": _many("<blockquote>“The tide is late,” she said.</blockquote>"),
    "iframes": _many("<iframe src=/{n}></iframe>"),
    "forms": _many("<form action=/{n}><input name=q><button>Search</button></form>", 5_000),
    "options in one select": _many("<option value={n}>Number {n}", around="select"),
    "selects": _many("<select><option value={n}>Number {n}</select>"),
    "bodies with an attribute each": _many("<body a{n}=1>"),
    "paragraphs by the hundred thousand": _many("<p>some text</p>", 200_000),
    "asides": _many(f"<aside class=related><h3>Read more</h3><a href=/{{n}}>{SENTENCE}</a></aside>", 5_000),
    "newsletter pitches": _many(f"<p>{PITCH}</p>"),
    "donation appeals": _many("<p>WE NEED YOUR HELP. Please donate $5 today to keep the Tide Post afloat.</p>"),
    "bylines": _many("<p>By Rosa Bellamy</p>"),
    "dates": _many("<p>October 5, 2022</p>"),
    "credits": _many("<p>Rosa Bellamy/Getty Images</p>"),
    "share lines": _many("<p>Share this article</p>"),
    "headings": _many("<h2>Heading {n}</h2>"),
    "read more": _many("<p>Read more: <a href=/{n}>The ferry that never came, {n}</a></p>"),
    "comments (markup)": _many("<!-- {n} -->", 50_000),
    "scripts": _many("<script>var a{n} = '<p>x</p>';</script>"),
    "styles": _many("<style>.a{n} { color: red }</style>"),
    "svg": _many("<svg><path d='M0 0'/><text>unseen</text></svg>", 5_000),
    "math": _many("<math><mi>x</mi><mo>=</mo><mn>{n}</mn></math>", 5_000),
    "CDATA": _many("<svg><![CDATA[unseen {n}]]></svg>"),
    "templates": _many("<template><p>unseen</p></template>"),
    "definition lists": _many("<dt>{n}<dd>A number", around="dl"),
    "pre": _many("<pre>low tide\nhigh tide</pre>"),
    "one pre of many lines": _many("low tide {n}\n", 50_000, "pre"),
    "details": _many("<details><summary>Q {n}</summary>A</details>"),
    "ends without beginnings": _many("</div></p></span>", 20_000),
}
_LONG = {
    "one text node": lambda: _page(SENTENCE * 20_000),
    "one paragraph": _line(SENTENCE, 20_000),
    "one word": _line("tide", 500_000),
    "one word repeated": _line("tide ", 400_000),
    "opening quotes": _line("“", 500_000),
    "b and i that cross": _line("<b>x<i>y</b>z</i>", 10_000),
    "ruby": _line("<ruby>港<rt>み</rt></ruby>", 20_000),
    "soft hyphens": _line("ti\u00adde ", 60_000),
    "quoted words": _line("“Tide,” she said. ", 60_000),
    "commas": _line(", ", 500_000),
    "full stops": _line(". ", 500_000),
    "capital letters": _line("A", 1_000_000),
    "capital words": _line("TIDE ", 200_000),
    "names": _line("Rosa Bellamy ", 80_000),
    "names and commas": _line("Rosa Bellamy, ", 80_000),
    "credits": _line("Rosa Bellamy/Getty Images ", 40_000),
    "sums of money": _line("$5 ", 300_000),
    "dates": _line("October 5, 2022 ", 60_000),
    "pipes": _line("News | ", 150_000),
    "slashes": _line("a/b/", 250_000),
    "dashes": _line("— ", 300_000),
    "digits": _line("1", 1_000_000),
    "addresses": _line("https://tidepost.example/a ", 40_000),
    "mail": _line("rosa@tidepost.example ", 50_000),
    "pitch": _line("Sign up for our newsletter. ", 40_000),
    "spaces": _line(" ", 2_000_000),
    "no-break spaces": _line("\xa0", 500_000),
    "zero-width spaces": _line("\u200b", 300_000),
    "accents on one letter": _line("\u0301", 300_000),
    "entities": _line("&eacute;&#8217;&amp;", 60_000),
    "entities of entities": _line("&amp;amp;", 150_000),
    "no entities": _line("&", 500_000),
    "brackets": _line("[", 500_000),
    "ellipses": _line("…", 500_000),
    "class of many names": lambda: _page(f"<div class='{' '.join(f'c{i}' for i in range(100_000))}'>{STORY}</div>"),
    "class of one name": lambda: _page(f"<div class='{'c' * 1_000_000}'>{STORY}</div>"),
    "class of dashes": lambda: _page(f"<div class='{'a-' * 300_000}'>{STORY}</div>"),
    "style of megabytes": lambda: _page(f"<div style='{'color:red;' * 100_000}'>{STORY}</div>"),
    "a hundred classes on each": _many(f"<p class='{' '.join(f'c{i}-share' for i in range(100))}'>x</p>", 2_000),
    "address of megabytes": lambda: _page(f"<article>{STORY}<img src='/{'a' * 1_000_000}.jpg'></article>"),
    "alt of megabytes": lambda: _page(f"<article>{STORY}<img src=/a.jpg alt='{SENTENCE * 10_000}'></article>"),
    "list of sizes": lambda: _page(f"<article>{STORY}<img srcset='{'/a.jpg 1w, ' * 90_000}'></article>"),
    "one comment": lambda: _page(f"<article>{STORY}<!--{SENTENCE * 20_000}--></article>"),
    "comment of dashes": lambda: _page(f"<article>{STORY}<!--{'- ' * 500_000}--></article>"),
    "opening brackets": lambda: _page(f"<article>{STORY}{'< ' * 500_000}</article>"),
    "tags cut off": lambda: _page(f"<article>{STORY}{'<a ' * 300_000}</article>"),
    "one script": lambda: _page(f"<article>{STORY}<script>{'if (a < b) x = 1; ' * 100_000}</script></article>"),
}
_HEAD = {
    "meta tags": _head(lambda: "".join(f"<meta name=tide{n} content='{n}'>" for n in range(10_000))),
    "meta tags of one name": _head(lambda: "<meta property=og:title content='Footbridge to close'>" * 10_000),
    "authors in meta tags": _head(lambda: "".join(f"<meta name=author content='Rosa {n}'>" for n in range(10_000))),
    "a title of megabytes": _head(lambda: f"<meta property=og:title content='{SENTENCE * 10_000}'>"),
    "a title of bars": _head(lambda: f"<title>{'Tide | ' * 100_000}</title>"),
    "a description of megabytes": _head(lambda: f"<meta name=description content='{SENTENCE * 10_000}'>"),
    "links in the head": _head(lambda: "".join(f"<link rel=alternate href=/{n}>" for n in range(10_000))),
    "JSON-LD of megabytes": _head(lambda: _linked(articleBody=SENTENCE * 20_000)),
    "JSON-LD of tags": _head(lambda: _linked(articleBody="<p>x" * 200_000)),
    "JSON-LD of brackets": _head(lambda: _linked(articleBody="<" * 1_000_000)),
    "JSON-LD, 10,000 authors": _head(lambda: _linked(author=[{"name": f"Rosa {n}"} for n in range(10_000)])),
    "JSON-LD, author of megabytes": _head(lambda: _linked(author="Rosa Bellamy and " * 50_000)),
    "JSON-LD, headline of megabytes": _head(lambda: _linked(headline=SENTENCE * 10_000)),
    "JSON-LD, 100,000 parts": _head(lambda: _linked(hasPart=[{"isAccessibleForFree": "maybe"}] * 100_000)),
    "JSON-LD, a graph of 20,000": _head(lambda: _script(json.dumps({"@graph": [{"@type": "NewsItem"}] * 20_000}))),
    "JSON-LD, 2,000 scripts": _head(lambda: "".join(_linked(headline=f"Footbridge {n}") for n in range(2_000))),
    "JSON-LD nested 900 deep": _head(lambda: _script("[" * 900 + '"NewsArticle"' + "]" * 900)),
    "JSON-LD nested 100,000 deep": _head(lambda: _script("[" * 100_000 + '"NewsArticle"')),
}


def main(words: list[str]) -> None:
    """Print the ratio for each shape whose name contains all of `words`; those above the goal are marked."""
    print(f"{'shape':42} {'KB':>6} {'bare ms':>8} {'clean ms':>9} {'ratio':>7}   outcome")
    ratios = []
    for name, html in shapes():
        if not all(word in name for word in words):
            continue
        bare, clean, outcome = _measure(html)
        ratios.append(clean / bare)
        times = f"{bare * 1e3:8.2f} {clean * 1e3:9.1f} {ratios[-1]:7.1f}"
        print(f"{name:42} {len(html) / 1000:6.0f} {times} {'!' if ratios[-1] > GOAL else ' '} {outcome}", flush=True)
    above = sum(ratio > GOAL for ratio in ratios)
    print(
        f"\nhighest ratio {max(ratios, default=0):.0f}   goal: at most {GOAL:.0f}; above it: {above} of {len(ratios)}"
    )


def _measure(html: str) -> tuple[float, float, str]:
    """The least processor seconds of a bare parse and of cleaning, and the outcome. Slow shapes run once."""
    bare: list[float] = []
    clean: list[float] = []
    outcome = ""
    while len(clean) < ROUNDS and sum(clean) < 1:
        start = time.process_time()
        bare_parse(html, URL)
        between = time.process_time()
        outcome = _outcome(html)
        bare.append(between - start)
        clean.append(time.process_time() - between)
    return min(bare), min(clean), outcome


def _outcome(html: str) -> str:
    try:
        article = scraper.clean_html(html, URL)
    except ScraperError as error:
        return type(error).__name__
    return f"{article.source}: {len(article.blocks):,} blocks, {len(article.removals):,} receipts"


if __name__ == "__main__":
    main(sys.argv[1:])
