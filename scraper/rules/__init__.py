"""The words a site rule is written in.

A rule is a value: which domains, where the body is, what leaves it and why. The verb of a matcher is the reason, so
nobody can take something out without saying why::

    newsletter("p.tide-letter")                              # an element, by CSS selector
    donation(text=r"^The Post has no owner", through=r"^Give today$")   # a run of blocks, by wording
    furniture(text=r"^To report an error, ", tail=True)      # a block and everything after it

Text patterns are matched at the start of a block and take the whole block. They work on flattened text as on HTML.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass

from scraper.errors import InvalidRule
from scraper.model import Reason
from scraper.rules.patterns import pattern_fault

_DOMAIN = re.compile(r"[a-z0-9][a-z0-9-]{0,62}(?:\.[a-z0-9][a-z0-9-]{0,62}){1,8}")


@dataclass(frozen=True, slots=True)
class Matcher:
    """One thing a rule takes out: by `selector`, by `text`, or both (an element whose text matches).

    Raises InvalidRule for a pattern that is unanchored or could run away, and for a matcher that matches nothing.
    """

    reason: Reason
    selector: str = ""
    text: str = ""
    through: str = ""
    tail: bool = False

    def __post_init__(self) -> None:
        for field in ("selector", "text", "through"):
            if not isinstance(getattr(self, field), str):
                raise InvalidRule(
                    _caller(), f"{self.reason}(): {field}= must be a string, and is {getattr(self, field)!r}"
                )
        if not self.selector and not self.text:
            raise InvalidRule(_caller(), f"{self.reason}(): give it a selector, or text=")
        if self.through and not self.text:
            raise InvalidRule(_caller(), f"{self}: through= needs text=, the first block of the run")
        if self.through and self.tail:
            raise InvalidRule(_caller(), f"{self}: through= and tail= exclude each other")
        for field in ("text", "through"):
            fault = pattern_fault(getattr(self, field))
            if fault:
                raise InvalidRule(_caller(), f"{self}: {field}= {fault}")

    def __str__(self) -> str:
        parts = [repr(self.selector)] if self.selector else []
        parts += [f"{name}={getattr(self, name)!r}" for name in ("text", "through") if getattr(self, name)]
        parts += ["tail=True"] if self.tail else []
        return f"{self.reason}({', '.join(parts)})"

    def in_receipts(self, module: str) -> str:
        """What receipts call this matcher of the rule in `module`."""
        return f"{module}: {self}"


@dataclass(frozen=True, slots=True)
class SiteRule:
    """What is article on one site.

    `domains` cover their subdomains. `body` alternatives are tried in order, one a template generation; the first that
    matches anything wins, and all its outermost matches, in page order, are the body. With `generic_body` the generic
    route chooses where no alternative matches, and `Article.source` says so; without it that is `LayoutChanged`.
    `title`, `subtitle` and `authors` are CSS selectors tried in order before the page's metadata, whose headline may be
    one for sharing; `published` and `section` are tried where the metadata says nothing, or less exactly.
    `repair` mends HTML that is broken before it is parsed.

    Raises InvalidRule for a field of the wrong shape.
    """

    domains: tuple[str, ...]
    body: tuple[str, ...]
    remove: tuple[Matcher, ...] = ()
    title: tuple[str, ...] = ()
    subtitle: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    generic_body: bool = False
    repair: Callable[[str], str] | None = None

    def __post_init__(self) -> None:
        for field in ("domains", "body", "title", "subtitle", "authors", "published", "section"):
            value = getattr(self, field)
            if not isinstance(value, tuple) or not all(isinstance(item, str) and item for item in value):
                raise InvalidRule(_caller(), f"{field}= must be a tuple of strings, and is {value!r}")
        if not isinstance(self.remove, tuple) or not all(isinstance(item, Matcher) for item in self.remove):
            raise InvalidRule(_caller(), "remove= must be a tuple of matchers such as newsletter('p.signup')")
        if not self.domains:
            raise InvalidRule(_caller(), "domains= is empty: name at least one, without www.")
        for domain in self.domains:
            if not _DOMAIN.fullmatch(domain) or domain.startswith("www."):
                raise InvalidRule(_caller(), f"domains= {domain!r}: write 'example.org': lower case, no www., no path")
        if not isinstance(self.generic_body, bool) or not (self.repair is None or callable(self.repair)):
            raise InvalidRule(_caller(), "generic_body= must be True or False, repair= a function of the page's HTML")
        if not self.body and not self.generic_body:
            raise InvalidRule(_caller(), "body= is empty: name a selector, or say generic_body=True")


def _caller() -> str:
    """The module that is being loaded: the first frame outside this one and the code dataclasses generate."""
    frame = sys._getframe(1)
    while frame.f_back is not None and frame.f_globals.get("__name__") == __name__:
        frame = frame.f_back
    return str(frame.f_globals.get("__name__", "?"))


def _verb(reason: Reason) -> Callable[..., Matcher]:
    def matcher(selector: str = "", *, text: str = "", through: str = "", tail: bool = False) -> Matcher:
        return Matcher(reason, selector, text, through, tail)

    matcher.__name__ = matcher.__qualname__ = reason.value
    matcher.__doc__ = f"A matcher whose cuts are receipted as {reason.value}."
    return matcher


newsletter = _verb(Reason.NEWSLETTER)
donation = _verb(Reason.DONATION)
subscription = _verb(Reason.SUBSCRIPTION)
ad = _verb(Reason.AD)
app_promo = _verb(Reason.APP_PROMO)
related = _verb(Reason.RELATED)
share = _verb(Reason.SHARE)
comments = _verb(Reason.COMMENTS)
author_bio = _verb(Reason.AUTHOR_BIO)
title = _verb(Reason.TITLE)
subtitle = _verb(Reason.SUBTITLE)
breadcrumb = _verb(Reason.BREADCRUMB)
byline = _verb(Reason.BYLINE)
date = _verb(Reason.DATE)
caption = _verb(Reason.CAPTION)
credit = _verb(Reason.CREDIT)
duplicate = _verb(Reason.DUPLICATE)
consent = _verb(Reason.CONSENT)
event = _verb(Reason.EVENT)
affiliate = _verb(Reason.AFFILIATE)
poll = _verb(Reason.POLL)
player = _verb(Reason.PLAYER)
contact = _verb(Reason.CONTACT)
syndication = _verb(Reason.SYNDICATION)
furniture = _verb(Reason.FURNITURE)
