"""The Week (theweek.com, formerly also theweek.co.uk): a weekly digest with a daily site, of Future plc since 2021.

Four templates are still served or archived: Future's (`#article-body`, since 2023/24), the React pages of Dennis
Publishing (`polaris__`, December 2020 to 2023), the site's own CMS (`div.article-body`, 2014 to 2020), and its
predecessor (`#nfBodyText`, until 2014).

Newsletter and subscription boxes begin and end the body, and recur between paragraphs. On pages rendered without
scripts these boxes are plain headings and paragraphs, so they also have text matchers. `p.paywall` is the story: Future
marks every metered paragraph with it.
"""

from scraper.rules import SiteRule, ad, affiliate, newsletter, player, related, share, subscription, syndication

RULE = SiteRule(
    domains=("theweek.com", "theweek.co.uk"),
    body=(
        "#article-body",
        ".article__body",
        ".polaris__content .polaris__simple-grid--main",
        "div.article-body",
        "#nfBodyText",
    ),
    title=(".header__title", "h1.polaris__heading.-content-title", "#nfHeadline", "article header h1"),
    subtitle=(".header__strapline", ".polaris__heading.-content-subtitle", "header p.strapline"),
    authors=(
        "a.author-byline__link",
        ".polaris__post-meta--author a, .polaris__post-meta--author-name a",
        "body.append-mat .author",
    ),
    published=(".polaris__date",),
    section=(".article-type__breadcrumb", "nav.breadcrumb li:last-child"),
    remove=(
        newsletter(".blueconic-article__wrapper, .slice-container-newsletterForm, .newsletter-form__wrapper"),
        newsletter(text=r"^Sign up for The Week['’]s Free Newsletters?", through=r"^Sign up$"),
        newsletter(text=r"^Want more essential commentary and analysis"),
        subscription(
            "#art-subscribe-unit-outer, .subscribe-module, #nfArticleSubscribe, .articleSubscribe, .fourFreeBar, "
            ".magazineBox"
        ),
        subscription(text=r"^Subscribe to The Week$", through=r"^SUBSCRIBE & SAVE$"),
        syndication(text=r"^This article was first published in the latest issue of The Week magazine"),
        ad(".ad-unit, .dfp-leaderboard-container, .ad_wrap, .appendedAds, .right-ad-container, .oop-ad"),
        player(".van_vid_carousel, .jwplayer__wrapper, [data-component-name^=JwPlayer]"),
        affiliate(".hawk-root, .hawk-base, .hawk-nest, #affiliate-disclaimer"),
        share("#utility-bar, .socialite-widget, .nfSocial, #sm_iconset"),
        related(
            "aside, .fancy-box, .related-articles-block, .slice-container-popularBox, .recirc-feed, "
            ".polaris__related-links--list-item"
        ),
    ),
    generic_body=True,  # the names in the current template are known, but not how they nest
)
