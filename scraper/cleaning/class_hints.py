"""What the class names and ids of an element say of it, where the web at large agrees on the word."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from scraper.html.dom import Node
from scraper.model import Reason

_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_STATES = frozenset(
    ["with", "has", "no", "without", "is", "not", "non", "hide", "show", "after", "before", "elementor"]
)
"""Words that void the next: states, and a page builder that calls each of its parts a widget."""
_MOST_NAME = 500
_TOPICS = ("tag-", "category-", "topic-", "cat-", "post_tag-")
"""What a story is about, written into the class names of the element that holds it."""
_FIRM = {
    Reason.NEWSLETTER: """
        newsletter newsletters nlsignup mailchimp mc4wp emailsignup newsletter-signup newsletter-box mailinglist
    """,
    Reason.SHARE: """
        share-bar sharebar share-buttons sharing sharethis sharedaddy addtoany addthis social-share
        social-sharing share-tools sharetools share-links social-links social-icons social-buttons social-media
        sharing-buttons socialshare sharebuttons social-bar article-share post-share share-article share-post
        share-icons share-button share-btn sd-sharing
    """,
    Reason.COMMENTS: """
        comments commentlist comment-list comments-area commentarea disqus disqus-thread fb-comments respond
        comment-form comment-respond comments-section reader-comments viafoura spotim article-comments
        comment-section commentlinks kommentare kommentar commentaires comentarios comentario kommentarer
        leserkommentare
    """,
    Reason.AUTHOR_BIO: """
        author-bio authorbio author-box authorbox about-author abouttheauthor the-author bio-box
        author-description author-profile author-info author-card authors-bio article-bio
    """,
    Reason.RELATED: """
        related relatedposts related-posts related-articles relatedarticles related-content related-stories
        related-links related-news recommended recommendations recommendation most-read mostread most-popular
        mostpopular most-viewed trending read-next readnext read-also more-stories more-from
        more-news more-on you-may jp-relatedposts crp-related yarpp yarpp-related outbrain taboola zergnet
        next-article prev-article next-post prev-post next-prev prev-next post-nav post-navigation nav-links
        nav-previous nav-next see-also seealso also-read latest-news latest-posts latest-articles popular-posts
        further-reading relates linkbox factbox fact-box infobox info-box wp-embedded next-up up-next
        link-box linklist saiba-mais leia-mais leia-tambem lea-tambien lee-tambien leer-tambien leer-mas ver-mas
        puede-interesar relacionados relacionadas lire-aussi voir-aussi leggi-anche lees-ook
        mehr-zum weiterlesen czytaj-tez czytaj-takze czytaj-wiecej zobacz-tez zobacz-takze
    """,
    Reason.AD: """
        advertisement advertising adsbygoogle ad-slot adslot ad-container ad-wrapper ad-unit adunit ad-banner
        ad-box adbox ads advert adverts advertisment ad-label gpt-ad div-gpt dfp dfp-ad google-ad mpu
        leaderboard sponsored sponsor code-block ad-block adblock werbung anzeige publicidad publicite reklama
        ad-placeholder ad-text outstream teads inarticle-ad ad
    """,
    Reason.FURNITURE: """
        sr-only visually-hidden print-block slide-count skip-link skiplink entry-utility visuallyhidden
        screen-reader screenreader a11y-hidden toolbar tooltip print-only printonly noprint no-print popover
        popup modal pagination pager tags taglist tag-list tags-list post-tags article-tags tagcloud keywords
        entry-tags entry-footer article-footer post-footer post-meta entry-meta article-meta postmeta cat-links
        tags-links edit-link toc of-contents lwptoc
    """,
    Reason.BREADCRUMB: "breadcrumb breadcrumbs",
    Reason.CAPTION: """
        wp-caption-text figcaption image-caption caption-text photo-caption img-caption media-caption
        picture-caption imagecaption gallery-caption caption bildunterschrift bildtext imagedescription
        image-description img-metadata image-metadata imgcaption slide-caption video-caption
    """,
    Reason.CREDIT: """
        image-credit photo-credit media-credit img-credit imagecredit photocredit copyright image-source
        image-copyright photo-source credit credits
    """,
    Reason.CONSENT: "cookie cookies dsgvo privacy privacy-popup cookie-banner gdpr consent embed-consent",
    Reason.POLL: "poll polls quiz survey",
    Reason.PLAYER: "audio-player video-player videoplayer audioplayer jwplayer text-to-speech tts",
    Reason.SUBSCRIPTION: """
        paywall-message paywall-header subscribe-box subscription-box paywall-overlay regwall subscribe-cta
        piano-offer
    """,
    Reason.BYLINE: "byline bylines author-name entry-author",
    Reason.DATE: "timestamp publish-date published-date post-date entry-date dateline-date pubdate last-updated",
    Reason.DUPLICATE: "pullquote pull-quote pullquotes",
    Reason.APP_PROMO: "app-promo app-banner app-download",
}
"""Names that say what an element is for: words, or pairs of them."""
_SOFT = {
    Reason.RELATED: """
        teaser teasers promo promos recirc recirculation widget widgets sidebar rail aside links link-list
        carousel slider swiper readalso read-more readmore card explore preview cards infobox
    """,
    Reason.SHARE: "share social follow follow-us messenger",
    Reason.AUTHOR_BIO: "bio author authors vcard contributor",
    Reason.NEWSLETTER: "signup sign-up optin subscribe",
    Reason.COMMENTS: "comment",
    Reason.FURNITURE: """
        footer menu nav navigation meta button buttons btn rating ratings print overlay lightbox disclaimer
        themes toggle controls icons tag topics topic
    """,
    Reason.AD: "banner cta callout affiliate",
    Reason.DATE: "date time",
    Reason.EVENT: "event events",
    Reason.PLAYER: "player",
    Reason.CONSENT: "external-content third-party",
    Reason.DONATION: "donate donation support-us",
}
"""Names that hint at it, and have other uses too."""
_STORIES = """
    body-text body-copy bodytext bodycopy text-body content-main name-body wysiwyg richtext rich-text e-content longtext
