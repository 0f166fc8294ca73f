"""From a page, or its flattened text, to the article: pure, no clock, no network, no disk, no settings.

The road, one line a step: decode and parse, choose the body, elements (or text) to lines, one decision a line, blocks
and receipts, fields.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile, takewhile

from scraper.cleaning.body import NOTHING, Body, find_body, is_small_print, second_opinion
from scraper.cleaning.classify import PageContext, classify
from scraper.cleaning.classify.reporting import speaks_to_readers
from scraper.cleaning.classify.site_rule import keeps_text, match_elements
from scraper.cleaning.classify.structure import mark_elements
from scraper.cleaning.lexicon import guess_language, packs_for
from scraper.cleaning.lines.assembly import assemble
from scraper.cleaning.lines.from_html import lines_of_elements
from scraper.cleaning.lines.from_text import lines_of_text
from scraper.cleaning.lines.line import Decision, Line, LineKind, Mark, with_captions
from scraper.cleaning.lines.shaping import with_markup
from scraper.cleaning.lines.soft_hyphens import SOFT_HYPHEN, put_soft_hyphens_back
from scraper.cleaning.lines.unglue import unglue
from scraper.cleaning.metadata import Metadata, read_metadata
from scraper.cleaning.metadata.bylines import is_people, names_in, says_by
from scraper.cleaning.metadata.completeness import completeness_of
from scraper.cleaning.metadata.date_lines import without_date
from scraper.cleaning.metadata.dates import iso_date
from scraper.cleaning.metadata.feed_summary import completeness_with, summary_lines
from scraper.cleaning.text import tidy
from scraper.cleaning_options import DEFAULTS, Options
from scraper.errors import EmptyArticle
from scraper.html.decode import read_page
from scraper.html.dom import Node, Tree, base_url, path_of
from scraper.html.limits import parse, repaired
from scraper.model import (
    Article,
    Block,
    DecisionOrigin,
    Image,
    Origin,
    Paragraph,
    Path,
    Place,
    Reason,
    Removal,
    Route,
    Span,
)
from scraper.rules import NamedRule
from scraper.urls import publisher_of

_OTHER_STORY = Decision(Reason.RELATED, "body: another story")
_DATING = frozenset((Reason.DATE, Reason.BYLINE))
_MOST_ABOVE = 2
"""Paragraphs that may stand above the date: a headline that reads like a sentence, and the dek."""
_LABEL = 80
"""A paragraph of fewer characters is a label or a name rather than a part of the story."""


@dataclass(frozen=True, slots=True)
class _Made:
    """An article with the lines and the decisions that it was made of, before the options of a caller shape it."""

    article: Article
    lines: Sequence[Line]
    decisions: Sequence[Decision | None]
    base: str = ""
    tree: Tree | None = None

    def as_wanted(self, options: Options) -> Article:
        if not options.reshapes:
            return self.article
        from scraper.cleaning.chosen import reshaped

        return reshaped(self.article, self.lines, self.decisions, options, self.base, self.tree)


def article_from_html(
    html: bytes | str, url: str, named: NamedRule | None = None, content_type: str = "", options: Options = DEFAULTS
) -> Article:
    """The article on a page, as `article_from_page` finds it in a page in UTF-8.

    `content_type` is the header that bytes came with; it may name their charset.

    Raises NotHtml, TooLarge, LayoutChanged or EmptyArticle.
    """
    return article_from_page(read_page(html, url, content_type), url, named, options)


def article_from_page(html: bytes, url: str, named: NamedRule | None = None, options: Options = DEFAULTS) -> Article:
    """The article on a page in UTF-8. `named` is the rule of its site; without one the generic route chooses the body.

    Of `options`, what they say of rules and time is up to the caller.

    Raises NotHtml, TooLarge, LayoutChanged or EmptyArticle.
    """
    page = repaired(html, named.rule.repair if named else None)
    tree = parse(page, url)
    body = find_body(tree, url, named)
    made = _read(tree, body, url, named, options)
    if named is None and second_opinion.is_doubtful(made.article, body.confidence):
        made = _ask_again(page, tree, made, url, options)
    article = made.article
    if article.origin.route is Route.GENERIC and is_small_print(body):
        raise EmptyArticle(url, NOTHING)
    if not article.blocks:
        raise EmptyArticle(url, "no article text is left on the page. Is it an index, a login or a consent page?")
    return replace(made.as_wanted(options), confidence=body.confidence)


def article_from_text(
    text: str, url: str | None = None, named: NamedRule | None = None, options: Options = DEFAULTS
) -> Article:
    """The article in the flattened text of a page. A page with no article in it gives one with no blocks.

    Raises TooLarge.
    """
    lines = lines_of_text(text, url or "")
    origin = Origin(Route.TEXT, named.module if named else "")
    title = next((line.text for line in lines if line.kind is LineKind.HEADING and line.level == 1), None)
    meta = Metadata(title=title, language=options.language or guess_language(text))
    return _decided(lines, url, meta, origin, named, options=options, hyphened=SOFT_HYPHEN in text).as_wanted(options)


def with_summary(article: Article, summary: str, named: NamedRule | None = None) -> Article:
    """`article` with what a feed's summary of it says of its completeness; "" says nothing.

    The summary is cleaned like any text first: feeds carry the pitches of their pages.
    """
    cleaned = article_from_text(summary_lines(summary), article.url, named)
    return replace(article, completeness=completeness_with(article, cleaned.text))


def _read(tree: Tree, body: Body, url: str, named: NamedRule | None, options: Options) -> _Made:
    """The article in a body."""
    base = base_url(tree, url)
    lines, meta = lines_of_body(tree, body, url, named, base, options)
    hyphened = any(SOFT_HYPHEN in root.text() for root in body.roots)
    made = _decided(lines, url, meta, body.origin, named, base, options, hyphened=hyphened)
    return replace(made, tree=body.roots[0].parser)


def lines_of_body(
    tree: Tree, body: Body, url: str, named: NamedRule | None = None, base: str = "", options: Options = DEFAULTS
) -> tuple[list[Line], Metadata]:
    """The lines of a body, and what the page says of its article. `base` is what its addresses refer to."""
    meta = read_metadata(tree, named.rule if named else None, body.roots, url, options.language, options.admits)
    matched = match_elements(body.roots, named)
    others: dict[int, Mark] = {node.mem_id: _OTHER_STORY for node in body.others}
    speaks = speaks_to_readers(packs_for(meta.language), publisher_of(url))
    marks: dict[int, Mark] = {**mark_elements(body.roots, matched, speaks), **others, **matched}
    lines = lines_of_elements(body.roots, marks, base or url, keeps_text(named))
    lines += [_other_story(node, len(lines) + index, url) for index, node in enumerate(body.beside, 1)]
    language = meta.language or guess_language("\n".join(line.text for line in lines[:40]))
    dek = tidy(body.deks[0].text(separator=" ")) if body.deks else None
    return lines, replace(meta, language=language, subtitle=meta.subtitle or dek)


def _other_story(node: Node, order: int, url: str) -> Line:
    """One line for another story outside the body, which leaves a receipt."""
    lines = lines_of_elements((node,), {}, url)
    text = "\n".join(line.text for line in lines if line.text)
    pictures = tuple(picture for line in lines for picture in line.pictures)
    place = Path(path_of(node), order)
    return Line(LineKind.PARAGRAPH, text, place, structure=_OTHER_STORY, images=pictures)


def _ask_again(page: bytes, tree: Tree, ours: _Made, url: str, options: Options) -> _Made:
    """The better of our article and of that in the elements that trafilatura would choose."""
    roots = second_opinion.other_body(page, tree, url, second_opinion.length_needed(ours.article))
    theirs = _read(tree, Body(roots, Origin(Route.SECOND_OPINION)), url, None, options) if roots else ours
    return theirs if second_opinion.is_better(ours.article, theirs.article) else ours


def _decided(
    lines: Sequence[Line], url: str | None, meta: Metadata, origin: Origin, named: NamedRule | None, base: str = "",
    options: Options = DEFAULTS, *, hyphened: bool = False,
) -> _Made:  # fmt: skip
    """Decide each line, make blocks and receipts of them, and fill fields from what left the body."""
    unglued = unglue(lines)
    flat = origin.route is Route.TEXT
    page = classify(unglued, context_of(url or "", meta, named, flat=flat))
    lines, decisions = with_markup(with_captions(unglued, page.decisions), page.decisions, base)
    if hyphened:
        put_soft_hyphens_back(lines, decisions)
    blocks, removals = assemble(lines, decisions)
    # the line judge names likely reasons only, which fill no field
    known = [removal for removal in removals if removal.origin is not DecisionOrigin.LEARNED]
    article = Article(
        url=url or None,
        title=meta.title or _first(known, Reason.TITLE),
        subtitle=meta.subtitle or _first(known, Reason.SUBTITLE),
        authors=_without_sites(meta.authors or _best(_people(known), meta.beside.authors), meta.sites),
        published=meta.published or _dated(blocks, known, meta, options.admits),
        modified=meta.modified,
        language=meta.language,
        section=meta.section,
        images=_images(meta, lines, decisions),
        blocks=blocks,
        removals=removals,
        origin=origin,
        confidence=round(page.confidence, 2) if flat else 1.0,
        site=meta.site,
        description=meta.description,
        tags=meta.tags,
    )
    article = replace(article, completeness=completeness_of(article, meta.claims))
    return _Made(article, unglued, page.decisions, base)


def context_of(url: str, meta: Metadata, named: NamedRule | None, *, flat: bool) -> PageContext:
    """What the deciders know of a page before they look at its lines."""
    return PageContext(
        url=url, title=meta.title or "", subtitle=meta.subtitle or "", authors=meta.authors,
        packs=packs_for(meta.language), named=named, flat=flat, published=meta.published or "",
    )  # fmt: skip


def _images(meta: Metadata, lines: Sequence[Line], decisions: Sequence[Decision | None]) -> tuple[Image, ...]:
    """The pictures that stay in the body, behind the one that the page's head names where it is none of them."""
    kept = [
        line.image
        for line, decision in zip(lines, decisions, strict=True)
        if line.image is not None and (decision is None or decision.reason is None)
    ]
    lead = (Image(meta.image),) if meta.image and all(image.url != meta.image for image in kept) else ()
    distinct: dict[tuple[str, str, str], Image] = {}
    for image in kept:  # the same picture, shown twice, may state its size once
        distinct.setdefault((image.url, image.caption, image.credit), image)
    return (*lead, *distinct.values())


