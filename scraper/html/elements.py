"""HTML elements grouped by their effect on text: sets of tags, and selectors of tags.

A set that only one decision uses, such as the tags of captions, is defined beside that decision.
"""

from __future__ import annotations


def _tags(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _selector(text: str) -> str:
    return ",".join(text.split())


INVISIBLE = _tags("""
    embed head iframe link map math meta noembed noframes noscript object script style svg template title xml
""")
"""Elements whose content is never displayed as text."""
CONTROLS = _tags("button datalist dialog meter option progress select textarea")
"""Controls: buttons, menus, fields."""
MEDIA = _tags("audio canvas img input picture source track video")
"""Pictures, video and sound."""
INLINE = _tags("""
    a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr output q rb rp rt rtc ruby
    s samp slot small span strike strong sub sup time tt u var wbr
""")
"""Elements inside a line of text."""
FORMATTING = _tags("""
    a abbr acronym b code data del dfn em i ins kbd q rt ruby s samp strike strong sub sup tt u var
""")
"""Inline elements that mean something, which the spans of a text keep."""
PLAYERS = _tags("audio iframe video")
"""Elements that show something embedded."""
GATHERING = _tags("blockquote figure li ol pre table ul")
"""Blocks whose text comes from several elements."""
HEADINGS = {f"h{level}": level for level in range(1, 7)}
"""Headings and their levels."""
ASIDES = _tags("aside footer nav")
"""Sections beside the content of a page, by the HTML standard."""
OUTSIDE = ASIDES | _tags("a button dialog figcaption figure form noscript select")
"""Elements whose text is not prose of the article, whatever their class names."""
STORY = _tags("article main")
"""Elements that contain the content of a page, by the HTML standard."""

BLOCKS = _selector("p div section h1 h2 h3 h4 ul ol blockquote table figure img form iframe")
"""Elements that a single line of text does not contain."""
TEXT_HOLDERS = _selector("div section article td li dd pre span font center blockquote main i em b strong")
"""Elements that may contain an article's text without paragraphs."""
SPECIAL = _selector("""
    address article aside audio blockquote br button center dd details dialog div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hr iframe img li main math nav noembed noframes noscript object ol p
    picture pre script section select style summary svg table template textarea ul video
""")
"""Elements whose container holds more than plain inline text."""

REOPENED = _tags("b big code em font i s small strike strong tt u")
"""Formatting elements, which a parser reopens in every following block until they are closed."""
NEVER_NESTED = _tags("""
    area base br col embed hr img input link meta param source track wbr p li dt dd option tr td th thead tbody tfoot
    optgroup colgroup rp rt html head body
""")
"""Elements that a parser never nests: void ones, and those closed by the next of their kind."""
