"""Measure how much of the structure inside real articles survives, beside trafilatura.

python -m benchmarks.shape [SET ...]             the table; SET is one of aeb fundus publishers wcxb
python -m benchmarks.shape --missing 20 [SET]    also print what of it this package loses, by kind

Counted is what stands inside the article by its annotation: links, emphasised words, items of lists, cells of tables
and pictures. A block is inside if the annotation has its words in the same order; a table if it has most of its cells;
a picture if the block before or behind it is inside. A link survives with its text and its address, a word in an
emphasised place, an item and a cell as one of their own, and a picture with the
name of one of its files.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from types import ModuleType
from urllib.parse import unquote, urljoin
from xml.etree import ElementTree

import scraper
from benchmarks.corpus import ABSENT, load, scorer
from scraper.errors import ScraperError
from scraper.html.decode import read_page
from scraper.html.dom import Node, ancestors, base_url, parse_tree
from scraper.model import Article, InlineKind, Listing, Table

SETS = ("aeb", "wcxb")
KINDS = ("links", "emphasised words", "list items", "table cells", "pictures")

_BLOCKS = (
    "p",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "td",
    "th",
    "dt",
    "dd",
    "blockquote",
    "figcaption",
    "div",
    "section",
)
_EMPHASIS = "b,strong,em,i"
_FILE = re.compile(r"([^/?#=\s]{8,}?)(?:(?:[-_]\d+){1,2}x?\d*)?(?:\.\w{3,4})*(?=[?#,\s\"]|$)")
"""The name of a picture's file, without its size and type."""
_SHARE = 0.8
_ITEM_WORDS, _BLOCK_WORDS, _FEW_CELLS = 2, 3, 3
_MOST_AROUND = 6

Thing = tuple[str, ...]
Shape = dict[str, Counter[Thing]]
"""Kind → what there is of it, counted."""
Wanted = dict[str, list[tuple[Thing, str]]]
"""Kind → each thing in an article, with the words of the block that it stands in, "" for a picture."""
Given = tuple[Shape, str]
"""What an extractor gives, and the words of its text."""


@dataclass(frozen=True, slots=True)
class Survival:
    """Whether a thing in an article is given, and whether the text that it stands in is, on a page."""

    thing: Thing
    survives: bool
    in_text: bool
    page: str = ""


def words(text: str) -> str:
    """The letters and digits of a text, as they are compared."""
    return " ".join(re.findall(r"\w+", text.replace("\xad", "").casefold()))


def expected(page: bytes, url: str, truth: str) -> Wanted:
    """What the article of this annotation has, by the markup of its page."""
    tree = parse_tree(page)
    base = base_url(tree, url)
    inside = _Inside(truth, page)
    wanted: Wanted = {kind: [] for kind in KINDS}
    if tree.body is None:
        return wanted
    for link in tree.body.css("a[href]"):
        address, text = urljoin(base, (link.attributes["href"] or "").strip()), words(link.text())
        if text and address.startswith("http") and (block := inside.block_of(link)):
            wanted["links"].append(((text, address), block))
    for node in tree.body.css(_EMPHASIS):
        if not any(around.tag in _EMPHASIS.split(",") for around in ancestors(node)) and (
            block := inside.block_of(node)
        ):
            wanted["emphasised words"] += [((word,), block) for word in words(node.text()).split()]
    for item in tree.body.css("li"):
        text = words(item.text(separator=" "))
        if len(item.css("li")) == 1 and len(text.split()) >= _ITEM_WORDS and inside.has(text):
            wanted["list items"].append(((text,), text))
    for table in tree.body.css("table"):
        cells = [text for cell in table.css("td,th") if (text := words(cell.text(separator=" ")))]
        found = [cell for cell in cells if inside.has(cell)]
        if len(table.css("table")) == 1 and len(cells) > _FEW_CELLS and len(found) >= _SHARE * len(cells):
            wanted["table cells"] += [((cell,), cell) for cell in found]
    for picture in tree.body.css("figure img"):
        if (names := _names(picture)) and inside.beside(picture):
            wanted["pictures"].append((tuple(sorted(names)), ""))
    return wanted


class _Inside:
    """Whether a text, a block or a picture stands in the article."""

    def __init__(self, truth: str, page: bytes) -> None:
        shown = parse_tree(page)
        shown.strip_tags(["script", "style", "template", "noscript"], recursive=True)
        self.truth = f" {words(truth)} "
        self.page = f" {words(shown.body.text(separator=' '))} " if shown.body is not None else ""

    def has(self, text: str) -> bool:
        """Whether the article has a text as often as its page: what a table of contents repeats is in doubt."""
        needed = f" {text} "
        return needed in self.truth and self.page.count(needed) <= self.truth.count(needed)

    def block_of(self, node: Node) -> str:
        """The words of the block around a node if that is in the article, else ""."""
        block = next((around for around in ancestors(node) if around.tag in _BLOCKS), None)
        return self.words_of(block) if block is not None else ""

    def words_of(self, block: Node) -> str:
        """The words of a block if it is in the article, else ""."""
        text = words(block.text())
        return text if len(text.split()) >= _BLOCK_WORDS and self.has(text) else ""

    def beside(self, picture: Node) -> bool:
        """Whether the block before or behind the figure of a picture, or behind a box around it, is in the article."""
        figure = next((node for node in ancestors(picture) if node.tag == "figure"), picture)
        for node, _ in zip((figure, *ancestors(figure)), range(_MOST_AROUND), strict=False):
            near = [each for each in (_beside(node, "prev"), _beside(node, "next")) if each is not None]
            if near:
                return any(each.tag in _BLOCKS and self.words_of(each) for each in near)
        return False


