"""Pell Harbour Times (127.0.1.2), a host of the farm: one template, with a letter and links inside."""

from scraper.rules import SiteRule, newsletter, related

RULE = SiteRule(
    domains=("127.0.1.2",),
    body=("section.pht-copy",),
    subtitle=("p.pht-deck",),
    authors=("p.pht-by",),
    remove=(newsletter("div.pht-mail"), related("div.pht-links")),
)
