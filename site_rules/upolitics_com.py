"""uPolitics (upolitics.com) and uInterview (uinterview.com): two names of one newsroom and one WordPress theme.

A newsletter box of two lines stands between the second and the fourth paragraph. After the text come a line of tags,
an offer of the app with its two buttons, and the comment form. All of them are ordinary paragraphs, so their wording
has to tell them; the ad slots have names or one telling style attribute.
"""

from scraper.rules import SiteRule, ad, app_promo, comments, newsletter, related

RULE = SiteRule(
    domains=("upolitics.com", "uinterview.com"),
    body=(".entry-content",),
    title=("h1.entry-title",),
    authors=(".entry-meta a[rel=author]",),
    published=("time.entry-date",),
    remove=(
        ad(
            "[style='padding-top:20px; text-align:center;'], .rect-min-height, #above-content, #below-content, "
            "#CrowdIgnite, [id^=MarketGid]"
        ),
        newsletter(text=r"^A week of political news in your in-?box", through=r"^We find the news you need to know"),
        app_promo(text=r"^Get the free (?:uPolitics|uInterview) mobile app", through=r"^iPhone Android$"),
        app_promo(text=r"^Get the podcast, subscribe here"),
        related(text=r"^Read more about:"),
        comments(text=r"^Leave a comment$", tail=True),
    ),
    generic_body=True,  # the class names are those of stock WordPress: no page of either site has been described
)
