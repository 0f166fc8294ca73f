"""The elements of a page by what they do to the text in them."""

from __future__ import annotations


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


INVISIBLE = _names("""
    embed head iframe link map math meta noscript object script style svg template title
""")
"""Nothing in these is seen."""
CONTROLS = _names("""
    button datalist dialog meter option progress select textarea
""")
"""Something to press or fill in."""
MEDIA = _names("""
    audio canvas img input picture source track video
""")
"""Pictures, films and sounds."""
INLINE = _names("""
    a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr output q rp rt ruby s
    samp small span strike strong sub sup time tt u var wbr
""")
"""Text runs on through these."""
GATHERING = _names("""
    blockquote figure li ol pre table ul
""")
"""Blocks whose text is put together from more than their own."""
HEADINGS = {f"h{level}": level for level in range(1, 7)}
"""Headings and their levels."""
SPECIAL = ",".join(
    sorted(
        _names("""
    address article aside audio blockquote br button center dd details dialog div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hr iframe img li main math nav noscript object ol p picture pre script
    section select style summary svg table template textarea ul video
""")
    )
)
"""A selector of what makes an element hold more than plain inline text."""
