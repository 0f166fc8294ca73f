"""What a browser draws for inline elements, as characters: quotation marks, readings, powers, notes, formulas."""

from __future__ import annotations

import re

from scraper.html.dom import Node, ancestors, parse_tree
from scraper.html.elements import BLOCKS, INLINE

INLINE_DRAWN = (
    "q,rt,sup,math,a[class*=footnote i],[class*=drop-cap i],[class*=dropcap i],[class*=initial i],[class*=lettrine i],"
    "[class*=first-letter i],[class*=firstletter i]"
)
"""The elements that `draw` changes."""

_QUOTES = {
    "ar": "”“’‘", "bg": "„“‚‘", "ca": "«»“”", "cs": "„“‚‘", "de": "„“‚‘", "de-ch": "«»‹›", "el": "«»“”", "es": "«»“”",
    "et": "„“‚‘", "fa": "«»‹›", "fi": "””’’", "fr": "«»“”", "he": "””’’", "hr": "„“‚‘", "hu": "„”»«", "is": "„“‚‘",
    "it": "«»“”", "ja": "「」『』", "lt": "„“‚‘", "nb": "«»‘’", "nn": "«»‘’", "no": "«»‘’", "pl": "„”«»",
    "pt-pt": "«»“”", "ro": "„”«»", "ru": "«»„“", "sk": "„“‚‘", "sl": "„“‚‘", "sr": "„“‚‘", "sv": "””’’", "uk": "«»„“",
    "zh-hant": "「」『』", "zh-hk": "「」『』", "zh-tw": "「」『』",
}  # fmt: skip
"""Language → its quotation marks: outer opening and closing, inner opening and closing."""
_ENGLISH = "“”‘’"
_ANY_QUOTE = "\"'“”„‚‘’«»‹›「」『』"
_RAISED = str.maketrans("0123456789+-−–()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁽⁾ⁿⁱ")
_POWER = re.compile(r"[+\-−–]?\d{1,3}|n")
_NOTE = re.compile(r"\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*")
_BRACKETED = re.compile(r"[\[(].{1,40}[\])]")
_VARIABLE_POWER = re.compile(r"[a-z]|[+\-−–]?\d*[.,/]?\d*[a-z]?")
_UNITS = frozenset(["m", "km", "cm", "mm", "dm", "nm", "µm", "μm", "ft", "in", "yd", "mi", "s", "sec", "mc"])
_OF_NOTES = re.compile(r"note|\bfn|ref|cit", re.IGNORECASE)
_YEAR = re.compile(r"(?:^|[^\d.,])(?:1[5-9]|20)\d\d$")
_LAST_WORD = re.compile(r"[^\W\d_]+$")
_ORDINALS = frozenset(["a", "e", "h", "o"])
_ASSISTIVE = "katex|mjx|mathjax"
_TEX = "annotation[encoding*=tex i]"
_LETTERS = 12


def draw(node: Node) -> None:
    """Give an element of `INLINE_DRAWN` the characters that a browser draws."""
    match node.tag:
        case "q":
            _quote(node)
        case "rt":
            _bracket_reading(node)
        case "sup":
            _raise(node)
        case "math":
            _write_formula(node)
        case "img":
            _read_initial(node)
        case "a" if _NOTE.fullmatch(node.text().strip()):
            _raise(node)
        case _:
            _join_initial(node)


def _quote(node: Node) -> None:
    """Quotation marks around `<q>`, unless the page has written them."""
    said, first, last = node.text().strip(), node.child, node.last_child
    if first is None or last is None or not said or said[0] in _ANY_QUOTE or node.css_first(BLOCKS) is not None:
        return
    if text_before(node)[-1:] in ("“", "„", "«", '"', "「"):
        return
    inner = sum(around.tag == "q" for around in ancestors(node)) % 2
    marks = _quotes_of(node)[2 * inner :]
    first.insert_before(marks[0])
    last.insert_after(marks[1])


def _quotes_of(node: Node) -> str:
    """The quotation marks of the language around a `<q>`."""
    language = next((lang for around in ancestors(node) if (lang := around.attributes.get("lang"))), "").lower()
    language = language.replace("_", "-")
    return _QUOTES.get(language) or _QUOTES.get(language.split("-")[0]) or _ENGLISH


def _bracket_reading(node: Node) -> None:
    """Parentheses around a reading, unless `<rp>` holds them."""
    ruby, first, last = node.parent, node.child, node.last_child
    if ruby is None or first is None or last is None or not node.text().strip() or ruby.css_first("rp") is not None:
        return
    first.insert_before("(")
    last.insert_after(")")


def _raise(node: Node) -> None:
    """A power as raised digits; the number of a note in brackets, apart from the word before it."""
    said, before = node.text().strip(), text_before(node)
    if not said or not before.strip():
        return
    if _starts_fraction(node):
        if before[-1].isdigit():
            node.insert_before(" ")
    elif _BRACKETED.fullmatch(said):
        if before[-1].isalnum() and _NOTE.fullmatch(said[1:-1]):
            node.insert_before(" ")
    elif not before[-1].isspace() and not _of_note(node) and _is_power(said, before):
        _only_text(node, said.translate(_RAISED) if _POWER.fullmatch(said) else f"^{said}")
    elif _NOTE.fullmatch(said) and (_of_note(node) or not before[-1].isspace()):
        _set_apart(node, before)


