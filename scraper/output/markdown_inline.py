"""A text with its spans as inline Markdown that a parser reads back as that text and those spans."""

from __future__ import annotations

import re
import string
from collections.abc import Sequence

from scraper.model import Inline, InlineKind
from scraper.output.addresses import link_url
from scraper.output.choices import Choices
from scraper.output.nesting import CELL_BLOCKS, SpanNode, nested

LINE_END = re.compile(r"\s*(?:\r\n?|\n)\s*")
_PUNCTUATION = r"!-/:-@\[-`{-~"
_INLINE = re.compile(
    rf"""
      \\ (?= [{_PUNCTUATION}] | $ )                              # escapes the next character, or breaks the line
    | `
    | (?<! \* ) \*+                                              # runs; `_escaped` looks at their neighbours
    | (?<! _ ) _+
    | (?<! ~ ) ~+
    | \] (?= [(\[:] )                                            # the middle of a link, the head of a definition
    | < (?= [A-Za-z/!?] )
    | & (?= \#[0-9]+; | \#[xX][0-9A-Fa-f]+; | [A-Za-z][A-Za-z0-9]*; )
    """,
    re.VERBOSE,
)
_BEFORE_SIGNS, _BEHIND_SIGNS = frozenset("[]<&!"), frozenset("([:")
"""What would become a part of a sign of Markdown that follows it, or that stands before it."""
_LINE_START = re.compile(
    r"""
      (?= \#{1,6} (?: \s | $ ) )
    | (?= [-+*] (?: \s | $ ) )
    | (?= > )
    | (?= (?: -[ \t]* ){3,} $ | (?: \*[ \t]* ){3,} $ | (?: _[ \t]* ){3,} $ )
    | (?= ~{3} )
    | (?= \[ [ xX] \] (?: \s | $ ) )                             # a task list's box
    | \d{1,9} (?= [.)] (?: \s | $ ) )
    """,
    re.VERBOSE,
)
_UNDERLINE = re.compile(r"[-=|:][-=|: \t]*$")
_DELIMITERS = {InlineKind.STRONG: ("**",), InlineKind.EMPHASIS: ("*", "_"), InlineKind.STRIKE: ("~~",)}
_TAGS = {
    InlineKind.STRONG: "strong", InlineKind.EMPHASIS: "em", InlineKind.STRIKE: "del", InlineKind.CODE: "code",
    InlineKind.SUBSCRIPT: "sub", InlineKind.SUPERSCRIPT: "sup", InlineKind.INSERTED: "ins",
}  # fmt: skip
_SHOWN = frozenset((*_TAGS, InlineKind.LINK, InlineKind.REFERENCE, InlineKind.BREAK, InlineKind.MATH))
NOT_SHOWN = frozenset(InlineKind) - _SHOWN
"""The kinds for which Markdown has no sign."""
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿⁱ", "0123456789+-()ni")
_POWER = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿⁱ]+|\^.+")
_TEX = re.compile(r"<annotation[^>]{0,200}tex[^>]{0,200}>([^<]{1,5000})</annotation>", re.IGNORECASE)
_UNSAFE = re.compile(r"[\s<>\\()\"`|\x00-\x1f]")
_BREAK, _MARKED_BREAK = "\n", "\x1e"
"""What stands for a line break in the text, and for one that its spans mark."""


def inline_lines(text: str, spans: Sequence[Inline], choices: Choices) -> list[str]:
    """A paragraph as lines to be joined by hard line breaks; none of them opens anything but a paragraph."""
    rendered = _rendered(_tree(text, spans, choices), choices, "", "", in_link=False)
    lines = [line for part in rendered.replace(_MARKED_BREAK, _BREAK).split(_BREAK) if (line := part.strip())]
    return [_guard(line, first=not number) for number, line in enumerate(lines)]