"""


def _spell(table: dict[Reason, str]) -> dict[str, Reason]:
    return {word: reason for reason, words in table.items() for word in words.split()}


def _stories() -> frozenset[str]:
    """Names of elements that hold the text of a story."""
    parts = ("body", "content", "text", "copy")
    wholes = ("article", "story", "entry", "post", "content", "news", "single")
    paired = {f"{whole}-{part}" for whole in wholes for part in parts}
    joined = {f"{whole}{part}" for whole in wholes[:4] for part in parts}
    return frozenset(paired | joined | set(_STORIES.split()))


STORY = _stories()
FIRM = _spell(_FIRM)
SOFT = _spell(_SOFT)


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a name says of its element: `firm`ly, `soft`ly (a word with other uses too), or that it holds a story."""

    firm: Reason | None = None
    soft: Reason | None = None
    story: bool = False


@lru_cache(maxsize=8192)
def purpose(name: str) -> Purpose:
    """What the class names and the id in `name` say of their element."""
    firm = soft = None
    story = False
    for part in name.split():
        if part.startswith(_TOPICS) and part not in FIRM:
            continue
        before = ""
        for word in _NOT_WORD.split(_HUMP.sub("-", part).lower() if not part.islower() else part):
            if word and word not in _STATES and before not in _STATES:
                both = f"{before}-{word}"
                firm = firm or FIRM.get(both) or FIRM.get(word)
                soft = soft or SOFT.get(word) or SOFT.get(both)
                story = story or both in STORY or word in STORY
            before = word or before
    return Purpose(firm, soft, story)


def name_of(node: Node) -> str:
    """The class names and the id of an element."""
    return name_in(node.attributes)


def name_in(attributes: Mapping[str, str | None]) -> str:
    """The class names and the id among the attributes of an element."""
    classes, own = attributes.get("class"), attributes.get("id")
    return (f"{classes} {own}" if classes and own else classes or own or "")[:_MOST_NAME]
