"""The chosen body, walked once in page order, as lines; and the same for the parts that a selector cuts."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping, Sequence

from scraper.cleaning.breaks import BREAK, paragraphs
from scraper.cleaning.lines.context import Context
from scraper.cleaning.lines.line import MOST_LINES, Cut, Kind, Line
from scraper.cleaning.lines.media import CREDIT, credited, image_address, in_caption, seen_text, table_rows
from scraper.cleaning.lines.shape import Shape
from scraper.cleaning.text import tidy, tidy_preformatted
from scraper.errors import TooLarge
from scraper.html.dom import Node, path_of
from scraper.html.elements import CONTROLS, GATHERING, HEADINGS, INLINE, INVISIBLE, MEDIA
from scraper.model import Image, Path, Reason

_KINDS = {tag: what for what in (INLINE, INVISIBLE, MEDIA, CONTROLS) for tag in what}
_PICTURE = (Reason.CAPTION, Reason.CREDIT)


def segment(roots: Sequence[Node], cuts: Mapping[int, Cut], url: str = "") -> list[Line]:
    """The lines of `roots`, in page order. A node whose `mem_id` is in `cuts` becomes one cut line with its text."""
    walk = _Walk(cuts, url)
    walk.ruled = {mem: cut for mem, cut in cuts.items() if not cut.rule.startswith("cleaning.")}
    for root in roots:
        walk.shape.add(root, cuts)
        walk.root(root)
    return walk.lines


class _Walk:
    """One walk over one or more roots. An explicit stack, since hostile pages nest deeper than Python recurses."""

    def __init__(self, cuts: Mapping[int, Cut], url: str) -> None:
        self.cuts = cuts
        self.url = url
        self.lines: list[Line] = []
        self.text: list[str] = []
        self.linked = 0
        self.order = 0
        self.groups = 0
        self.links = 0
        self.shape = Shape()
        self.pictures: dict[Reason, dict[int, Cut]] = {}
        self.ruled: dict[int, Cut] = {}
        self.context = Context(Kind.PARAGRAPH, "")

    def root(self, root: Node, path: str | None = None) -> None:
        """Append the lines of `root`, once it is marked."""
        start = path or path_of(root)
        self.context = Context(Kind.PARAGRAPH, start)
        tag = root.tag or ""
        if tag == "blockquote":
            self.context.kind, self.context.group = Kind.QUOTE, self._group()
        elif tag in ("ul", "ol"):
            self.context.group, self.context.ordered = self._group(), tag == "ol"
        self._descend(root, start)
        self._flush()

    def _descend(self, root: Node, path: str) -> None:
        stack: list[tuple[Node, int, str, Context | None]] = []
        node, index = root.child, 0
        while True:
            if node is None:
                if not stack:
                    return
                closing, index, path, saved = stack.pop()
                node = self._leave(closing, saved)
                continue
            if node.is_element_node:
                index += 1
                tag = node.tag or ""
                if tag == "br":
                    self.text.append(BREAK)
                elif tag in INLINE and node.mem_id not in self.shape.special and node.mem_id not in self.cuts:
                    self._say(node.text(), tag == "a" or bool(self.links))
                else:
                    here = f"{path} > {tag}:nth-child({index})"
                    step, saved = self._element(node, tag, here)
                    if step:
                        self.links += tag == "a"
                        stack.append((node, index, path, saved))
                        node, index, path = node.child, 0, here
                        continue
            elif node.is_text_node:
                text = node.text_content
                if text and (self.text or not text.isspace()):
                    self._say(text, bool(self.links))
            node = node.next

    def _leave(self, node: Node, around: Context | None) -> Node | None:
        """Close an element: what comes next, in the context `around` it."""
        self.links -= node.tag == "a"
        if around is not None:
            self._flush()
            self.context = around
        return node.next

    def _element(self, node: Node, tag: str, path: str) -> tuple[bool, Context | None]:
        """Deal with one element: whether to go inside, and the context to restore after it."""
        cut = self.cuts.get(node.mem_id)
        if cut is not None:
            self._cut(node, tag, path, cut)
            return False, None
        kind = _KINDS.get(tag)
        if kind is None:
            return self._block(node, tag, path)
        if kind is MEDIA:
            self._media(node, tag, path)
        elif kind is CONTROLS:
            self._cut(node, tag, path, Cut(Reason.FURNITURE, f"segment: {tag}"))
        return kind is INLINE, None

    def _block(self, node: Node, tag: str, path: str) -> tuple[bool, Context | None]:
        if self.text:
            self._flush()
        if tag not in GATHERING and node.mem_id not in self.shape.special:
            self._leaf(node, tag, path)
            return False, None
        if tag == "pre":
            self._emit(Kind.PRE, tidy_preformatted(seen_text(node)), path)
            return False, None
        if tag == "table" and self._table(node, path):
            return False, None
        if tag == "figure" and self._figure(node, path):
            return False, None
        saved, self.context = self.context, self._inside(node, tag, path)
        if node.mem_id not in self.shape.special:
            self._say(node.text(), bool(self.links))
            if not self.links:
                self.linked = self.shape.linking.get(node.mem_id, 0)
            self._flush()
            self.context = saved
            return False, None
        return True, saved

    def _leaf(self, node: Node, tag: str, path: str) -> None:
        """A block with nothing but plain text in it."""
        raw = node.text()
        text = tidy(raw)
        if not text:
            return
        linked = 1.0 if self.links else min(1.0, self.shape.linking.get(node.mem_id, 0) / max(1, len(raw.strip())))
        if tag in HEADINGS:
            self._count()
            self.lines.append(Line(Kind.HEADING, text, Path(path, self.order), HEADINGS[tag], 0, 0, linked))
        else:
            self._emit(self.context.kind, text, path, linked)

    def _inside(self, node: Node, tag: str, path: str) -> Context:
        """The context inside block element `node`."""
        around = self.context
        if tag in HEADINGS:
            inside = around.child(Kind.HEADING, path)
            inside.level = HEADINGS[tag]
        elif tag in ("ul", "ol"):
            inside = around.child(around.kind, path)
            inside.group, inside.ordered = self._group(), tag == "ol"
            start = (node.attributes.get("start") or "1") if inside.ordered else "1"
            inside.number = int(start) - 1 if start.lstrip("-").isdecimal() and len(start) < 7 else 0
        elif tag == "li":
            holds_blocks = node.mem_id in self.shape.special and len(node.css("p, h2, h3, h4, figure")) > 1
            inside = around.child(Kind.PARAGRAPH if holds_blocks else Kind.ITEM, path)
            around.number += 1
            inside.number = around.number if around.ordered else 0
        elif tag == "blockquote":
            inside = around.child(Kind.QUOTE, path)
            inside.group = self._group()
        else:
            inside = around.child(around.kind, path)
            inside.number = around.number
        return inside

    def _say(self, text: str, linked: bool) -> None:
        self.text.append(text)
        if linked:
            self.linked += len(text.strip())

    def _flush(self) -> None:
        if not self.text:
            return
        raw, self.text = "".join(self.text), []
        linked = min(1.0, self.linked / max(1, len(raw.strip()))) if self.linked else 0.0
        self.linked = 0
        for part in paragraphs(raw) if BREAK in raw else (raw,):
            text = tidy(part)
            if text:
                self._emit(self.context.kind, text, self.context.path, linked)

    def _group(self) -> int:
        self.groups += 1
        return self.groups

    def _count(self) -> None:
        self.order += 1
        if self.order > MOST_LINES:
            raise TooLarge(self.url, f"it has more than {MOST_LINES:,} lines. Cut it down to one article first")

    def _emit(self, kind: Kind, text: str, path: str, linked: float = 0.0, cut: Cut | None = None) -> None:
        if not text:
            return
        self._count()
        context = self.context
        grouped = context.group if kind in (Kind.ITEM, Kind.QUOTE) else 0
        number = context.number if kind is Kind.ITEM and context.ordered else 0
        level = context.level if kind is Kind.HEADING else 0
        self.lines.append(Line(kind, text, Path(path, self.order), level, grouped, number, linked, cut=cut))

    def _cut(self, node: Node, tag: str, path: str, cut: Cut) -> None:
        """One line for what a selector takes; what another selector takes inside it is a line of its own."""
        if tag not in INLINE:
            self._flush()
        inner = node.child
        if inner is None or (inner.is_text_node and inner.next is None):
            self._emit(Kind.PARAGRAPH, tidy(node.text()), path, cut=cut)
            return
        walk = self._within(self._apart(cut))
        walk.root(node, path)
        said = "\n".join(line.text for line in walk.lines if line.text and not line.of_picture)
        self._emit(Kind.PARAGRAPH, said, path, cut=cut)
        for line in walk.lines:
            if line.of_picture:
                self._emit(Kind.PARAGRAPH, line.text, str(line.place), cut=line.cut)

    def _apart(self, cut: Cut) -> Mapping[int, Cut]:
        """What gets its own receipt inside a cut element: a credit in a caption, a caption in its credit's frame."""
        if cut.reason not in _PICTURE:
            return {}
        if cut.reason not in self.pictures:
            other = _PICTURE[cut.reason is Reason.CAPTION]
            self.pictures[cut.reason] = {mem: inner for mem, inner in self.cuts.items() if inner.reason is other}
        return self.pictures[cut.reason]

    def _within(self, cuts: Mapping[int, Cut]) -> _Walk:
        """A walk over something inside this one, which is marked already."""
        walk = _Walk(cuts, self.url)
        walk.shape, walk.ruled = self.shape, self.ruled
        return walk

    def _media(self, node: Node, tag: str, path: str) -> None:
        image = image_address(node, tag, self.url)
        if image:
            self._show(Image(image), path)

    def _show(self, image: Image, path: str) -> None:
        self._count()
        self.lines.append(Line(Kind.FIGURE, "", Path(path, self.order), image=image))

    def _figure(self, node: Node, path: str) -> bool:
        """A picture with caption and credit; False for a figure that holds a quotation, a table or text of its own."""
        for inner in node.css("blockquote, pre, table, p, ul, ol, h2, h3"):
            if not in_caption(inner) and inner.text(strip=True):
                return False
        parts = node.css(CREDIT)
        credits = {part.mem_id: Cut(Reason.CREDIT, "segment: figure credit") for part in parts}
        walk = self._within(ChainMap(self.ruled, credits))
        walk.shape.open(parts, node.mem_id)
        walk.root(node, path)
        caption = [line for line in walk.lines if line.kind is not Kind.FIGURE and line.text]
        images = [line.image for line in walk.lines if line.image]
        said = Cut(Reason.CAPTION, "segment: figcaption")
        texts = {
            reason: tidy(" ".join(line.text for line in caption if (line.cut or said).reason is reason))
            for reason in (Reason.CAPTION, Reason.CREDIT)
        }
        if images:
            shown = Image(images[0].url, texts[Reason.CAPTION], credited(texts[Reason.CREDIT]))
            self._show(shown, path)
        for line in caption:
            self._emit(Kind.PARAGRAPH, line.text, str(line.place), cut=line.cut or said)
        return True

    def _table(self, node: Node, path: str) -> bool:
        """A table of data; False for one that only lays out the page."""
        if not (rows := table_rows(node)):
            return False
        for caption in node.css("caption"):
            self._emit(Kind.PARAGRAPH, tidy(seen_text(caption, " ")), f"{path} > caption")
        self._count()
        text = "\n".join("\t".join(row) for row in rows)
        headed = node.css_first("thead, tr:first-child > th") is not None
        self.lines.append(Line(Kind.TABLE, text, Path(path, self.order), rows=rows, header=headed))
        return True