def inline_line(text: str, spans: Sequence[Inline], choices: Choices, line_break: str = " ") -> str:
    """A text as one line, with `line_break` for the breaks that its spans mark."""
    rendered = _rendered(_tree(text, spans, choices), choices, "", "", in_link=False)
    flat = " ".join(line for part in rendered.split(_BREAK) if (line := part.strip(" \t\r")))
    return line_break.join(line for part in flat.split(_MARKED_BREAK) if (line := part.strip()))


def plain_line(text: str) -> str:
    """A text without spans as one line."""
    return _escape(LINE_END.sub(" ", text.strip()))


def raised_digits(text: str) -> str:
    """What a page raised, of a text that holds the power itself: "³" gives "3", "^n" gives "n"."""
    return text.translate(_RAISED).removeprefix("^") if _POWER.fullmatch(text) else text


def tex_of(mathml: str) -> str:
    """The TeX in a formula; "" if it has none."""
    import html

    found = _TEX.search(mathml)
    return html.unescape(found[1]).strip() if found else ""


def _tree(text: str, spans: Sequence[Inline], choices: Choices) -> list[str | SpanNode]:
    if not spans:
        return [text] if text else []
    left_out = NOT_SHOWN if choices.links else NOT_SHOWN | {InlineKind.LINK}
    blocks = [span for span in spans if span.kind in CELL_BLOCKS]
    if blocks:
        breaks = {at for span in blocks for at in (span.start - 1, span.end) if 0 < at < len(text) and text[at] == " "}
        spans = sorted(
            (*spans, *(Inline(InlineKind.BREAK, at, at + 1) for at in breaks)), key=lambda span: (span.start, -span.end)
        )
    return nested(text, spans, left_out)


def _rendered(parts: Sequence[str | SpanNode], choices: Choices, before: str, after: str, *, in_link: bool) -> str:
    """`parts` as Markdown; `before` and `after` are the characters around them, "" at the ends of the text."""
    out: list[str] = []
    last = before
    for number, part in enumerate(parts):
        if isinstance(part, str):
            touches = (number > 0 or bool(before), number + 1 < len(parts) or bool(after))
            lines = LINE_END.split(part)
            said = _BREAK.join(
                _text(line, touches[0] and not at, touches[1] and at == len(lines) - 1, in_link=in_link)
                for at, line in enumerate(lines)
            )
        else:
            following = parts[number + 1] if number + 1 < len(parts) else after
            next_sign = following[:1] if isinstance(following, str) else "*"
            said = _span(part, choices, last, next_sign, in_link=in_link)
        if said:
            out.append(said)
            last = said[-1]
    return "".join(out)


def _span(node: SpanNode, choices: Choices, before: str, after: str, *, in_link: bool) -> str:
    span = node.span
    text = _plain(node)
    if span.kind is InlineKind.BREAK:
        return _MARKED_BREAK
    if span.kind is InlineKind.CODE and not any(isinstance(child, SpanNode) for child in node.children):
        return _code(text, before)
    if span.kind is InlineKind.MATH:
        tex = tex_of(span.source)
        return f"${_code(tex, '$')}$" if tex and "\n" not in tex else _text(text, True, True, in_link=in_link)
    if span.kind is InlineKind.REFERENCE:
        return f"[^{note_name(span.url)}]"
    children = node.children
    if span.kind is InlineKind.SUPERSCRIPT and len(children) == 1 and isinstance(children[0], str):
        children = [raised_digits(text)]
    if span.kind is InlineKind.LINK:
        url = link_url(span.url)
        inner = _rendered(children, choices, "[", "]", in_link=True)
        inner = inner.replace(_BREAK, " ").replace(_MARKED_BREAK, " ")
        return f"[{inner}]({link_target(url, span.title)})" if url else inner
    # what stands at the edge of a span decides whether its signs count, so its neighbours are signs of its own
    inner = _rendered(children, choices, "*", "*", in_link=in_link)
    for sign in _DELIMITERS.get(span.kind, ()):
        if _counts(sign, before, inner, after):
            return f"{sign}{inner}{sign}"
    tag = _TAGS[span.kind]
    return f"<{tag}>{inner}</{tag}>"


