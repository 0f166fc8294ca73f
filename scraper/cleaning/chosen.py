"""An article as the options of a caller want it: what is kept in it, and what leaves it besides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from scraper.cleaning.class_hints import hint_of, name_of
from scraper.cleaning.classify.structure import OF_TAGS
from scraper.cleaning.lines.assembly import assemble
from scraper.cleaning.lines.from_html import lines_of_elements
from scraper.cleaning.lines.line import PICTURE_REASONS, Decision, Line, LineKind, with_captions
from scraper.cleaning.lines.shaping import Decisions, nodes_of, with_markup
from scraper.cleaning_options import ARTICLE_FIELDS, Options
from scraper.html.dom import Node, Tree, ancestors
from scraper.model import Article, Block, DecisionOrigin, Figure, InlineKind, Path, Preformatted, Reason

_KINDS = {
    LineKind.HEADING: "heading", LineKind.ITEM: "listing", LineKind.QUOTE: "quote", LineKind.TABLE: "table",
    LineKind.PRE: "preformatted", LineKind.FIGURE: "figure", LineKind.EMBED: "embed",
}  # fmt: skip
_MOST = 0.5
"""An element with more of the article's text than this is not dropped for what its names hint at."""
_APART = 1_000_000
"""More than the number of any group of lines on a page."""


def reshaped(
    article: Article, lines: Sequence[Line], decisions: Decisions, options: Options, base: str, tree: Tree | None
) -> Article:
    """`article`, which was made of `lines` and `decisions`, as `options` want it. `tree` is the page, None for text."""
    if options.kept:
        lines, decisions = _with_kept(lines, decisions, options.kept, base, tree)
    lines, decisions = with_markup(with_captions(lines, decisions), decisions, base)
    blocks, removals = assemble(lines, _with_dropped(lines, decisions, options))
    if options.kept.intersection(PICTURE_REASONS):
        blocks = tuple(_without_captions(block, options.kept) for block in blocks)
    if not options.links:
        blocks = tuple(map(_without_links, blocks))
    article = replace(article, blocks=blocks, removals=removals, images=article.images if options.images else ())
    unwanted = set(ARTICLE_FIELDS) - set(options.fields) if options.fields is not None else set()
    return replace(article, **{name: _empty(getattr(article, name)) for name in unwanted}) if unwanted else article


def _empty(value: object) -> Any:
    return () if isinstance(value, tuple) else None


def _with_kept(
    lines: Sequence[Line], decisions: Decisions, kept: frozenset[str], base: str, tree: Tree | None
) -> tuple[list[Line], list[Decision | None]]:
    """`lines`, where those that would leave for a reason in `kept` stay; of an element, the lines in it."""
    made: list[Line] = []
    decided: list[Decision | None] = []
    for line, decision in zip(lines, decisions, strict=True):
        if decision is None or decision.reason is None or decision.reason not in kept:
            made.append(line)
            decided.append(decision)
            continue
        inner = _inner_lines(line, base, tree, _APART * len(made))
        made += inner
        decided += [Decision(None, f"options: keep={decision.reason.value}", DecisionOrigin.OPTIONS)] * len(inner)
    for order, line in enumerate(made, 1):
        if isinstance(line.place, Path) and line.place.order != order:
            line.place = Path(line.place.path, order)
    return made, decided


def _inner_lines(line: Line, base: str, tree: Tree | None, apart: int) -> list[Line]:
    """The lines in the element that a line is; the line itself where it is none, or shares its element with others."""
    node = tree.css_first(line.place.path) if tree is not None and isinstance(line.place, Path) else None
    if node is None or line.source is not None:
        return [line]
    inner = lines_of_elements((node,), {}, base)
    text = "\n".join(each.text for each in inner if each.text)
    pictures = tuple(picture.url for each in inner for picture in each.pictures)
    if text != line.text or pictures != tuple(picture.url for picture in line.pictures):
        return [line]
    for each in inner:
        each.group += apart if each.group else 0
    return inner


