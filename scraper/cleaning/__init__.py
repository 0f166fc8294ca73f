"""From a page, or its flattened text, to the article: pure, no clock, no network, no disk, no settings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from scraper.cleaning.body import choose_body, second_opinion
from scraper.cleaning.classify import Facts, judge
from scraper.cleaning.classify.structure import find_cuts
from scraper.cleaning.lexicon import guess_language, packs_for
from scraper.cleaning.lines.from_html import segment
from scraper.cleaning.lines.from_text import flat_lines
from scraper.cleaning.lines.line import Line, assemble, with_captions
from scraper.cleaning.lines.unglue import unglue
from scraper.cleaning.metadata import Metadata, read_metadata
from scraper.cleaning.metadata.bylines import split_names
from scraper.cleaning.metadata.completeness import completeness_of
from scraper.cleaning.metadata.dates import iso_date
from scraper.cleaning.metadata.feed_summary import told, weighed
from scraper.cleaning.text import tidy
from scraper.errors import EmptyArticle, LayoutChanged
from scraper.html.decode import parse, read_page, repaired
from scraper.html.dom import Node, Tree, body_roots
from scraper.model import Article, Image, Reason, Removal
from scraper.rules import SiteRule


def clean_html(
    html: bytes | str, url: str, rule: SiteRule | None = None, module: str = "", content_type: str = ""
) -> Article:
    """The article on a page. `rule` is the site's, from `module`; without one the generic route chooses the body.

    `content_type` is the header that bytes came with; it may name their charset.

    Raises NotHtml, TooLarge, LayoutChanged or EmptyArticle.
    """
    page = repaired(read_page(html, url, content_type), rule.repair if rule else None)
    tree = parse(page, url)
    body = _choose(tree, url, rule, module)
    article = _read(tree, body, url, rule, module)
    if rule is None and second_opinion.doubtful(article, body.confidence):
        article = _ask_again(page, tree, article, url)
    if not article.blocks:
        raise EmptyArticle(url, "no article text is left on the page. Is it an index, a login or a consent page?")
    return replace(article, confidence=body.confidence, selector=body.selector)


def clean_text(text: str, url: str | None = None, rule: SiteRule | None = None, module: str = "") -> Article:
    """The article in the flattened text of a page. A page with no article in it gives one with no blocks.

    Raises TooLarge.
    """
    lines = flat_lines(text, url or "")
    language = guess_language(text)
    source = f"rule:{module}" if rule is not None else "text"
    return _finish(lines, url, Metadata(language=language), source, rule, module, flat=True)


def with_summary(article: Article, summary: str | None, rule: SiteRule | None = None, module: str = "") -> Article:
    """`article` with what a feed's summary of it says of its completeness; None and "" say nothing.

    The summary is cleaned like any text first: feeds carry the pitches of their pages.
    """
    if summary is None:
        return article
    said = clean_text(told(summary), article.url, rule, module)
    return replace(article, completeness=weighed(article, said.text))


@dataclass(frozen=True, slots=True)
class _Body:
    """The elements that hold an article, who said so, how sure that is, and the dek found above them, if any."""

    roots: tuple[Node, ...]
    source: str
    confidence: float = 1.0
    dek: str | None = None
    selector: str = ""


def _read(tree: Tree, body: _Body, url: str, rule: SiteRule | None = None, module: str = "") -> Article:
    """The article in a body."""
    meta = read_metadata(tree, rule, body.roots)
    cuts = find_cuts(body.roots, rule.remove if rule else (), module)
    lines = segment(body.roots, cuts, url)
    language = meta.language or guess_language("\n".join(line.text for line in lines[:40]))
    meta = replace(meta, language=language, subtitle=meta.subtitle or body.dek)
    return _finish(lines, url, meta, body.source, rule, module, flat=False)


def _ask_again(page: bytes, tree: Tree, ours: Article, url: str) -> Article:
    """The better of our article and of that in the elements that trafilatura would choose."""
    roots = second_opinion.other_roots(page, tree, url, second_opinion.enough(ours))
    theirs = _read(tree, _Body(roots, second_opinion.SOURCE), url) if roots else ours
    return theirs if second_opinion.better(ours, theirs) else ours


def _choose(tree: Tree, url: str, rule: SiteRule | None, module: str) -> _Body:
    """The body by the rule, or by the generic route where there is none or it may stand in."""
    roots, selector = body_roots(tree, rule.body) if rule else ((), "")
    if roots:
        return _Body(roots, f"rule:{module}", selector=selector)
    if rule is not None and not rule.generic_body:
        raise LayoutChanged(url, f"no body selector of {module} matched. Add the new template's to body=")
    choice = choose_body(tree)
    if choice is None:
        raise EmptyArticle(url, "nothing on the page reads like an article. Is it an index, a login or a consent page?")
    source = f"rule:{module}+generic" if rule is not None else "generic"
    dek = tidy(choice.deks[0].text(separator=" ")) if choice.deks else None
    return _Body(choice.roots, source, choice.confidence, dek)


def _finish(
    lines: Sequence[Line],
    url: str | None,
    meta: Metadata,
    source: str,
    rule: SiteRule | None,
    module: str,
    *,
    flat: bool,
) -> Article:
    """Judge the lines, make blocks and receipts of them, and fill fields from what left the body."""
    lines = unglue(lines)
    cuts = judge(lines, _facts(url, meta, rule, module, flat))
    lines = with_captions(lines, cuts)
    blocks, removals = assemble(lines, cuts)
    article = Article(
        url=url,
        title=meta.title or _first(removals, Reason.TITLE),
        subtitle=meta.subtitle or _first(removals, Reason.SUBTITLE),
        authors=meta.authors or _people(removals),
        published=meta.published or iso_date(_first(removals, Reason.DATE)),
        modified=meta.modified,
        language=meta.language,
        section=meta.section,
        images=_images(meta, lines),
        blocks=blocks,
        removals=removals,
        source=source,
    )
    return replace(article, completeness=completeness_of(article, meta.claims))


def _facts(url: str | None, meta: Metadata, rule: SiteRule | None, module: str, flat: bool) -> Facts:
    return Facts(
        url=url or "", title=meta.title or "", subtitle=meta.subtitle or "", authors=meta.authors,
        packs=packs_for(meta.language), module=module, matchers=rule.remove if rule else (), flat=flat,
    )  # fmt: skip


def _images(meta: Metadata, lines: Sequence[Line]) -> tuple[Image, ...]:
    """The pictures of the body, behind the one that the page's head names where it is none of them."""
    images = tuple(dict.fromkeys(line.image for line in lines if line.image is not None and line.cut is None))
    lead = (Image(meta.image),) if meta.image and all(image.url != meta.image for image in images) else ()
    return (*lead, *images)


def _first(removals: Sequence[Removal], reason: Reason) -> str | None:
    return next((removal.text for removal in removals if removal.reason is reason), None)


def _people(removals: Sequence[Removal]) -> tuple[str, ...]:
    """The people whom the bylines that were taken out name."""
    bylines = [removal.text for removal in removals if removal.reason is Reason.BYLINE]
    return tuple(dict.fromkeys(name for byline in bylines[:1] for name in split_names(byline)))