def _plain(node: SpanNode) -> str:
    return "".join(child if isinstance(child, str) else _plain(child) for child in node.children)


def _code(text: str, before: str) -> str:
    """A span of code; tags, where it would touch another one."""
    text = LINE_END.sub(" ", text)
    if before == "`" or not text.strip():
        return f"<code>{_text(text, True, True, in_link=True)}</code>"
    fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    space = " " if text[0] in "` " or text[-1] in "` " else ""
    return f"{fence}{space}{text}{space}{fence}"


def _counts(sign: str, before: str, inner: str, after: str) -> bool:
    """Whether a parser takes `sign` around `inner` for the beginning and the end of a span."""
    if not inner or sign[0] in (before, after, inner[0], inner[-1]):
        return False
    if sign[0] == "_" and (before.isalnum() or after.isalnum()):
        return False
    opens = inner[0].isalnum() or _parts(before)
    closes = inner[-1].isalnum() or _parts(after)
    return opens and closes and not inner[0].isspace() and not inner[-1].isspace()


def _parts(sign: str) -> bool:
    return not sign or sign.isspace() or sign in string.punctuation


def _text(text: str, edge_before: bool, edge_after: bool, *, in_link: bool) -> str:
    """A text without markup, escaped; at an edge it touches a sign of Markdown."""
    escaped = _escape(text, edge_before, edge_after)
    if in_link:
        escaped = re.sub(r"(\\.)|([\[\]])", lambda found: found[1] or f"\\{found[2]}", escaped)
    return escaped


def _escape(text: str, edge_before: bool = False, edge_after: bool = False) -> str:
    parts: list[str] = []
    at = 0
    for found in _INLINE.finditer(text):
        parts.append(text[at : found.start()])
        touches = (edge_before and not found.start()) or (edge_after and found.end() == len(text))
        parts.append(_all_escaped(found[0]) if touches else _escaped(found))
        at = found.end()
    rest = text[at:]
    if edge_after and rest and rest[-1] in _BEFORE_SIGNS:
        rest = f"{rest[:-1]}\\{rest[-1]}"
    if edge_before and text[:1] in _BEHIND_SIGNS and (parts[0] if parts else rest)[:1] == text[0]:
        return "\\" + "".join(parts) + rest
    return "".join(parts) + rest


def _all_escaped(text: str) -> str:
    return "".join(f"\\{sign}" for sign in text)


def _escaped(match: re.Match[str]) -> str:
    run = match[0]
    before = match.string[match.start() - 1 : match.start()]
    after = match.string[match.end() : match.end() + 1]
    spaced = (not before or before.isspace()) and (not after or after.isspace())
    inside = run[0] == "_" and before.isalnum() and after.isalnum()
    approximate = run == "~" and after.isdigit() and (not before or before in " (")  # "~5 km"
    literal = run[0] in "*_~" and (spaced or inside or approximate)
    return run if literal else _all_escaped(run)


def _guard(line: str, first: bool) -> str:
    """`line`, escaped so that it does not open a heading, list, quote, thematic break or table."""
    start = _LINE_START.match(line)
    if start is None and (first or not _UNDERLINE.match(line)):
        return line
    at = start.end() if start else 0
    return line if line[at] == "\\" else f"{line[:at]}\\{line[at:]}"


def link_target(url: str, title: str = "") -> str:
    """The address and the title of a link or a picture, as they stand between its parentheses."""
    target = re.sub(
        r"[\s<>\\()\"`|\x00-\x1f]", lambda found: f"%{ord(found[0]):02X}" if ord(found[0]) < 128 else "", url
    )
    target = re.sub(r"&(?=#?[A-Za-z0-9]+;)", "&amp;", target)
    words = plain_line(title).replace('"', '\\"')
    return f'{target} "{words}"' if words else target


def note_name(url: str) -> str:
    """The name of a note in Markdown."""
    return re.sub(r"[^A-Za-z0-9-]+", "-", url.removeprefix("#")).strip("-") or "note"