def _first(removals: Sequence[Removal], reason: Reason) -> str | None:
    return next((removal.text for removal in removals if removal.reason is reason), None)


def _people(removals: Sequence[Removal]) -> tuple[str, ...]:
    """The people whom the first bylines that left the body name; else those in a date line with a byline in it."""
    bylines = [without_date(each.text) for each in takewhile(_is_byline, dropwhile(_is_no_byline, removals))]
    listed = bool(bylines) and not says_by(bylines[0])
    more = [text for text in bylines[1:] if says_by(text) or (listed and is_people(text))]
    dates = [text for each in removals if each.reason is Reason.DATE and says_by(text := without_date(each.text))]
    return tuple(names_in([*bylines[:1], *more] or dates[:1]))


def _best(bylines: tuple[str, ...], beside: tuple[str, ...]) -> tuple[str, ...]:
    """The people of the bylines that left the body, else those beside the headline; "Ann ExampleBo Sample" is two."""
    glued = len(beside) > len(bylines) and "".join(bylines).replace(" ", "") == "".join(beside).replace(" ", "")
    return beside if glued else bylines or beside


def _without_sites(names: tuple[str, ...], sites: frozenset[str]) -> tuple[str, ...]:
    """Names without that of the site behind the first."""
    return (*names[:1], *(name for name in names[1:] if name.casefold() not in sites))


def _is_byline(removal: Removal) -> bool:
    return removal.reason is Reason.BYLINE


def _is_no_byline(removal: Removal) -> bool:
    return not _is_byline(removal)


def _dated(
    blocks: Sequence[Block], removals: Sequence[Removal], meta: Metadata, admits: Callable[[str], bool]
) -> str | None:
    """The date in the first date line or byline that left the body above or below the story, not amid it.

    Else that beside the headline.
    """
    story = [block.place for block in blocks if isinstance(block, Paragraph) and len(block.text) > _LABEL]
    for removal in removals:
        if removal.reason in _DATING:
            above = sum(_position(place) < _position(removal.place) for place in story)
            date = iso_date(removal.text) if above <= _MOST_ABOVE or above == len(story) else None
            if date and admits(date):
                return date
    beside = meta.beside.published({block.text for block in blocks})
    return beside if beside and admits(beside) else None


def _position(place: Place) -> int:
    """Where a line stands on its page."""
    return place.start if isinstance(place, Span) else place.order
