"""Business Insider (businessinsider.com): three templates, changed in about 2019 and on 24 March 2025.

In the current one, every `<article>` is a teaser with a placeholder sentence, not the story. A newsletter form, offers
and lists of related stories are placed between the paragraphs; link lines ("Read more:") are themselves paragraphs.
`p.premium`, `.premium-content` and `.content-lock-content` contain the story, not the paywall.
"""

from scraper.rules import (
    SiteRule,
    ad,
    app_promo,
    caption,
    credit,
    furniture,
    newsletter,
    related,
    subscription,
    syndication,
)
from site_rules._shared import INSIDER_WORDING

RULE = SiteRule(
    domains=("businessinsider.com",),
    body=(
        ".post-summary-bullets, section.post-body-content",  # since 24 March 2025; the next is without a summary
        "section.post-body-content",
        ".slideshow-container",  # slideshows until then
        "article .content-lock-content",  # stories from about 2019 until then
        "div.KonaBody.post-content",  # before 2019
        "div.news-content",  # markets.businessinsider.com
    ),
    title=("h1.headline", "h1.post-headline", ".sl-layout-post > h1"),
    authors=(".byline-author-name", ".byline a[rel=author]", "li.publication-author"),
    published=("time.timestamp", "time.byline-timestamp", ".date-heat"),
    section=(".post-overline .breadcrumb", ".post-breadcrumbs a", ".category-wrapper .category-link"),
    remove=(
        *INSIDER_WORDING,
        ad(".in-post-sticky, .ad-callout-wrapper, .ad-label, .ad-wrapper, [id^=gpt-], .slideshow-vaop-ad, .l-ad"),
        newsletter(".inline-newsletter-signup"),
        subscription(".inline-backup-paywall, .inline-offer, .piano-inline-offer, .login-prompt"),
        subscription(text=r"^Become an Insider\b"),
        app_promo(text=r"^(?:Have an (?:Amazon )?Alexa device\?|Access your favorite topics\b)"),
        related(
            ".related-posts, .content-recommendations-component, .in-content-recirc, #related-links, "
            "#see-also-links, article.tout"
        ),
        related(text=r"^Related stories$"),
        related(text=r"^Read next$", tail=True),
        caption(".image-container p.caption"),
        credit(".image-container p.source"),
        syndication("p.disclaimer"),
        furniture(".post-pagination"),
        furniture(text=r"^Business Insider tells the innovative stories\b"),  # in teasers that did not load
    ),
    generic_body=True,  # no slideshows or live blogs have been examined since the redesign of 2025
)