def _with_dropped(lines: Sequence[Line], decisions: Decisions, options: Options) -> list[Decision | None]:
    """`decisions` with those on lines that stay and are dropped by an option."""
    reasons = frozenset(reason.value for reason in Reason) & options.dropped
    hinted = _hinted(lines, decisions, reasons) if reasons else {}
    decided = list(decisions)
    for index, (line, decision) in enumerate(zip(lines, decisions, strict=True)):
        if decision is None or decision.reason is None:
            kind = "embed" if line.embed is not None else _KINDS.get(line.kind, "")
            after = lines[index + 1] if index + 1 < len(lines) else None
            if after is not None and after.kind is LineKind.TABLE and _path(line) == f"{_path(after)} > caption":
                kind = "table"
            if kind in options.dropped:
                shown = f" ({line.embed.url})" if line.embed is not None and line.embed.url else ""
                decided[index] = _dropped(Reason.UNWANTED, f"drop={kind}{shown}")
            elif kind == "figure" and not options.images:
                decided[index] = _dropped(Reason.UNWANTED, "images=False")
            elif index in hinted:
                decided[index] = hinted[index]
    return decided


def _path(line: Line) -> str:
    return line.place.path if isinstance(line.place, Path) else ""


def _dropped(reason: Reason, option: str) -> Decision:
    return Decision(reason, f"options: {option}", DecisionOrigin.OPTIONS)


def _hinted(lines: Sequence[Line], decisions: Decisions, reasons: frozenset[str]) -> Mapping[int, Decision]:
    """The lines that stay in an element whose tag or names hint at one of `reasons`, each with its decision."""
    found: dict[int, tuple[Node, Reason]] = {}
    sizes: dict[int, int] = {}
    seen: dict[int, Reason | None] = {}
    total = 0
    for index, (line, decision) in enumerate(zip(lines, decisions, strict=True)):
        if decision is not None and (decision.reason is not None or decision.origin is DecisionOrigin.OPTIONS):
            continue
        total += len(line.text)
        for node in _around(line):
            if node.mem_id not in seen:
                seen[node.mem_id] = _hint(node, reasons)
            if reason := seen[node.mem_id]:
                found[index] = (node, reason)  # the outermost
                sizes[node.mem_id] = sizes.get(node.mem_id, 0) + len(line.text)
    return {
        index: _dropped(reason, f"drop={reason.value} (<{node.tag}> {name_of(node)}".rstrip() + ")")
        for index, (node, reason) in found.items()
        if sizes[node.mem_id] <= _MOST * total
    }


def _around(line: Line) -> Iterator[Node]:
    """The element that a line was read from and those around it, within the body."""
    node = next((part for part in nodes_of(line) if isinstance(part, Node)), None)
    context = line.context
    node = node or (context.node if context is not None else None)
    while context is not None and context.outer is not None:
        context = context.outer
    root = context.node if context is not None else None
    for each in (node, *ancestors(node)) if node is not None else ():
        if root is not None and each.mem_id == root.mem_id:
            return
        yield each


def _hint(node: Node, reasons: frozenset[str]) -> Reason | None:
    hint = hint_of(name_of(node))
    return next((each for each in (hint.strong, OF_TAGS.get(node.tag or ""), hint.weak) if each in reasons), None)


def _without_captions(block: Block, kept: frozenset[str]) -> Block:
    """A picture without a caption and a credit, which stand in the text."""
    if not isinstance(block, Figure):
        return block
    image = block.image
    caption = "" if Reason.CAPTION in kept else image.caption
    credit = "" if Reason.CREDIT in kept else image.credit
    return replace(block, image=replace(image, caption=caption, credit=credit))


def _without_links(block: Block) -> Block:
    if isinstance(block, Figure | Preformatted) or not block.spans:
        return block
    return replace(block, spans=tuple(span for span in block.spans if span.kind is not InlineKind.LINK))
