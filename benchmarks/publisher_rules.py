"""Rules for fourteen publishers of the corpus, to measure the speed and quality of cleaning with a rule.

Only the benchmarks use them. Each covers the templates of the pages in the corpus, 2019 to 2025, and the boxes that no
general rule recognises.
"""

from __future__ import annotations

from scraper.rules import SiteRule, ad, caption, date, furniture, newsletter, player, related, subscription

RULES = (
    SiteRule(
        domains=("latimes.com",),
        body=("[data-element=story-body]", "div.RichTextArticleBody-body"),
        remove=(ad("div.google-dfp-ad-wrapper"), furniture("div.story-stack-item-number")),
    ),
    SiteRule(
        domains=("telegraph.co.uk",),
        body=(
            "div.tpl-live-blog__summary [data-js=article-body], div.live-stream",
            "[data-test=standfirst], [data-js=article-body]",
            "[data-js=article-body]",
            "div.js-article-inner",
        ),
        remove=(date("time.live-stream__updated-timestamp"),),
    ),
    SiteRule(
        domains=("theguardian.com",),
        body=("div.article-body-viewer-selector", "div.content__article-body"),
        remove=(newsletter("figure a[data-ignore=global-link-styling]"),),
    ),
    SiteRule(
        domains=("theintercept.com",),
        body=("div.entry-content__content", "div.PostContent"),
        remove=(newsletter("div.newsletter-embed"),),
    ),
    SiteRule(
        domains=("thenation.com",),
        body=("article.blocks-wrapper", "div.article-body-inner"),
        remove=(subscription(text=r"^Current Issue$"),),
    ),
    SiteRule(domains=("inews.co.uk",), body=("div.article-content",)),
    SiteRule(domains=("freebeacon.com",), body=("div.article-content",)),
    SiteRule(domains=("occupydemocrats.com",), body=("div.post-content",)),
    SiteRule(
        domains=("newyorker.com",),
        body=("div.body__inner-container",),
        remove=(newsletter("[data-testid=GenericCallout]"),),
    ),
    SiteRule(
        domains=("waz.de",),
        body=("div.expressive-copy-lg.mb-7, div.article-body", "div.article-body", "div.article__body"),
        remove=(newsletter("div.not-prose section"), newsletter(text=r"^Exklusive Politik-Hintergründe")),
    ),
    SiteRule(
        domains=("dw.com",),
        body=("p.intro, div.longText", "div.content-area"),
        remove=(caption("div.picBox"), player("div.vjs-wrapper")),
    ),
    SiteRule(
        domains=("faz.net",),
        body=(
            "p.atc-IntroText, div.atc-Text",
            "div.header-teaser, div.body-elements",
            "[data-external-selector=header-teaser], div.walled-content",
        ),
    ),
    SiteRule(
        domains=("n-tv.de",),
        body=("div.article__text", "div.wrapper-article"),
        remove=(related("div.article__related"),),
    ),
    SiteRule(
        domains=("techcrunch.com",),
        body=("div.article-content", "div.entry-content"),
    ),
)