def _is_power(said: str, before: str) -> bool:
    """Whether raised characters are a power of the number or the unit before them."""
    if before[-1].isdigit():
        if said == "1" or _YEAR.search(before):
            return False
        return _POWER.fullmatch(said) is not None or (
            said not in _ORDINALS and _VARIABLE_POWER.fullmatch(said) is not None
        )
    word = _LAST_WORD.search(before)
    if word is None or _POWER.fullmatch(said) is None or said in ("0", "1"):
        return False
    return word[0] in _UNITS or (len(word[0]) == 1 and word[0] not in "aAI" and said in ("2", "3", "4", "n"))


def _of_note(node: Node) -> bool:
    """Whether a link or a name makes raised text the mark of a note."""
    named = " ".join(node.attributes.get(key) or "" for key in ("class", "id", "role"))
    linked = node.css_first("a[href]") is not None or (node.parent is not None and node.parent.tag == "a")
    return linked or _OF_NOTES.search(named) is not None


def _starts_fraction(node: Node) -> bool:
    """Whether raised text is the upper part of a fraction: `<sup>1</sup>⁄<sub>2</sub>`."""
    after = node.next
    return after is not None and after.is_text_node and (after.text_content or "").lstrip()[:1] in ("⁄", "/")


def _set_apart(node: Node, before: str) -> None:
    """Put the number of a note in brackets, apart from the words around it."""
    first, last, after = node.child, node.last_child, node.next
    if first is None or last is None:
        return
    first.insert_before(" [" if before[-1].isalnum() else "[")
    followed = after.text()[:1] if after is not None else ""
    last.insert_after("] " if followed.isalpha() else "]")


def _only_text(node: Node, text: str) -> None:
    """Replace the text of an element whose only content, or that of the only element in it, is text."""
    child = node.child
    while child is not None and child.is_element_node and child.next is None:
        child = child.child
    if child is not None and child.is_text_node and child.next is None:
        child.replace_with(text)


def _join_initial(node: Node) -> None:
    """Join a large initial with the rest of its word in the next paragraph or behind a space."""
    initial, after = node.text().strip(), node.next
    letter = initial.lstrip(_ANY_QUOTE)
    if len(letter) != 1 or not letter.isalpha():
        return
    if node.tag in INLINE:
        rest = (after.text_content or "") if after is not None and after.is_text_node else ""
        if after is not None and rest.lstrip()[:1].islower() and letter not in "AIOÀÉYEÓÖÅ":
            if rest[:1].isspace():
                after.replace_with(rest.lstrip())
            if node.text()[-1:].isspace():
                _only_text(node, initial)
        return
    while after is not None and not after.is_element_node:
        after = after.next
    if after is not None and after.tag == "p" and after.child is not None and after.text().lstrip()[:1].islower():
        after.child.insert_before(initial)
        for child in list(node.iter(include_text=True)):
            child.decompose()


def _read_initial(node: Node) -> None:
    """The letter that an image shows at the beginning of a word."""
    letter, after = (node.attributes.get("alt") or "").strip(), node.next
    if len(letter) == 1 and letter.isalpha() and after is not None and (after.text_content or "")[:1].islower():
        node.insert_before(letter)


def _write_formula(node: Node) -> None:
    """A formula as its text; where a page draws it a second time for the eye, that text stays instead."""
    for around in ancestors(node):
        if re.search(_ASSISTIVE, around.attributes.get("class") or around.tag or "", re.IGNORECASE):
            return
        if around.tag not in INLINE:
            break
    text = " ".join(_formula(node).split()) or node.attributes.get("alttext") or ""
    tex = node.css_first(_TEX)
    if tex is not None and not text:
        text = tex.text().strip()
    tag = "div" if node.attributes.get("display") == "block" else "span"
    made = parse_tree(f"<{tag}><data></data></{tag}>").css_first(tag)
    formula = made.css_first("data") if made is not None else None
    if text and made is not None and formula is not None:
        formula.attrs["value"] = node.html or ""
        formula.insert_child(text)
        node.replace_with(made)


def _formula(node: Node, depth: int = 0) -> str:
    """The text of an element of MathML."""
    tag = (node.tag or "").lower()
    if tag in ("annotation", "annotation-xml") or depth > 60:
        return ""
    parts: list[str] = []
    child = node.child
    while child is not None:
        if child.is_text_node:
            parts.append((child.text_content or "").strip())
        elif child.is_element_node:
            parts.append(_formula(child, depth + 1))
        child = child.next
    elements = [part for part in parts if part]
    if len(elements) == 2 and tag in ("msup", "mfrac", "msub", "mroot"):
        one, other = elements
        if tag == "msup":
            return one + (other.translate(_RAISED) if _POWER.fullmatch(other) else f"^{_grouped(other)}")
        return {"mfrac": f"{_grouped(one)}/{_grouped(other)}", "msub": f"{one}_{_grouped(other)}"}.get(tag, one)
    if tag == "msqrt":
        return f"√{_grouped(''.join(elements))}"
    return ("; " if tag in ("mtable",) else " " if tag == "mtr" else "").join(elements)


def _grouped(text: str) -> str:
    return text if len(text) == 1 or text.isalnum() else f"({text})"


def text_before(node: Node) -> str:
    """The last characters of the text right before an element in the same line; "" at its beginning."""
    current: Node | None = node
    while current is not None:
        before = current.prev
        while before is not None:
            if before.is_text_node and before.text_content:
                return before.text_content[-_LETTERS:]
            if before.is_element_node:
                if before.tag not in INLINE:
                    return ""
                if text := before.text():
                    return text[-_LETTERS:]
            before = before.prev
        current = current.parent
        if current is None or current.tag not in INLINE:
            return ""
    return ""
