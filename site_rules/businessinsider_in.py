"""Business Insider India (businessinsider.in): the Indian edition, run by Times Internet until 2024.

Many stories are the American site's, with its link lines. Above the text are a breadcrumb, the headline twice and
"Politics2 min read" without a space; some stories begin with a summary list. After the text, the line "READ MORE
ARTICLES ON" precedes the tags, followed by ad labels. Ads of several generations are between the paragraphs.
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
    generic_body=True,  # the body selectors for pages after 2017 are not confirmed
)