def _beside(node: Node, side: str) -> Node | None:
    other = getattr(node, side)
    while other is not None and not (other.is_element_node and other.text(strip=True)):
        other = getattr(other, side)
    found: Node | None = other
    return found


def _names(picture: Node) -> set[str]:
    """The names of the files that a picture may be loaded from, by its attributes and those of its sources."""
    frame = picture.parent
    sources = frame.css("source") if frame is not None and frame.tag == "picture" else []
    values = [
        value for node in (picture, *sources) for name, value in node.attributes.items() if value and name != "alt"
    ]
    return {name for value in values for part in value.split() if "/" in part for name in _names_in(part)}


def _names_in(address: str) -> list[str]:
    return [unquote(name) for name in _FILE.findall(address)[-1:]]


def ours(page: bytes, url: str) -> Given:
    """What this package gives."""
    shape: Shape = {kind: Counter() for kind in KINDS}
    try:
        article = scraper.clean_html(page, url)
    except ScraperError:
        return shape, ""
    for text, kind, address in _spans(article):
        if kind in (InlineKind.LINK, InlineKind.REFERENCE):
            shape["links"][words(text), urljoin(url, address)] += 1
        elif kind in (InlineKind.STRONG, InlineKind.EMPHASIS):
            shape["emphasised words"].update((word,) for word in words(text).split())
    blocks_of_items: dict[tuple[int, int], list[str]] = {}
    for block in article.blocks:
        for around in block.within:
            blocks_of_items.setdefault((around.number, around.item), []).append(block.text)
        if isinstance(block, Listing):
            shape["list items"].update((words(item),) for item in block.items)
        elif isinstance(block, Table):
            shape["table cells"].update((words(cell),) for row in block.rows for cell in row)
    shape["list items"].update((words(" ".join(texts)),) for texts in blocks_of_items.values())
    shape["pictures"].update((name,) for image in article.images for name in _names_in(image.url))
    return shape, words(article.text)


def _spans(article: Article) -> Iterator[tuple[str, InlineKind, str]]:
    for block in article.blocks:
        for span in getattr(block, "spans", ()):
            yield block.text[span.start : span.end], span.kind, span.url


def trafilatura(page: bytes, url: str) -> Given:
    """What trafilatura gives when asked for links, formatting, tables and pictures."""
    from trafilatura import extract

    shape: Shape = {kind: Counter() for kind in KINDS}
    found = extract(
        page, url=url or None, output_format="xml", include_comments=False, include_links=True,
        include_formatting=True, include_tables=True, include_images=True,
    )  # fmt: skip
    main = ElementTree.fromstring(found).find("main") if found else None
    if main is None:
        return shape, ""
    for node in main.iter():
        text = words("".join(node.itertext()))
        match node.tag:
            case "ref":
                shape["links"][text, urljoin(url, node.get("target") or "")] += 1
            case "hi":
                shape["emphasised words"].update((word,) for word in text.split())
            case "item":
                shape["list items"][(text,)] += 1
            case "cell":
                shape["table cells"][(text,)] += 1
            case "graphic":
                shape["pictures"].update((name,) for name in _names_in(node.get("src") or ""))
    return shape, words("".join(main.itertext()))


def survivals(wanted: Wanted, given: Given) -> dict[str, list[Survival]]:
    """Whether each thing that is wanted is given; what is given once serves once, but for pictures."""
    shape, text = given
    found: dict[str, list[Survival]] = {}
    for kind in KINDS:
        rest = shape[kind].copy()
        found[kind] = []
        for thing, block in wanted[kind]:
            answers = [(name,) for name in thing] if kind == "pictures" else [thing]
            match = next((answer for answer in answers if rest[answer] > 0), None)
            if match is not None and kind != "pictures":
                rest[match] -= 1
            found[kind].append(Survival(thing, match is not None, f" {block} " in f" {text} "))
    return found


def measure(score: ModuleType, name: str, contender: Callable[[bytes, str], Given]) -> dict[str, list[Survival]]:
    """What becomes of each thing in the articles of one set, by kind."""
    found: dict[str, list[Survival]] = {kind: [] for kind in KINDS}
    for row in load(score, name):
        page = read_page(row["html"], row["url"])
        wanted = expected(page, row["url"], score.gold_text(row))
        for kind, things in survivals(wanted, contender(page, row["url"])).items():
            found[kind] += [replace(thing, page=row["id"]) for thing in things]
    return found


def main() -> None:
    """Print a table for each set."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("sets", nargs="*", default=list(SETS))
    options.add_argument(
        "--missing", type=int, default=0, metavar="N", help="print N things of each kind that are lost"
    )
    chosen = options.parse_args()
    score = scorer()
    if score is None:
        raise SystemExit(ABSENT)
    for name in chosen.sets:
        found = {"bodycopy": measure(score, name, ours), "trafilatura": measure(score, name, trafilatura)}
        print(f"\n{name}: share that survives, of all in the article | of those whose text is kept")
        for kind in KINDS:
            things = found["bodycopy"][kind]
            shares = [f"{label} {_share(each[kind])} | {_share(_in_text(each[kind]))}" for label, each in found.items()]
            print(f"  {kind:18} {len(things):6}   {'   '.join(shares)}")
            for lost in [thing for thing in _in_text(things) if not thing.survives][: chosen.missing]:
                print(f"      {lost.page[:16]}  {' | '.join(lost.thing)[:140]}")


def _in_text(things: Iterable[Survival]) -> list[Survival]:
    return [thing for thing in things if thing.in_text]


def _share(things: Sequence[Survival]) -> str:
    return f"{sum(thing.survives for thing in things) / len(things):.4f}" if things else "     –"


if __name__ == "__main__":
    main()
