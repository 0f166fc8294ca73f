"""The chosen body, walked once in page order, as lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import groupby

from scraper.cleaning.lines.in_sentence import in_sentence, is_word, text_after
from scraper.cleaning.lines.line import MOST_LINES, PICTURE_REASONS, Decision, Line, LineKind, Mark
from scraper.cleaning.lines.media import (
    CREDIT,
    captioned_picture,
    credited,
    holds_own_text,
    image_address,
    seen_text,
    table_rows,
)
from scraper.cleaning.lines.shape import BodyShape
from scraper.cleaning.text import BREAK, has_outer_space, split_paragraphs, tidy, tidy_preformatted
from scraper.errors import TooLarge
from scraper.html.dom import Node, path_of
from scraper.html.elements import CONTROLS, GATHERING, HEADINGS, INLINE, INVISIBLE, MEDIA
from scraper.model import Image, Path, Reason
from scraper.rules import Matcher

Images = tuple[Image, ...]
_KINDS = {tag: kind for kind in (INLINE, INVISIBLE, MEDIA, CONTROLS) for tag in kind}
_OF_TABLE = frozenset(["table", "thead", "tbody", "tfoot"])
_MAY_HOLD_OWN = frozenset(["article", "div", "main", "section"])
_OTHER_OF_PICTURE: dict[Reason | None, Reason] = {Reason.CAPTION: Reason.CREDIT, Reason.CREDIT: Reason.CAPTION}
_IN_CREDIT = Decision(Reason.CREDIT, "structure: figure credit")
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
    return walk.lines


class _Context:
    """What the text met now belongs to; saved and restored around each block element."""

    __slots__ = ("group", "keep", "kind", "level", "number", "ordered", "path")

    def __init__(self, kind: LineKind, path: str) -> None:
        self.kind = kind
        self.path = path
        self.level = self.group = self.number = 0
        self.ordered = False
        self.keep: Matcher | None = None

    def child(self, kind: LineKind, path: str) -> _Context:
        """The context of an element in this one."""
        made = _Context(kind, path)
        made.group, made.level, made.ordered, made.keep = self.group, self.level, self.ordered, self.keep
        return made


class _Walk:
    """One walk over one or more roots. An explicit stack, since hostile pages nest deeper than Python recurses."""

    def __init__(self, marks: Mapping[int, Mark], url: str, keeps: Callable[[str], Matcher | None]) -> None:
        self.marks = marks
        self.url = url
        self.keeps = keeps
        self.lines: list[Line] = []
        self.text: list[str] = []
        self.linked = 0
        self.order = self.groups = self.links = 0
        self.shape = BodyShape()
        self.inner_marks: dict[Reason | None, Mapping[int, Mark]] = {}
        self.context = _Context(LineKind.PARAGRAPH, "")

    def root(self, root: Node, path: str | None = None) -> None:
        """Append the lines of `root`, whose shape is known."""
        start = path or path_of(root)
        self.context = _Context(LineKind.PARAGRAPH, start)
        tag = root.tag or ""
        if tag == "blockquote":
            self.context.kind, self.context.group = LineKind.QUOTE, self._group()
        elif tag in ("ul", "ol"):
            self.context.group, self.context.ordered = self._group(), tag == "ol"
        self._descend(root, start)
        self._flush()

    def _descend(self, root: Node, path: str) -> None:
        stack: list[tuple[Node, int, str, _Context | None]] = []
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
                elif tag in INLINE and node.mem_id not in self.shape.special and node.mem_id not in self.marks:
                    self._append(node.text(), tag == "a" or bool(self.links))
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
                    self._append(text, bool(self.links))
            node = node.next

    def _leave(self, node: Node, around: _Context | None) -> Node | None:
        """Close an element: what comes next, in the context `around` it."""
        self.links -= node.tag == "a"
        if around is not None:
            self._flush()
            self.context = around
        return node.next

    def _element(self, node: Node, tag: str, path: str) -> tuple[bool, _Context | None]:
        """Deal with one element: whether to go inside, and the context to restore after it."""
        mark, keep = self.marks.get(node.mem_id), None
        if mark is not None:
            if isinstance(mark, Decision) or mark.reason is not None:
                self._marked(node, tag, path, mark)
                return False, None
            keep = mark
        kind = _KINDS.get(tag)
        if (kind is CONTROLS and tag == "button" and in_sentence(node)) or (kind is None and is_word(node, tag)):
            kind = INLINE
        if kind is None:
            return self._block(node, tag, path, keep)
        if kind is MEDIA:
            self._show(image_address(node, tag, self.url), path)
        elif kind is CONTROLS:
            self._marked(node, tag, path, Decision(Reason.FURNITURE, f"structure: {tag}"))
        return kind is INLINE, None

    def _block(self, node: Node, tag: str, path: str, keep: Matcher | None) -> tuple[bool, _Context | None]:
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
            self._emit(LineKind.PRE, tidy_preformatted(seen_text(node)), path, mark=keep)
            self._show_all(node, path)
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
            self._append(node.text(), bool(self.links))
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
        linked = 1.0 if self.links else min(1.0, self.shape.linking.get(node.mem_id, 0) / max(1, len(raw.strip())))
        if tag in HEADINGS:
            self._count()
            place, keep = Path(path, self.order), self.context.keep
            self.lines.append(Line(LineKind.HEADING, text, place, HEADINGS[tag], 0, 0, linked, matcher=keep))
        else:
            self._emit(self.context.kind, text, path, linked)

    def _inside(self, node: Node, tag: str, path: str) -> _Context:
        """The context inside block element `node`."""
        around = self.context
        if tag in HEADINGS:
            inside = around.child(LineKind.HEADING, path)
            inside.level = HEADINGS[tag]
        elif tag in ("ul", "ol"):
            inside = around.child(around.kind, path)
            inside.group, inside.ordered = self._group(), tag == "ol"
            start = (node.attributes.get("start") or "1") if inside.ordered else "1"
            inside.number = int(start) - 1 if start.lstrip("-").isdecimal() and len(start) < 7 else 0
        elif tag == "li":
            holds_blocks = node.mem_id in self.shape.special and len(node.css("p, h2, h3, h4, figure")) > 1
            inside = around.child(LineKind.PARAGRAPH if holds_blocks else LineKind.ITEM, path)
            around.number += 1
            inside.number = around.number if around.ordered else 0
        elif tag == "blockquote":
            inside = around.child(LineKind.QUOTE, path)
            inside.group = self._group()
        elif tag == "figcaption" and self._follows_quote():
            inside = around.child(LineKind.QUOTE, path)
            inside.group = self.lines[-1].group
        else:
            inside = around.child(around.kind, path)
            inside.number = around.number
        return inside

    def _follows_quote(self) -> bool:
        """Whether the line before is a quotation: what follows it in a figure says whose."""
        return bool(self.lines) and self.lines[-1].kind is LineKind.QUOTE

    def _append(self, text: str, linked: bool) -> None:
        self.text.append(text)
        if linked:
            self.linked += len(text.strip())

    def _flush(self) -> None:
        if not self.text:
            return
        raw, self.text = "".join(self.text), []
        linked = min(1.0, self.linked / max(1, len(raw.strip()))) if self.linked else 0.0
        self.linked = 0
        for part in split_paragraphs(raw) if BREAK in raw else (raw,):
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

    def _emit(
        self, kind: LineKind, text: str, path: str, linked: float = 0.0, mark: Mark | None = None, images: Images = ()
    ) -> None:
        if not text and not images:
            return
        kind = kind if text else LineKind.FIGURE
        self._count()
        context = self.context
        grouped = context.group if kind in (LineKind.ITEM, LineKind.QUOTE) else 0
        number = context.number if kind is LineKind.ITEM and context.ordered else 0
        level = context.level if kind is LineKind.HEADING else 0
        matcher, structure = (None, mark) if isinstance(mark, Decision) else (mark or context.keep, None)
        place = Path(path, self.order)
        self.lines.append(
            Line(kind, text, place, level, grouped, number, linked, None, (), False, matcher, structure, images)
        )

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
            self._emit(LineKind.PARAGRAPH, text, path, mark=self.keeps(text) or mark, images=shown)
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
            self._emit(LineKind.PARAGRAPH, text, path, mark=mark, images=images)
        for line in apart:
            self._emit(LineKind.PARAGRAPH, line.text, str(line.place), mark=line.mark)

    def _kept_by(self, line: Line) -> Matcher | None:
        """The matcher of the rule that keeps a line inside a marked element, if one does."""
        if line.matcher is not None and line.matcher.reason is None:
            return line.matcher
        return self.keeps(line.text)

    def _take_over(self, lines: Iterable[Line]) -> None:
        """Append lines of a walk inside this one."""
        for line in lines:
            self._count()
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

    def _show_all(self, node: Node, path: str) -> None:
        """The pictures in an element that is one line, behind it."""
        for picture in node.css("img"):
            self._show(image_address(picture, "img", self.url), path)

    def _show(self, address: str, path: str, caption: str = "", credit: str = "") -> None:
        if address:
            self._count()
            image = Image(address, caption, credit)
            place, keep = Path(path, self.order), self.context.keep
            self.lines.append(Line(LineKind.FIGURE, "", place, image=image, matcher=keep))

    def _figure(self, node: Node, path: str) -> bool:
        """A picture with caption and credit; False for a figure that holds a quotation, a table or text of its own."""
        if holds_own_text(node):
            return False
        self._framed_picture(node, path)
        return True

    def _framed_picture(self, node: Node, path: str) -> None:
        """The pictures in an element, and its text as their caption and credit."""
        parts = node.css(CREDIT)
        credits: dict[int, Mark] = {part.mem_id: _IN_CREDIT for part in parts}
        walk = self._within({**credits, **self.rule_marks})
        walk.shape.open(parts, node.mem_id)
        walk.root(node, path)
        caption = [line for line in walk.lines if line.kind is not LineKind.FIGURE and line.text]
        images = list(dict.fromkeys(line.image for line in walk.lines if line.image))
        marked = [(line, line.mark or _IN_CAPTION) for line in caption]
        texts = {
            reason: tidy(" ".join(line.text for line, mark in marked if mark.reason is reason))
            for reason in PICTURE_REASONS
        }
        if images:
            self._show(images[0].url, path, texts[Reason.CAPTION], credited(texts[Reason.CREDIT]))
        for image in images[1:]:
            self._show(image.url, path)
        for line, mark in marked:
            self._emit(LineKind.PARAGRAPH, line.text, str(line.place), mark=mark)

    def _table(self, node: Node, path: str, keep: Matcher | None) -> bool:
        """A table of data; False for one that only lays out the page."""
        if not (rows := table_rows(node)):
            return False
        for caption in node.css("caption"):
            self._emit(LineKind.PARAGRAPH, tidy(seen_text(caption, " ")), f"{path} > caption", mark=keep)
        self._count()
        text = "\n".join("\t".join(row) for row in rows)
        headed = node.css_first("thead, tr:first-child > th") is not None
        matcher, place = keep or self.context.keep, Path(path, self.order)
        self.lines.append(Line(LineKind.TABLE, text, place, rows=rows, header=headed, matcher=matcher))
        self._show_all(node, path)
        return True
