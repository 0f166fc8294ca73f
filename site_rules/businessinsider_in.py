"""Business Insider India (businessinsider.in): the Indian edition, run by Times Internet until 2024.

Much of it is the American site's copy with its link lines. Above the text stand a breadcrumb, the headline twice and
a glued "Politics2 min read"; a summary list may come first; after the last sentence a line "READ MORE ARTICLES ON"
opens the tags, and ad labels follow. Ads of several generations stand between the paragraphs.
"""

from scraper.rules import SiteRule, ad, affiliate, caption, furniture, related
from site_rules._shared import INSIDER_WORDING

RULE = SiteRule(
    domains=("businessinsider.in",),
    body=(
        "article .summary-list, article .Normal",  # the summary list is on some stories only
        "article .Normal",
        "[data-articlebody]",  # seen on the sister site, The Times of India
        "div.ArtInnerCont > div.mobile_padding",  # 2017; holds headline and byline too
    ),
    title=("article h1", ".mobile_padding h1"),
    authors=(".ByLine .Name",),
    published=("span.Date", "[itemprop=datePublished]"),
    remove=(
        *INSIDER_WORDING,
        ad(
            "[id^=gpt-], .article-ad-container, [data-fn*=data-ad-slot], .ad-brdr-btm, li[class*=display-], "
            ".leaderboard-scrollable-cont, .leaderboard-scrollable-btf-cont, .mrec-atf-sticky, .mrec-btf-cont, "
            ".mrec-scrollable-cont, .mrec-hp-scrollable-cont"
        ),
        ad(".bg-slate-100", text=r"^Advertisement"),  # the class alone is only a colour
        ad("div:has(> h2 + div)", text=r"^Promoted Stories"),
        affiliate(".tgp_slider"),
        caption(".image .caption"),
        furniture(text=r"^scorecard$"),
        related(text=r"^READ MORE ARTICLES ON", tail=True),
    ),
    generic_body=True,  # no body selector after 2017 has been confirmed
)
