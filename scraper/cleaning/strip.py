"""Which elements of the body leave it by selector: what the site rule names, then what is the same on every site."""

from __future__ import annotations

from collections.abc import Sequence

from scraper.cleaning.dom import Node
from scraper.cleaning.lines import Cut
from scraper.cleaning.normalise import tidy
from scraper.model import Reason
from scraper.patterns import matches
from scraper.rules import Matcher

MOST_SHARE = 0.4
"""A general selector never takes an element that holds more than this share of the body's text."""

_GENERAL = (
    Matcher(Reason.CAPTION, "figcaption, .wp-caption-text, [itemprop='caption']"),
    Matcher(Reason.CREDIT, ".media-credit, .image-credit, .photo-credit, [itemprop=copyrightHolder]"),
    Matcher(Reason.BREADCRUMB, "nav[aria-label*=breadcrumb i], .breadcrumb, .breadcrumbs, [itemtype$=BreadcrumbList]"),
    Matcher(Reason.FURNITURE, "nav, [role=navigation], [role=search], .screen-reader-text, .visually-hidden, .sr-only"),
    Matcher(Reason.NEWSLETTER, "form, [class*=newsletter-signup i], [class*=newsletter-form i], [id*=newsletter i]"),
    Matcher(Reason.SHARE, "[class*=social-share i], [class*=share-buttons i], [class*=sharedaddy i], .addtoany_share_save_container"),
    Matcher(Reason.COMMENTS, "#comments, #disqus_thread, [class*=comment-list i], [class*=comments-area i]"),
    Matcher(Reason.AD, "ins.adsbygoogle, [id^=div-gpt-ad], [id^=gpt-], .ad-slot, .advertisement, [class*=taboola i], [id*=taboola i], [class*=outbrain i]"),
)


def find_cuts(roots: Sequence[Node], matchers: Sequence[Matcher], module: str) -> dict[int, Cut]:
    """Elements inside `roots` that a selector takes: `mem_id` → why. The rule of the site comes before the general ones."""
    cuts: dict[int, Cut] = {}
    own = {root.mem_id for root in roots}
    for matcher in matchers:
        if matcher.selector:
            for node in _hits(roots, matcher.selector):
                if node.mem_id not in own and (not matcher.text or matches(matcher.text, tidy(node.text(separator=" ")))):
                    cuts.setdefault(node.mem_id, Cut(matcher.reason, f"{module}: {matcher}", matcher.tail))
    whole = sum(len(root.text()) for root in roots)
    for matcher in _GENERAL:
        for node in _hits(roots, matcher.selector):
            if node.mem_id not in own and node.mem_id not in cuts and len(node.text()) <= MOST_SHARE * whole:
                cuts[node.mem_id] = Cut(matcher.reason, f"cleaning.strip: {matcher}")
    return cuts


def _hits(roots: Sequence[Node], selector: str) -> list[Node]:
    return [node for root in roots for node in root.css(selector)]
