"""The vocabulary of site rules.

A rule is a value that names the domains, the body, and what is removed from it. The function that makes a matcher
names the reason, so nothing is removed without one::

    newsletter("p.tide-letter")                              # an element, by CSS selector
    donation(text=r"^The Post has no owner", through=r"^Give today$")   # a run of blocks, by wording
    furniture(text=r"^To report an error, ", tail=True)      # a block and everything after it
    keep("aside.factbox")                                    # stays, even if a general rule would remove it

Text patterns match at the start of a block and remove the complete block, in HTML and in flattened text.
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
    """What a rule removes or keeps: by `selector`, by `text`, or by both (an element whose text matches).

    `reason` is the reason for the removal; None keeps the match, even if a general rule would remove it. `text` is a
    regular expression for RE2, anchored with `^` and matched against the first 1,000 characters of a block, ignoring
    case and accents. `through` extends the match to the next block that matches it (12 blocks at most), `tail` to the
    end of the article.

    Raises InvalidRule for a pattern that is not anchored or matches anything, and for a matcher without criteria.
    """

    reason: Reason | None
    selector: str = ""
    text: str = ""
    through: str = ""
    tail: bool = False

    def __post_init__(self) -> None:
        for field in ("selector", "text", "through"):
            if not isinstance(getattr(self, field), str):
                raise InvalidRule(_caller(), f"{self.verb}(): {field}= must be a str, not {getattr(self, field)!r}")
        if not self.selector and not self.text:
            raise InvalidRule(_caller(), f"{self.verb}(): give it a selector, or text=")
        if self.reason is None and (self.through or self.tail):
            raise InvalidRule(_caller(), f"{self}: keep() takes neither through= nor tail=: write one keep() per block")
        if self.through and not self.text:
            raise InvalidRule(_caller(), f"{self}: through= needs text=, the first block of the run")
        if self.through and self.tail:
            raise InvalidRule(_caller(), f"{self}: through= and tail= exclude each other: use one of them")
        for field in ("text", "through"):
            fault = pattern_fault(getattr(self, field))
            if fault:
                raise InvalidRule(_caller(), f"{self}: {field}= {fault}")

    @property
    def verb(self) -> str:
        """The function that makes such a matcher: the reason, or keep."""
        return self.reason.value if self.reason is not None else "keep"

    def __str__(self) -> str:
        parts = [repr(self.selector)] if self.selector else []
        parts += [f"{name}={getattr(self, name)!r}" for name in ("text", "through") if getattr(self, name)]
        parts += ["tail=True"] if self.tail else []
        return f"{self.verb}({', '.join(parts)})"


@dataclass(frozen=True, slots=True)
class SiteRule:
    """Where the article is on the pages of one site, and what is removed from it.

    `domains` cover their subdomains. `body` alternatives are CSS selectors tried in order, one for each template; the
    first whose comma-separated parts all match wins, and its outermost matches, in page order, are the body. With
    `generic_body` the generic route is used if none matches, and `Article.origin` records it; otherwise LayoutChanged
    is raised. `remove` lists the matchers of what is removed, and with `keep(…)` of what stays.
    `title`, `subtitle` and `authors` are CSS selectors tried in order before the page's metadata, whose headline may be
    meant for sharing; `published` and `section` are tried if the metadata is missing or less exact.
    `repair` is a function that corrects broken HTML before it is parsed.

    Raises InvalidRule for a field of the wrong type.
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
                raise InvalidRule(_caller(), f"{field}= must be a tuple of strings, not {value!r}")
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
            raise InvalidRule(_caller(), "body= is empty: name a selector, or set generic_body=True")


@dataclass(frozen=True, slots=True)
class NamedRule:
    """A site rule with its module, to which receipts, `Article.origin` and recorded cases refer.

    `module` is a dotted name, a file with its folder, or "" for a rule that a caller made; `about` is the first line of
    the module's docstring; `ours` is set for the rules of this distribution.
    """

    module: str
    rule: SiteRule
    about: str = ""
    ours: bool = False

    @property
    def site(self) -> str:
        """The last part of the module's name, which is also the name of the folder of recorded cases."""
        return self.module.removesuffix(".toml").removesuffix(".py").replace("/", ".").rpartition(".")[2]

    def receipt_name(self, matcher: Matcher) -> str:
        """The name of a matcher in receipts, such as "site_rules.theweek_com: newsletter('p.signup')"."""
        return f"{self.module or 'rule'}: {matcher}"


def _caller() -> str:
    """The module that defines a rule: the first frame outside this module and the code that dataclasses generate."""
    frame = sys._getframe(1)
    while frame.f_back is not None and frame.f_globals.get("__name__") == __name__:
        frame = frame.f_back
    return str(frame.f_globals.get("__name__", "?"))


def _verb(reason: Reason | None) -> Callable[..., Matcher]:
    def matcher(selector: str = "", *, text: str = "", through: str = "", tail: bool = False) -> Matcher:
        return Matcher(reason, selector, text, through, tail)

    matcher.__name__ = matcher.__qualname__ = reason.value if reason is not None else "keep"
    matcher.__doc__ = f"A matcher whose receipts carry the reason {reason}." if reason else "A matcher that keeps."
    return matcher


keep = _verb(None)

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
unwanted = _verb(Reason.UNWANTED)
