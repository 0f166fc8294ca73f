"""Mother Jones (motherjones.com): non-profit magazine, WordPress since April 2017, Drupal before.

A sign-up sentence precedes the first paragraph without a break (`.mj-text-cta`). The donation appeal follows the last
paragraph; its wording changes every few weeks. Scripts move house promotions and ads from a container at the end of the
page to between the paragraphs. Pull quotes repeat or shorten sentences of the text. The columns in which the editors
ask for donations are articles and must be kept.
"""

from scraper.rules import SiteRule, ad, author_bio, donation, duplicate, furniture, newsletter, related

RULE = SiteRule(
    domains=("motherjones.com",),
    body=(
        "#fullwidth-body",  # full-width features, inside an article.entry-content
        "article.entry-content",
        "#content-area",  # Drupal, until 2017
    ),
    title=("h1.entry-title",),
    subtitle=("h2.dek", "h3.dek"),
    authors=(
        ".entry-header h3.byline a[rel=author]",  # not a.byline-bio[rel=author], whose text is "Bio"
        ".entry-header .byline-dateline a[rel=author]",
        "p.byline a",
    ),
    section=(".mj-top-flag .post-categories a",),
    remove=(
        newsletter(
            ".mj-text-cta, .mj-house-newsletter-promo-widget, .newsletter-signup, .sailthru-signup-widget, "
            ".signup-small"
        ),
        newsletter(text=r"^Looking for news you can trust"),
        donation(
            ".mj-house-promo-widget, .incontent-promo, .promo-all, .mj-article-bottom-membership-widget, "
            ".mj-article-bottom-membership-widget-mobile, p.members-like-you"
        ),
        donation(text=r"^payment methods$"),
        donation(text=r"^(?:Signed by [^.!?]{2,40}|Headshot of [^.!?]{2,60} of Mother Jones)$"),  # in an appeal letter
        ad(".mj-floating-ad-wrapper, .mj-incontent-ad-widget, .mj-connatix-player-widget, .htl-ad-spot"),
        duplicate(".pullquote-left, .pullquote-right, .pullquote"),
        related(text=r"^We Recommend$", tail=True),
        furniture(
            ".node-header, .hdr-tools, .node-body-break, .node-pager, .node-footer, .post-continues, "
            ".post-continued-from-above"
        ),
        author_bio(".author-bio"),
    ),
    generic_body=True,  # no page of the site has been examined since 2023
)
