"""What every rule and every cleaned article must satisfy, as functions that find what does not. Pure.

Conservation, stability and the agreement of the two roads are laws on one article, the others on a rule and its cases.
A rule of your own is tested in ten lines::

    from pathlib import Path
    from scraper import laws
    from scraper.cleaning import clean_html
    from scraper.rulebook import load_module

    def test_rule():
        entry = load_module("my_rules.example_org")
        pages = {f"https://example.org/{path.stem}": path.read_bytes() for path in Path("pages").glob("*.html")}
        articles = {url: clean_html(page, url, entry.rule, entry.module) for url, page in pages.items()}
        for url, page in pages.items():
            assert laws.check_case(articles[url], page, url, entry.rule) == []
        assert laws.check_rule(entry, list(articles.values())) == []
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from scraper import cleaning
from scraper.cleaning import second_opinion
from scraper.cleaning.dom import Node, Tree, body_roots
from scraper.cleaning.generic import choose_body
from scraper.cleaning.lexicon import LANGUAGES, label_key, pack, packs_for
from scraper.cleaning.normalise import tidy
from scraper.cleaning.parse import parse, read_page, repaired
from scraper.errors import EmptyArticle
from scraper.model import Article, Listing, Paragraph, Quote, Span
from scraper.patterns import matches
from scraper.rulebook import Entry
from scraper.rules import SiteRule

LEAST_AGREEMENT = 0.99
"""The share of the words of the HTML road that the text road must keep."""
FEWEST_CASES = 2
"""Cases a rule must have: a single page cannot tell a site's habit from a page's accident."""
REPORT = 12
"""Words above which a kept paragraph may begin like a pitch: the judge has looked at the rest of it."""

_UNSEEN_TAGS = (
    "script style noscript template head title meta link svg math iframe object embed map video audio canvas picture "
    "img input source track"
)
_INLINE_TAGS = (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr output q rp rt ruby s samp "
    "small span strike strong sub sup time tt u var wbr"
)
_UNSEEN, _INLINE = frozenset(_UNSEEN_TAGS.split()), frozenset(_INLINE_TAGS.split())
_CELLS = frozenset(["td", "th"])
_MARKERS = "•‣▪▫●○◦∙·⁃*–-0123456789.)"


@dataclass(frozen=True, slots=True)
class Broken:
    """A law that does not hold: which, for what (a URL, a module, a matcher), and what was seen."""

    law: str
    where: str
    detail: str

    def __str__(self) -> str:
        return f"{self.law}: {self.where}: {self.detail}"


def check_case(article: Article, html: bytes | str, url: str, rule: SiteRule | None = None) -> list[str]:
    """What is wrong with the article of a recorded page: conservation, stability, the agreement of the two roads."""
    laws = (*conserved_page(article, html, rule), *stable_page(article, html, url, rule), *agreed(article, html, rule))
    return [str(broken) for broken in laws]


def check_text(article: Article, text: str, rule: SiteRule | None = None) -> list[str]:
    """What is wrong with the article of a flattened text: conservation and stability."""
    return [str(broken) for broken in (*conserved_text(article, text), *stable_text(article, text, rule))]


def check_rule(entry: Entry, articles: Sequence[Article]) -> list[str]:
    """What is wrong with a rule, given the articles of all its cases: dead matchers, guilty patterns, too few cases."""
    laws = (*dead(entry, articles), *guilty(entry.rule, articles), *covered([entry], {entry.site: len(articles)}))
    return [str(broken) for broken in laws]


def conserved_text(article: Article, text: str) -> Iterator[Broken]:
    """Conservation, text: the ledger's spans, joined, are `text`, and each entry says what its span holds.

    Text in which nothing is visible has an empty ledger.
    """
    spans = [entry.place for entry in article.ledger if isinstance(entry.place, Span)]
    joined = "".join(span.raw for span in spans)
    if joined != text and (spans or tidy(text)):
        at = next(
            (i for i, (a, b) in enumerate(zip(joined, text, strict=False)) if a != b), min(len(joined), len(text))
        )
        yield Broken(
            "conservation", _name(article), f"the ledger differs from the input at {at}: {text[at : at + 40]!r}"
        )
    for before, span in zip([Span(0, 0, ""), *spans], spans, strict=False):
        if span.start != before.end or text[span.start : span.end] != span.raw:
            yield Broken("conservation", _name(article), f"span {span} does not follow {before}")
    for entry in article.ledger:
        if isinstance(entry.place, Span):
            # the numbers of a list are markers, however they were written
            said = "\n".join(entry.items) if isinstance(entry, Listing) else entry.text
            lost, made = _difference(entry.place.raw, said)
            if made or any(char not in _MARKERS for char in lost):
                yield Broken(
                    "conservation", _name(article), f"span {entry.place} lost {lost[:40]!r}, made {made[:40]!r}"
                )


def conserved_page(article: Article, html: bytes | str, rule: SiteRule | None = None) -> Iterator[Broken]:
    """Conservation, HTML: every visible character of the chosen body is in exactly one block or removal.

    Counted without white space and after `tidy`. Formulas, drawings and fallbacks of players count as unseen.
    """
    roots = body_of(html, article.url or "", rule, again=article.source == second_opinion.SOURCE)
    seen = "\n".join(line for root in roots for line in visible_lines(root))
    said = "\n".join(entry.text for entry in article.ledger)
    lost, made = _difference(seen, said)
    if lost:
        yield Broken(
            "conservation", _name(article), f"{len(lost)} characters are in no block or receipt: {lost[:60]!r}"
        )
    if made:
        yield Broken("conservation", _name(article), f"{len(made)} characters are there twice: {made[:60]!r}")


def stable_page(article: Article, html: bytes | str, url: str, rule: SiteRule | None = None) -> Iterator[Broken]:
    """Stability: cleaning the page again gives an equal article, and cleaning its text removes nothing."""
    if cleaning.clean_html(html, url, rule, module_of(article)) != article:
        yield Broken("stability", _name(article), "cleaning the page again gives another article")
    yield from _settled(article, rule)


def stable_text(article: Article, text: str, rule: SiteRule | None = None) -> Iterator[Broken]:
    """Stability: cleaning the text again gives an equal article, and cleaning the cleaned text removes nothing."""
    if cleaning.clean_text(text, article.url, rule, module_of(article)) != article:
        yield Broken("stability", _name(article), "cleaning the text again gives another article")
    yield from _settled(article, rule)


def _settled(article: Article, rule: SiteRule | None) -> Iterator[Broken]:
    again = cleaning.clean_text(article.text, article.url, rule, module_of(article))
    for removal in again.removals:
        taken = f"{removal.reason} by {removal.rule}: {removal.text[:60]!r}"
        yield Broken("stability", _name(article), f"the cleaned text loses {taken}")
    if not again.removals and _words(again.text) != _words(article.text):
        yield Broken("stability", _name(article), "cleaning the cleaned text changes its words")


def agreed(article: Article, html: bytes | str, rule: SiteRule | None = None) -> Iterator[Broken]:
    """Two roads agree: of the words that were kept of the page, the cleaned flattened page keeps nearly all."""
    flat = cleaning.clean_text(flatten(html), article.url, rule, module_of(article))
    kept, there = Counter(_words(article.text)), Counter(_words(flat.text))
    share = (kept & there).total() / max(1, kept.total())
    if share < LEAST_AGREEMENT:
        have = {tidy(line) for line in flat.text.splitlines()}
        lost = next((line for line in article.text.splitlines() if tidy(line) and tidy(line) not in have), "")
        yield Broken("two roads", _name(article), f"the flattened page keeps {share:.1%}, and not {lost[:60]!r}")


def dead(entry: Entry, articles: Iterable[Article]) -> Iterator[Broken]:
    """No dead matcher: each matcher of a rule takes something out of at least one of its cases."""
    fired = {removal.rule for article in articles for removal in article.removals}
    for matcher in entry.rule.remove:
        if matcher.in_receipts(entry.module) not in fired:
            yield Broken("dead matcher", entry.module, f"{matcher} fires in no case")


def guilty(rule: SiteRule, articles: Iterable[Article]) -> Iterator[Broken]:
    """Innocence of a rule: none of its text patterns matches a paragraph that was kept."""
    patterns = [matcher.text for matcher in rule.remove if matcher.text and not matcher.selector]
    for article in articles:
        for text in paragraphs(article):
            for pattern in patterns:
                if matches(pattern, text):
                    yield Broken("innocence", _name(article), f"{pattern!r} matches the kept {text[:60]!r}")


def guilty_phrases(texts: Iterable[str], language: str | None = None) -> Iterator[Broken]:
    """Innocence of the phrase packs that read `language` (all, if None): none matches one of the kept `texts`.

    Two things are no fault, since the judge looks at more than the wording there: an opening in front of a paragraph
    of more than REPORT words, and a label of a single word, which may be a subhead.
    """
    packs = packs_for(language) if language else tuple(pack(each) for each in LANGUAGES)
    for text in texts:
        key, words = label_key(text), len(text.split())
        for each in packs:
            reason, opening = each.label(key), each.opening(text)
            if reason is not None and " " in key:
                yield Broken("innocence", f"lexicon.{each.language}", f"the {reason} label {key!r} is a kept line")
            if opening is not None and words <= REPORT:
                yield Broken("innocence", f"lexicon.{opening[1]}", f"matches the kept {text[:60]!r}")


def covered(entries: Collection[Entry], cases: Mapping[str, int]) -> Iterator[Broken]:
    """Coverage: each rule has its cases, each site in `cases` (site → how many) a rule, each domain one rule."""
    owners: dict[str, str] = {}
    for entry in entries:
        if cases.get(entry.site, 0) < FEWEST_CASES:
            count = cases.get(entry.site, 0)
            yield Broken("coverage", entry.module, f"{count} recorded cases, and {FEWEST_CASES} are the least")
        for domain in entry.rule.domains:
            if owners.setdefault(domain, entry.module) != entry.module:
                yield Broken("coverage", entry.module, f"{domain} is claimed by {owners[domain]} too")
    for site in sorted(set(cases) - {entry.site for entry in entries}):
        yield Broken("coverage", site, "recorded cases without a rule")


def paragraphs(article: Article) -> Iterator[str]:
    """The kept paragraphs of an article: running text, quotations and list items."""
    for block in article.blocks:
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, Quote):
            yield from block.paragraphs
        elif isinstance(block, Listing):
            yield from block.items


def flatten(html: bytes | str) -> str:
    """A page as other tools flatten it: its visible text, one block a line, everything else gone."""
    tree = parse(read_page(html, ""), "")
    return "\n".join(visible_lines(tree.body)) if tree.body is not None else ""


def body_of(html: bytes | str, url: str, rule: SiteRule | None = None, again: bool = False) -> tuple[Node, ...]:
    """The elements that are the body of a page, by the second opinion if asked again. Raises EmptyArticle."""
    page = repaired(read_page(html, url), rule.repair if rule else None)
    tree = parse(page, url)
    roots = body_roots(tree, rule.body)[0] if rule else ()
    if roots:
        return roots
    return second_opinion.other_roots(page, tree, url) if again else _generic(tree, url)


def _generic(tree: Tree, url: str) -> tuple[Node, ...]:
    choice = choose_body(tree)
    if choice is None:
        raise EmptyArticle(url, "nothing on the page reads like an article")
    return choice.roots


def module_of(article: Article) -> str:
    """The module of the rule that cleaned an article, "" where none did."""
    return article.source.removeprefix("rule:").removesuffix("+generic") if article.source.startswith("rule:") else ""


def visible_lines(root: Node) -> list[str]:
    """What a reader sees of an element, one line a block, tidied; the cells of a row in one line.

    Walks by itself, knowing nothing of how the cleaner does it, so that the two can be compared.
    """
    parts: list[str] = []
    node: Node | None = root.child
    depth = 0
    while node is not None:
        if node.is_text_node:
            parts.append((node.text_content or "").replace("\n", " "))
        elif node.is_element_node and node.tag not in _UNSEEN:
            parts.append(_gap(node.tag))
            if node.child is not None:
                node, depth = node.child, depth + 1
                continue
            parts.append(_gap(node.tag))
        while node is not None and node.next is None and depth:
            node, depth = node.parent, depth - 1
            parts.append(_gap(node.tag) if node is not None else "")
        node = node.next if node is not None else None
    return [line for part in "".join(parts).split("\n") if (line := tidy(part))]


def _gap(tag: str | None) -> str:
    return "" if tag in _INLINE else " " if tag in _CELLS else "\n"


def _difference(one: str, other: str) -> tuple[str, str]:
    """The visible characters that only `one` has, and those that only `other` has."""
    a, b = (Counter(unicodedata.normalize("NFD", "".join(tidy(text).split()))) for text in (one, other))
    return "".join((a - b).elements()), "".join((b - a).elements())


def _words(text: str) -> list[str]:
    return [word for line in text.splitlines() for word in tidy(line).split()]


def _name(article: Article) -> str:
    return article.url or article.title or "text"
