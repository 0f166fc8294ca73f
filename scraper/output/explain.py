"""The explained article: every cut marked in its place, counts by reason, and the terminal view."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from scraper.model import (
    Article,
    Block,
    Completeness,
    Figure,
    Heading,
    Listing,
    Preformatted,
    Quote,
    Reason,
    Removal,
    Table,
)

if TYPE_CHECKING:
    from rich.console import Console

FAMILIES: dict[str, tuple[Reason, ...]] = {
    "Pitches and appeals": (
        Reason.NEWSLETTER,
        Reason.DONATION,
        Reason.SUBSCRIPTION,
        Reason.APP_PROMO,
        Reason.EVENT,
    ),
    "Advertising": (Reason.AD, Reason.AFFILIATE),
    "Kept as fields": (
        Reason.TITLE,
        Reason.SUBTITLE,
        Reason.BYLINE,
        Reason.DATE,
        Reason.CAPTION,
        Reason.CREDIT,
        Reason.AUTHOR_BIO,
    ),
    "Page furniture": (
        Reason.RELATED,
        Reason.SHARE,
        Reason.COMMENTS,
        Reason.BREADCRUMB,
        Reason.DUPLICATE,
        Reason.CONSENT,
        Reason.POLL,
        Reason.PLAYER,
        Reason.CONTACT,
        Reason.SYNDICATION,
        Reason.FURNITURE,
        Reason.UNWANTED,
    ),
}
"""Group of reasons → its reasons, in the order in which they are shown."""

_COLOURS = {
    "Pitches and appeals": "magenta",
    "Advertising": "yellow",
    "Kept as fields": "cyan",
    "Page furniture": "green",
}
_MAX_WIDTH = 96
_CONTROLS = {code: 0x2400 + code for code in range(32) if chr(code) not in "\n\t"}
_CONTROLS |= {0x7F: 0x2421} | dict.fromkeys(range(0x80, 0xA0), 0xFFFD)

_REPEATED_PREFIXES = ("┃ ", "> ")

NO_NAMES: Mapping[str, str] = MappingProxyType({})
ExplainedLine = tuple[str, str, str]
"""The prefix of a line, the line, and the style of both."""


def family(reason: Reason) -> str:
    """The name of the group in FAMILIES that contains `reason`."""
    return next(name for name, reasons in FAMILIES.items() if reason in reasons)


def counts(article: Article) -> dict[Reason, int]:
    """The number of cuts for each reason that occurs, in the order of FAMILIES."""
    found = Counter(removal.reason for removal in article.removals)
    return {reason: found[reason] for reasons in FAMILIES.values() for reason in reasons if found[reason]}


def words(reason: Reason) -> str:
    """The reason in words, such as "author bio"."""
    return reason.value.replace("_", " ")


def summary(article: Article) -> str:
    """The result in one line, such as "12 blocks kept, 9 cuts (3 newsletter, 2 ad, 4 share)"."""
    kept = sum(1 for block in article.blocks if block.text)
    cuts = len(article.removals)
    found = sorted(counts(article).items(), key=lambda item: -item[1])
    detail = f" ({', '.join(f'{number} {words(reason)}' for reason, number in found)})" if found else ""
    return f"{kept} block{'' if kept == 1 else 's'} kept, {cuts} cut{'' if cuts == 1 else 's'}{detail}"


def printable(text: str) -> str:
    """`text` with control characters made visible, so that a page cannot control the terminal."""
    return text.translate(_CONTROLS)


def fields(article: Article) -> tuple[tuple[str, str], ...]:
    """The known fields of the article, each with its label."""
    pictures = (" · ".join(filter(None, (image.caption, image.credit, image.url))) for image in article.images)
    known = (
        ("URL", article.url),
        ("URL named by", article.origin.address),
        ("Title", article.title),
        ("Dek", article.subtitle),
        ("Authors", ", ".join(article.authors)),
        ("Published", article.published),
        ("Modified", article.modified),
        ("Section", article.section),
        ("Site", article.site),
        ("Description", article.description),
        ("Tags", ", ".join(article.tags)),
        ("Language", article.language),
        ("Pictures", "\n".join(pictures)),
        ("Body chosen by", article.source),
        ("Broken rule", article.origin.fault),
        ("Confidence", f"{article.confidence:.0%}"),
        ("Completeness", _completeness(article.completeness)),
    )
    return tuple((label, value) for label, value in known if value)


def _completeness(known: Completeness) -> str:
    """What is known of the completeness of an article, in words."""
    walled = {True: "behind a paywall", False: "not behind a paywall", None: ""}[known.paywalled]
    share = f"{known.share:.0%} of the article" if known.share is not None else ""
    said = ", ".join(filter(None, (share, walled))) or ("in doubt" if known.signs else "nothing speaks against it")
    return "\n".join((said, *known.signs))


Entry = Block | tuple[Removal, ...]


def entries(article: Article) -> Iterator[Entry]:
    """The ledger of the article, with the cuts of one matcher that follow each other as one entry."""
    run: list[Removal] = []
    for entry in article.ledger:
        follows = run and isinstance(entry, Removal) and _matcher(entry) == _matcher(run[-1])
        if run and not follows:
            yield tuple(run)
            run = []
        if isinstance(entry, Removal):
            run.append(entry)
        else:
            yield entry
    if run:
        yield tuple(run)


def _matcher(removal: Removal) -> tuple[str, ...]:
    return removal.reason, removal.origin, basis(removal)


def show(article: Article, console: Console, names: Mapping[str, str] = NO_NAMES) -> None:
    """Print the article with its cuts: wrapped and coloured on a terminal, otherwise plain and unwrapped.

    `names` are the elements of removals by their paths, as people call them.
    """
    from rich.text import Text

    width = min(console.width, _MAX_WIDTH)
    for prefix, line, style in _lines(article, names):
        text = Text(printable(line), style)
        margin = Text(prefix, style if prefix.strip() else "")
        wrapped = text.wrap(console, max(width - len(prefix), 20)) if console.is_terminal else [text]
        for piece in wrapped or [text]:
            piece.rstrip()
            console.print(margin + piece if piece.plain or prefix.strip() else Text(), soft_wrap=True)
            if not prefix.endswith(_REPEATED_PREFIXES):
                margin = Text(" " * len(prefix))


def _lines(article: Article, names: Mapping[str, str]) -> Iterator[ExplainedLine]:
    for label, value in fields(article):
        for line in value.split("\n"):
            yield f"{label + ':':<16}", line, "bold" if label == "Title" else ""
    for entry in entries(article):
        if isinstance(entry, tuple):
            yield "", "", ""
            yield from _cut(entry, names)
        elif lines := _kept(entry):
            yield "", "", ""
            yield from lines
    yield "", "", ""
    yield "", summary(article), "bold"


def basis(removal: Removal) -> str:
    """What decided on a removal, with the confidence of the line judge where it had a say."""
    return removal.rule if removal.confidence is None else f"{removal.rule}, {removal.confidence:.0%}"


def place_of_cuts(run: Sequence[Removal], names: Mapping[str, str]) -> str:
    """Where a run of cuts begins, by the name of the element if it has one, else by the last step of its path."""
    path = str(run[0].place)
    return names.get(path) or path.rpartition(" > ")[2]


def _cut(run: Sequence[Removal], names: Mapping[str, str]) -> Iterator[ExplainedLine]:
    first = run[0]
    colour = _COLOURS[family(first.reason)]
    named = place_of_cuts(run, names) if str(first.place) in names else ""
    many = f"{len(run)} cuts" if len(run) > 1 else ""
    yield "  ✂ ", " · ".join(filter(None, (words(first.reason), basis(first), named, many))), f"bold {colour}"
    for removal in run:
        for line in removal.text.split("\n"):
            if line.strip():
                yield "  ┃ ", line, colour


def _kept(block: Block) -> list[ExplainedLine]:
    if isinstance(block, Heading):
        return [("    ", f"{'#' * block.level} {block.text}", "bold")]
    if isinstance(block, Quote):
        return [("    > ", line, "italic") for line in block.paragraphs]
    if isinstance(block, Listing):
        marks = (
            f"{number}." if block.ordered else "-" for number in range(block.start, block.start + len(block.items))
        )
        return [(f"    {mark} ", item, "") for mark, item in zip(marks, block.items, strict=True)]
    if isinstance(block, Figure):
        caption = " · ".join(filter(None, (block.image.caption, block.image.credit))) or block.image.url
        return [("    ", f"[picture] {caption}", "dim")]
    if isinstance(block, Table):
        return [("    ", " | ".join(row), "") for row in block.rows]
    if isinstance(block, Preformatted):
        return [("    ", line, "") for line in block.text.split("\n")]
    return [("    ", line, "") for line in block.text.split("\n") if line.strip()]
