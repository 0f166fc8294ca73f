"""Videos, recordings, maps and posts of social networks that a page shows from elsewhere."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from scraper.cleaning.lines.inline import address_of
from scraper.cleaning.lines.line import Context, LineKind
from scraper.html.dom import Node
from scraper.model import Embed, Path

_PROVIDERS = (
    ("youtube", "youtube.com youtube-nocookie.com youtu.be"),
    ("vimeo", "vimeo.com"),
    ("dailymotion", "dailymotion.com dai.ly"),
    ("twitch", "twitch.tv"),
    ("tiktok", "tiktok.com"),
    ("facebook", "facebook.com fb.watch"),
    ("instagram", "instagram.com"),
    ("twitter", "twitter.com x.com"),
    ("threads", "threads.net threads.com"),
    ("bluesky", "bsky.app"),
    ("reddit", "reddit.com redditmedia.com"),
    ("linkedin", "linkedin.com"),
    ("telegram", "t.me telegram.org"),
    ("pinterest", "pinterest.com"),
    ("spotify", "spotify.com"),
    ("soundcloud", "soundcloud.com"),
    ("apple", "embed.podcasts.apple.com embed.music.apple.com"),
    ("acast", "acast.com"),
    ("megaphone", "megaphone.fm"),
    ("audioboom", "audioboom.com"),
    ("simplecast", "simplecast.com"),
    ("buzzsprout", "buzzsprout.com"),
    ("bandcamp", "bandcamp.com"),
    ("google-maps", "google.com/maps maps.google.com"),
    ("openstreetmap", "openstreetmap.org"),
    ("datawrapper", "datawrapper.de datawrapper.dwcdn.net dwcdn.net"),
    ("flourish", "flourish.studio"),
    ("infogram", "infogram.com"),
    ("documentcloud", "documentcloud.org"),
    ("brightcove", "brightcove.net brightcove.com"),
    ("jwplayer", "jwplatform.com jwplayer.com"),
    ("kaltura", "kaltura.com"),
    ("wistia", "wistia.com wistia.net"),
    ("streamable", "streamable.com"),
    ("rumble", "rumble.com"),
    ("codepen", "codepen.io"),
    ("github", "gist.github.com"),
    ("slideshare", "slideshare.net"),
    ("scribd", "scribd.com"),
)
_BY_HOST = {host: name for name, hosts in _PROVIDERS for host in hosts.split()}
_POSTS = re.compile(
    r"(?:^|\s)(twitter-tweet|twitter-video|instagram-media|tiktok-embed|bluesky-embed|text-post-media|reddit-embed-bq|"
    r"fb-post|fb-video|imgur-embed-pub)(?:\s|$)"
)
_NETWORKS = {
    "twitter-tweet": "twitter", "twitter-video": "twitter", "instagram-media": "instagram", "tiktok-embed": "tiktok",
    "bluesky-embed": "bluesky", "text-post-media": "threads", "reddit-embed-bq": "reddit", "fb-post": "facebook",
    "fb-video": "facebook", "imgur-embed-pub": "imgur",
}  # fmt: skip
_ADDRESSES = ("cite", "data-instgrm-permalink", "data-bluesky-uri", "data-text-post-permalink", "data-href")
_LOADED_LATER = ("src", "data-src", "data-lazy-src", "data-url", "data-iframe-src")


def embed_of(node: Node, place: Path, base: str) -> Embed | None:
    """What a player or a frame shows; None for a frame of unknown origin, such as an advertisement or a tracker."""
    attributes = node.attributes
    tag = node.tag or ""
    if tag != "iframe":
        address = address_of(attributes.get("src") or "", base)
        source = node.css_first("source[src]") if not address else None
        if source is not None:
            address = address_of(source.attributes.get("src") or "", base)
        return Embed(provider_of(address) or tag, address, place) if address else None
    for name in _LOADED_LATER:
        address = address_of(attributes.get(name) or "", base or "https:")
        if provider := provider_of(address):
            return Embed(provider, address, place)
    return None


def post_of(context: Context, base: str) -> Embed | None:
    """The post of a social network that a line of a quotation belongs to, without its words."""
    around: Context | None = context
    while around is not None and around.kind is LineKind.QUOTE:
        node = around.node
        if node is not None and node.tag == "blockquote":
            attributes = node.attributes
            found = _POSTS.search(attributes.get("class") or "")
            if found is None:
                return None
            stated = next((value for name in _ADDRESSES if (value := attributes.get(name))), "")
            links = [address_of(link.attributes.get("href") or "", base) for link in node.css("a[href]")]
            of_network = [link for link in links if provider_of(link) == _NETWORKS[found[1]]]
            address = address_of(stated, base) or (of_network[-1] if of_network else "")
            return Embed(_NETWORKS[found[1]], address, Path(around.path, 0))
        around = around.outer
    return None


def provider_of(address: str) -> str:
    """The name of the service at an address; "" if it is not known to be one whose embedding is a part of stories."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    if host == "google.com" or host.startswith("google."):
        return "google-maps" if parts.path.startswith("/maps") else ""
    while "." in host:
        if host in _BY_HOST:
            return _BY_HOST[host]
        host = host.partition(".")[2]
    return ""
