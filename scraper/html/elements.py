"""The elements of HTML by what they do to the text in them: sets of tags, and selectors of tags.

Modules that ask "is this a block?" or "does anybody see this?" take the set of that name. A set that serves one
decision alone, such as the tags that a caption may have, stands with that decision.
"""

from __future__ import annotations


def _tags(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _selector(text: str) -> str:
    return ",".join(text.split())


INVISIBLE = _tags("embed head iframe link map math meta noscript object script style svg template title")
"""Their content is never displayed as text."""
CONTROLS = _tags("button datalist dialog meter option progress select textarea")
"""Controls: buttons, menus, fields."""
MEDIA = _tags("audio canvas img input picture source track video")
"""Pictures, video and sound."""
INLINE = _tags("""
    a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr output q rp rt ruby s
    samp small span strike strong sub sup time tt u var wbr
""")
"""Elements inside a line: text runs on through them."""
GATHERING = _tags("blockquote figure li ol pre table ul")
"""Blocks whose text is put together from several elements."""
HEADINGS = {f"h{level}": level for level in range(1, 7)}
"""Headings and their levels."""
ASIDES = _tags("aside footer nav")
"""Sections beside the content of a page, by the HTML standard."""
OUTSIDE = ASIDES | _tags("a button dialog figcaption figure form noscript select")
"""Elements whose text is not prose of the article, whatever their class names."""
STORY = _tags("article main")
"""Elements that hold the content of a page, by the HTML standard."""

BLOCKS = _selector("p div section h1 h2 h3 h4 ul ol blockquote table figure img form iframe")
"""What a single line of text does not contain."""
TEXT_HOLDERS = _selector("div section article td li dd pre span font center blockquote main")
"""Elements that may hold an article's text without paragraphs."""
SPECIAL = _selector("""
    address article aside audio blockquote br button center dd details dialog div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hr iframe img li main math nav noscript object ol p picture pre script
    section select style summary svg table template textarea ul video
""")
"""Elements that make what they stand in more than plain inline text."""

REOPENED = _tags("b big code em font i s small strike strong tt u")
"""Formatting elements: a parser opens them again in every block that follows until they are closed."""
NEVER_NESTED = _tags("""
    area base br col embed hr img input link meta param source track wbr p li dt dd option tr td th thead tbody tfoot
    optgroup colgroup rp rt html head body
""")
"""Elements that a parser never nests: void, or closed by the next of their kind."""
