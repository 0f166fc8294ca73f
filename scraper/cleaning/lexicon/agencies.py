"""Who takes, sells and hands out pictures: the names that stand at the end of a credit."""

from __future__ import annotations

import re

_NAMES = """
Getty Images|Getty|Reuters|REUTERS|AFP|AP Photo|AP Images|AP|Associated Press|EPA-EFE|EPA|EFE|Shutterstock
iStockphoto|iStock|Alamy|ZUMA Press|ZUMA Wire|ZUMA|Wikimedia Commons|Wikimedia|Flickr|Bloomberg|Rex Features|Rex
REX|PA Wire|PA Media|PA Images|PA|Corbis|Redux|Sipa USA|Sipa Press|Sipa|Polaris|dpa|DPA|Imago|IMAGO|Keystone
ANSA|Xinhua|TASS|Anadolu|NurPhoto|Magnum|Unsplash|Pexels|Pixabay|Thinkstock|WireImage|FilmMagic|Newscom
Splash News|Backgrid|CQ-Roll Call|CQ Roll Call|Pool|Facebook|Instagram|Twitter|YouTube|Screenshot|Handout|AAP|CP
The Canadian Press|Tribune News Service|TNS|UPI|IPx|Icon Sportswire|USA Today Sports|Contributor|Planet Pix
"""
AGENCIES = tuple(name for line in _NAMES.split("\n") for name in line.split("|") if name)
"""The names, as they are written."""
AGENCY = "(?:" + "|".join(re.escape(name) for name in sorted(AGENCIES, key=len, reverse=True)) + ")"
"""A pattern for any of them, the longest first."""
LAST_WORDS = frozenset(name.split()[-1].lower() for name in AGENCIES) | {"images"}
"""The last words of their names, in lower case."""
GLUED = ("Reuters", "Getty Images", "AP Photo", "Shutterstock", "AFP", "EPA", "Associated Press")
"""Those that flattening is known to glue to the sentence before them."""
PLATFORMS = frozenset(
    ("facebook", "instagram", "twitter", "youtube", "bloomberg", "pool", "screenshot", "handout", "contributor", "cp")
)
"""Those whose bare name may as well be a subhead."""
