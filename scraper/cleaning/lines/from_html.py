"""The chosen body, walked once in page order, as lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import groupby

from scraper.cleaning.lines.collecting import Collector
from scraper.cleaning.lines.in_sentence import in_sentence, is_word, text_after
from scraper.cleaning.lines.line import (
    PICTURE_REASONS,
    Context,
    Decision,
    Line,
    LineKind,
    LineSource,
    Mark,
    Player,
    zip_sources,
)
from scraper.cleaning.lines.media import (
    CREDIT,
    captioned_picture,
    credited,
    data_table,
    enlarges_picture,
    holds_own_text,
    image_address,
    seen_text,
)
from scraper.cleaning.lines.shape import BodyShape
from scraper.cleaning.text import BREAK, has_outer_space, split_paragraphs, tidy, tidy_preformatted
from scraper.html.dom import Node, path_of
from scraper.html.elements import CONTROLS, FORMATTING, GATHERING, HEADINGS, INLINE, INVISIBLE, MEDIA, PLAYERS
from scraper.model import Image, Path, Reason
from scraper.rules import Matcher

_KINDS = {tag: kind for kind in (INLINE, INVISIBLE, MEDIA, CONTROLS) for tag in kind}
_OF_TABLE = frozenset(["table", "thead", "tbody", "tfoot"])
_MAY_HOLD_OWN = frozenset(["article", "div", "main", "section"])
_OTHER_OF_PICTURE: dict[Reason | None, Reason] = {Reason.CAPTION: Reason.CREDIT, Reason.CREDIT: Reason.CAPTION}
_IN_CREDIT = Decision(Reason.CREDIT, "structure: figure credit")
_PICTURED = "img, source"
_IN_CAPTION = Decision(Reason.CAPTION, "structure: figcaption")


def lines_of_elements(
    roots: Sequence[Node],
    marks: Mapping[int, Mark],
    url: str = "",
    keeps: Callable[[str], Matcher | None] = lambda _: None,
) -> list[Line]:
    """The lines of `roots`, in page order; `url` is that of the page.

    An element whose `mem_id` is in `marks` becomes one line with all its text, unless the mark keeps it: then its lines
    carry the mark. `keeps` gives the matcher that keeps a text; a marked element gives up the lines that it keeps.

    Raises TooLarge for more than MOST_LINES.
    """
    walk = _Walk(marks, url, keeps)
    for root in roots:
        walk.shape.add(root, marks)
        walk.root(root)
    if walk.lines:
        walk.lines[-1].players += tuple(replace(player, before=False) for player in walk.players)
    return walk.lines


class _Walk(Collector):
    """One walk over one or more roots. An explicit stack, since hostile pages nest deeper than Python recurses."""

    def __init__(self, marks: Mapping[int, Mark], url: str, keeps: Callable[[str], Matcher | None]) -> None:
        super().__init__(url)
        self.marks = marks
        self.keeps = keeps
        self.text: list[str] = []
        self.nodes: list[Node | tuple[Node, ...] | None] = []
        self.inline: tuple[Node, ...] = ()
        self.linked = 0
        self.links = 0
        self.shape = BodyShape()
        self.inner_marks: dict[Reason | None, Mapping[int, Mark]] = {}

    def root(self, root: Node, path: str | None = None) -> None:
        """Append the lines of `root`, whose shape is known."""
        start = path or path_of(root)
        self.context = Context(LineKind.PARAGRAPH, start, root)
        tag = root.tag or ""
        if tag == "blockquote":
            self.context.kind, self.context.group = LineKind.QUOTE, self.group()
        elif tag in ("ul", "ol"):
            self.context.group, self.context.ordered = self.group(), tag == "ol"
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
                    self.nodes.append(None)
                elif tag in INLINE and node.mem_id not in self.shape.special and node.mem_id not in self.marks:
                    self._append(node, node.text(), tag == "a" or bool(self.links))
                else:
                    here = f"{path} > {tag}:nth-child({index})"
                    step, saved = self._element(node, tag, here)
                    if step:
                        if tag in FORMATTING:
                            self._format(tag, (*self.inline, node), 1)
                        stack.append((node, index, path, saved))
                        node, index, path = node.child, 0, here
                        continue
            elif node.is_text_node:
                text = node.text_content
                if text and (self.text or not text.isspace()):
                    self._append(node, text, bool(self.links))
            node = node.next

    def _leave(self, node: Node, around: Context | None) -> Node | None:
        """Close an element: what comes next, in the context `around` it."""
        if node.tag in FORMATTING:
            self._format(node.tag, self.inline[:-1], -1)
        if around is not None:
            self._flush()
            self.context = around
        return node.next

    def _format(self, tag: str, inline: tuple[Node, ...], step: int) -> None:
        """Note the inline elements that text stands in from here on."""
        self.links += step if tag == "a" else 0
        self.inline = inline
        self.nodes.append(inline)

    def _element(self, node: Node, tag: str, path: str) -> tuple[bool, Context | None]:
        """Deal with one element: whether to go inside, and the context to restore after it."""
        mark, keep = self.marks.get(node.mem_id), None
        if mark is not None:
            if isinstance(mark, Decision) or mark.reason is not None:
                self._marked(node, tag, path, mark)
                return False, None
            keep = mark
        kind = _KINDS.get(tag)
        if kind is CONTROLS and tag == "button":
            kind = INLINE if in_sentence(node) or enlarges_picture(node) else kind
        elif kind is None and is_word(node, tag):
            kind = INLINE
        if kind is None:
            return self._block(node, tag, path, keep)
        if tag in PLAYERS:
            self.players.append(Player(node, path, self.context, True))
        elif kind is MEDIA:
            self.show(image_address(node, tag, self.url), path, node)
        elif kind is CONTROLS:
            self._marked(node, tag, path, Decision(Reason.FURNITURE, f"structure: {tag}"))
        return kind is INLINE, None

    def _block(self, node: Node, tag: str, path: str, keep: Matcher | None) -> tuple[bool, Context | None]:
        if self.text:
            self._flush()
        if tag in _MAY_HOLD_OWN or "-" in tag:
            self.shape.open_own(node)
        elif tag in _OF_TABLE:
            self.shape.special.add(node.mem_id)
        gathers = tag in GATHERING or (tag == "figcaption" and self._follows_quote())
        if keep is None and not gathers and node.mem_id not in self.shape.special:
            self._leaf(node, tag, path)
            return False, None
        if tag == "pre":
            self.emit(LineKind.PRE, tidy_preformatted(seen_text(node)), path, mark=keep, source=node)
            self.show_all(node, path)
            return False, None
        if tag == "table" and self._table(node, path, keep):
            return False, None
        if tag == "table" and keep is None and captioned_picture(node):
            self._framed_picture(node, path)
            return False, None
        if tag == "figure" and keep is None and self._figure(node, path):
            return False, None
        saved, self.context = self.context, self._inside(node, tag, path)
        self.context.keep = keep or self.context.keep
        if node.mem_id not in self.shape.special:
            self._append(node, node.text(), bool(self.links))
            if not self.links:
                self.linked = self.shape.linking.get(node.mem_id, 0)
            self._flush()
            self.context = saved
            return False, None
        return True, saved

    def _leaf(self, node: Node, tag: str, path: str) -> None:
        """A block with nothing but plain text in it."""
        raw = node.text() if tag != "tr" else seen_text(node, " ")
        text = tidy(raw)
        if not text:
            return
        source: LineSource = [self.inline, node] if self.inline else node
        linked = 1.0 if self.links else min(1.0, self.shape.linking.get(node.mem_id, 0) / max(1, len(raw.strip())))
        if tag in HEADINGS:
            self.count()
            place, keep = Path(path, self.order), self.context.keep
            line = Line(LineKind.HEADING, text, place, HEADINGS[tag], 0, 0, linked, matcher=keep)
            line.source, line.context = source, self.context
            self.add(line)
        else:
            self.emit(self.context.kind, text, path, linked, source=source)

    def _inside(self, node: Node, tag: str, path: str) -> Context:
        """The context inside block element `node`."""
        around = self.context
        if tag in HEADINGS:
            inside = around.child(LineKind.HEADING, path, node)
            inside.level = HEADINGS[tag]
        elif tag in ("ul", "ol"):
            inside = around.child(around.kind, path, node)
            inside.group, inside.ordered = self.group(), tag == "ol"
            start = (node.attributes.get("start") or "1") if inside.ordered else "1"
            inside.number = int(start) - 1 if start.lstrip("-").isdecimal() and len(start) < 7 else 0
        elif tag == "li":
            holds_blocks = node.mem_id in self.shape.special and len(node.css("p, h2, h3, h4, figure")) > 1
            inside = around.child(LineKind.PARAGRAPH if holds_blocks else LineKind.ITEM, path, node)
            around.number += 1
            inside.number = around.number if around.ordered else 0
        elif tag == "blockquote":
            inside = around.child(LineKind.QUOTE, path, node)
            inside.group = self.group()
        elif tag == "figcaption" and self._follows_quote():
            inside = around.child(LineKind.QUOTE, path, node)
            inside.group = self.lines[-1].group
        else:
            inside = around.child(around.kind, path, node)
            inside.number = around.number
        return inside

    def _follows_quote(self) -> bool:
        """Whether the line before is a quotation: what follows it in a figure says whose."""
        return bool(self.lines) and self.lines[-1].kind is LineKind.QUOTE

    def _append(self, node: Node, text: str, linked: bool) -> None:
        self.text.append(text)
        self.nodes.append(node)
        if linked:
            self.linked += len(text.strip())

    def _flush(self) -> None:
        nodes, self.nodes = self.nodes, [self.inline] if self.inline else []
        if not self.text:
            return
        raw, self.text = "".join(self.text), []
        linked = min(1.0, self.linked / max(1, len(raw.strip()))) if self.linked else 0.0
        self.linked = 0
        if BREAK not in raw:
            self.emit(self.context.kind, tidy(raw), self.context.path, linked, source=nodes)
            return
        for part, source in zip_sources(split_paragraphs(raw), nodes):
            self.emit(self.context.kind, tidy(part), self.context.path, linked, source=source)

    def _marked(self, node: Node, tag: str, path: str, mark: Mark) -> None:
        """One line for an element with a mark; what the rule keeps in it, or belongs to a picture, stands apart."""
        if tag not in INLINE:
            self._flush()
        elif self.text and has_outer_space(node.text()) and text_after(node)[:1].isalnum():
            self.text.append(" ")
        if mark.reason is Reason.CAPTION and isinstance(mark, Decision) and node.css_first("img") is not None:
            self._framed_picture(node, path)
            return
        inner = node.child
        if inner is None or (inner.is_text_node and inner.next is None):
            text, address = tidy(node.text()), image_address(node, tag, self.url) if tag in MEDIA else ""
            shown = (Image(address),) if address else ()
            self.emit(LineKind.PARAGRAPH, text, path, mark=self.keeps(text) or mark, images=shown)
            return
        walk = self._within(self._apart(mark))
        walk.root(node, path)
        apart: list[Line] = []
        for keep, run in groupby(walk.lines, key=lambda line: self._kept_by(line)):
            lines = list(run)
            if keep is not None:
                self._take_over(replace(line, matcher=keep, structure=None) for line in lines)
                continue
            own = [line for line in lines if not line.of_picture]
            apart += [line for line in lines if line.of_picture]
            text = "\n".join(line.text for line in own if line.text)
            images = tuple(image for line in own for image in line.pictures)
            self.emit(LineKind.PARAGRAPH, text, path, mark=mark, images=images)
        for line in apart:
            self.emit(LineKind.PARAGRAPH, line.text, str(line.place), mark=line.mark)

    def _kept_by(self, line: Line) -> Matcher | None:
        """The matcher of the rule that keeps a line inside a marked element, if one does."""
        if line.matcher is not None and line.matcher.reason is None:
            return line.matcher
        return self.keeps(line.text)

    def _take_over(self, lines: Iterable[Line]) -> None:
        """Append lines of a walk inside this one."""
        for line in lines:
            self.count()
            self.lines.append(replace(line, place=Path(str(line.place), self.order)))

    def _apart(self, mark: Mark) -> Mapping[int, Mark]:
        """The marks that count inside a marked element: what is kept, and the other line of a picture.

        A caption may hold its credit, and a credit may frame its caption; each gets its own receipt.
        """
        other = _OTHER_OF_PICTURE.get(mark.reason)
        if other not in self.inner_marks:
            wanted = (None,) if other is None else (None, other)
            self.inner_marks[other] = {mem: inner for mem, inner in self.marks.items() if inner.reason in wanted}
        return self.inner_marks[other]

    def _within(self, marks: Mapping[int, Mark]) -> _Walk:
        """A walk over something inside this one, whose shape is known."""
        walk = _Walk(marks, self.url, self.keeps)
        walk.shape, walk.rule_marks = self.shape, self.rule_marks
        return walk

    @cached_property
    def rule_marks(self) -> Mapping[int, Mark]:
        """The marks that the site's rule made."""
        return {mem: mark for mem, mark in self.marks.items() if isinstance(mark, Matcher)}

    def _figure(self, node: Node, path: str) -> bool:
        """A picture with caption and credit; False for a figure that holds a quotation, a table or text of its own."""
        if holds_own_text(node):
            return False
        self._framed_picture(node, path)
        return True

    def _framed_picture(self, node: Node, path: str) -> None:
        """The pictures in an element, and its text as their caption and credit."""
        parts = [part for part in node.css(CREDIT) if part.css_first(_PICTURED) is None]
        credits: dict[int, Mark] = {part.mem_id: _IN_CREDIT for part in parts}
        walk = self._within({**credits, **self.rule_marks})
        walk.shape.open(parts, node.mem_id)
        walk.root(node, path)
        caption = [line for line in walk.lines if line.kind is not LineKind.FIGURE and line.text]
        images = {line.image: line.source for line in reversed(walk.lines) if line.image}
        pictures = list(reversed(images.items()))
        marked = [(line, line.mark or _IN_CAPTION) for line in caption]
        texts = {
            reason: tidy(" ".join(line.text for line, mark in marked if mark.reason is reason))
            for reason in PICTURE_REASONS
        }
        self.players += [*(player for line in walk.lines for player in line.players), *walk.players]
        for image, source in pictures[:1]:
            self.show(image.url, path, source, texts[Reason.CAPTION], credited(texts[Reason.CREDIT]))
        for image, source in pictures[1:]:
            self.show(image.url, path, source)
        for line, mark in marked:
            self.emit(LineKind.PARAGRAPH, line.text, str(line.place), mark=mark, images=line.images)
        for line in walk.lines:
            if not line.text and line.images:
                self.emit(LineKind.PARAGRAPH, "", str(line.place), mark=line.mark, images=line.images)

    def _table(self, node: Node, path: str, keep: Matcher | None) -> bool:
        """A table of data; False for one that only lays out the page."""
        rows, cells = data_table(node)
        if not rows:
            return False
        for caption in node.css("caption"):
            self.emit(LineKind.PARAGRAPH, tidy(seen_text(caption, " ")), f"{path} > caption", mark=keep)
        self.count()
        text = "\n".join("\t".join(row) for row in rows)
        headed = node.css_first("thead, tr:first-child > th") is not None
        context, place = self.context, Path(path, self.order)
        matcher = keep or context.keep
        self.add(
            Line(LineKind.TABLE, text, place, rows=rows, header=headed, matcher=matcher, source=cells, context=context)
        )
        self.show_all(node, path)
        return True
