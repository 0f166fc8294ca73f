"""The Ashby Courier (127.0.1.4), a host of the farm: one template, with a letter and links inside."""

from scraper.rules import SiteRule, newsletter, related

RULE = SiteRule(
    domains=("127.0.1.4",),
    body=("article.ac-main",),
    subtitle=("p.ac-lead",),
    authors=("p.ac-name",),
    remove=(newsletter("div.ac-inbox"), related("div.ac-see")),
)
