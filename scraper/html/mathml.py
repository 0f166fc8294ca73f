"""MathML as it may be shown again: its own elements and a few attributes, nothing else."""

from __future__ import annotations

from html import escape

from scraper.html.dom import Node, parse_tree

_NAMES = """
    math annotation maction menclose merror mfenced mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts
    mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none semantics
"""
_PROPERTIES = """
    accent accentunder columnalign columnspan display displaystyle encoding fence form linethickness lspace mathvariant
    maxsize minsize notation open close separators rowspan rspace scriptlevel separator stretchy symmetric
"""
_ELEMENTS, _ATTRIBUTES = frozenset(_NAMES.split()), frozenset(_PROPERTIES.split())
_MOST = 20_000
"""A formula of more characters is kept as its text alone."""
_MOST_DEPTH = 80


def clean_mathml(source: str) -> str:
    """`source` with nothing but MathML in it; "" if it is none, or too long."""
    if not source.startswith("<math") or len(source) > _MOST:
        return ""
    math = parse_tree(source).css_first("math")
    return _written(math, 0) if math is not None else ""


def _written(node: Node, depth: int) -> str:
    tag = (node.tag or "").lower()
    if tag not in _ELEMENTS or depth > _MOST_DEPTH:
        return ""
    kept = "".join(
        f' {name}="{escape(value or "")}"' for name, value in sorted(node.attributes.items()) if name in _ATTRIBUTES
    )
    parts: list[str] = []
    child = node.child
    while child is not None:
        if child.is_text_node:
            parts.append(escape((child.text_content or "").strip(), quote=False))
        elif child.is_element_node:
            parts.append(_written(child, depth + 1))
        child = child.next
    return f"<{tag}{kept}>{''.join(parts)}</{tag}>"
