"""Northreach Record (127.0.1.5), a host of the farm: one template, with a letter and links inside."""

from scraper.rules import SiteRule, newsletter, related

RULE = SiteRule(
    domains=("127.0.1.5",),
    body=("div.nr-content",),
    subtitle=("p.nr-sub",),
    authors=("p.nr-reporter",),
    remove=(newsletter("div.nr-join"), related("div.nr-list")),
)
