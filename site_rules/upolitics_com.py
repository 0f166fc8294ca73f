"""uPolitics (upolitics.com) and uInterview (uinterview.com): two sites of one newsroom with one WordPress theme.

A newsletter box of two lines is between the second and the fourth paragraph. The text is followed by a line of tags, an
app promotion with two buttons, and the comment form. All of these are ordinary paragraphs and can be recognised only by
their wording; the ad slots have names or a distinctive style attribute.
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
    generic_body=True,  # the class names are WordPress defaults: no page of either site has been examined
)
