"""The Morrow Ledger (127.0.1.1), a host of the farm: one template, with a letter and links inside."""

from scraper.rules import SiteRule, newsletter, related

RULE = SiteRule(
    domains=("127.0.1.1",),
    body=("div.ml-story",),
    subtitle=("p.ml-standfirst",),
    authors=("p.ml-writer",),
    remove=(newsletter("div.ml-letter"), related("div.ml-more")),
)
