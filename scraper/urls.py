"""Web addresses: their canonical form, host, site and publisher.

All spellings of an address have the same canonical form, so that no article is fetched or stored twice.
"""

from __future__ import annotations

import ipaddress
import re
from functools import lru_cache
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from scraper.errors import UsageError

LONGEST_URL = 2000
"""Characters of an address. Longer ones are calendar or search traps, and too long for a database index."""

LONGEST_REQUEST = 16_000
"""Characters of an address that a redirect may lead to: login pages carry the way back in theirs."""

DEFAULT_PORTS = {"http": 80, "https": 443}
"""The schemes that can be fetched, and their ports."""

TRACKING_PREFIXES = (
    "utm_", "at_", "pk_", "piwik_", "mtm_", "matomo_", "hsa_", "ns_", "fb_action_", "guce_", "wt.", "wt_",
)  # fmt: skip
"""Prefixes of query parameters that record where a reader came from, in lower case."""

TRACKING_NAMES = frozenset({
    "fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "twclid", "ttclid",
    "li_fat_id", "igshid", "igsh", "epik", "mc_cid", "mc_eid", "mkt_tok", "_ga", "_gl", "_hsenc", "_hsmi",
    "__hstc", "__hssc", "__hsfp", "hsctatracking", "vero_id", "vero_conv", "oly_enc_id", "oly_anon_id",
    "wickedid", "rb_clickid", "s_cid", "s_kwcid", "ef_id", "dm_i", "_bta_tid", "_bta_c", "_branch_match_id",
    "_openstat", "__s", "trk_contact", "trk_msg", "trk_module", "trk_sid", "cmpid", "ncid", "ocid", "smid",
    "smtyp", "xtor", "ftag", "guccounter", "soc_src", "soc_trk", "sr_share", "spm", "fb_source", "fb_ref",
    "fb_xd_fragment", "__twitter_impression", "phpsessid", "jsessionid", "aspsessionid",
    "traffic_source", "ito", "cmp", "mbid", "taid", "linkid", "srsltid", "wprov", "mod_source", "sharetype",
    "share_token",
})  # fmt: skip
"""Names of tracking and session parameters, in lower case. All others are kept."""

_REFERRERS = frozenset({
    "rss", "feed", "newsletter", "email", "facebook", "twitter", "google", "googlenews", "apple_news", "whatsapp",
    "share", "social", "push",
})  # fmt: skip
"""Values of `ref`, `source` and the like that name where a reader came from; with others they may name the page."""
_MAY_REFER = frozenset({"ref", "source", "src", "from", "via", "origin", "referrer"})

_UNRESERVED = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~")
_PATH_SAFE = _UNRESERVED | frozenset(b"!$&'()*+,;=:@/")
_QUERY_SAFE = _PATH_SAFE | frozenset(b"?")
_AS_WRITTEN = _QUERY_SAFE | frozenset(b"%[]|^`{}")
_LONGEST_HOST = 253
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
_HEX = re.compile(rb"%([0-9A-Fa-f]{2})")
_EDGES = "".join(map(chr, range(33)))
_LINE_BREAKS = str.maketrans("", "", "\t\r\n")
_WEB = re.compile(r"https?://[^/?#\s]", re.IGNORECASE)
_PORT = re.compile(r":\d+$")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
# most addresses of a sitemap are canonical already; this pattern takes 0.7 µs, the complete procedure 10
_PLAIN = re.compile(
    r"https?://(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,20}(?:/|(?:/[A-Za-z0-9_~-][A-Za-z0-9_.~-]*)+/?)"
)
_INDEX = re.compile(r"/index\.(?:html?|php)$", re.IGNORECASE)
_ENDINGS = ("", "/", "/index.html", "/index.htm", "/index.php")
_NOT_PUBLIC = (".localhost", ".local", ".internal", ".intranet", ".lan", ".home", ".corp", ".home.arpa", ".invalid")
"""The ends of names that only a local network knows."""
_SESSION = re.compile(r";(?:jsessionid|phpsessid)=[^/;]*", re.IGNORECASE)


def is_web_address(text: str) -> bool:
    """Whether `text` begins like a complete web address, with http or https and a host."""
    return _WEB.match(text) is not None


def canonical(url: str) -> str:
    """The canonical form of a web address, which can be fetched; a canonical address is returned unchanged.

    Scheme and host are in lower case, the host in IDNA without a trailing dot; default ports, fragments and tracking
    parameters are removed, dot segments resolved; percent-encoding is upper case and used only where needed. Other
    parameters keep their order; http is not made https, and "www." stays. Raises UsageError for anything but an http
    or https address, for one with a user name or password, and for one longer than `LONGEST_URL`.
    """
    if len(url) < 250 and _PLAIN.fullmatch(url):
        return url
    text = url.strip(_EDGES).translate(_LINE_BREAKS)
    parts = _split(text)
    path = _without_dots(_encoded(_SESSION.sub("", parts.path), _PATH_SAFE, text)) or "/"
    query = "&".join(piece for piece in parts.query.split("&") if piece and not _is_tracking(piece))
    query = _encoded(query, _QUERY_SAFE, text)
    address = f"{parts.scheme}://{_authority(parts, text)}{path}{'?' * bool(query)}{query}"
    if len(address) > LONGEST_URL:
        raise _refused(text, f"longer than {LONGEST_URL} characters")
    return address


def absolute(link: str, base: str) -> str:
    """The canonical address of a link on the page at `base`. Raises UsageError if it is not a web address."""
    link = link.strip(_EDGES).translate(_LINE_BREAKS)
    try:
        return canonical(link if is_web_address(link) else urljoin(base, link))
    except ValueError as error:
        raise _refused(link, str(error)) from error


def redirected(location: str, base: str) -> str:
    """The address that a Location header at `base` leads to, as browsers request it.

    Parameters and percent-encoding stay as the server wrote them, for it may have signed them; only what cannot be sent
    is encoded. Raises UsageError for anything that cannot be requested, or is longer than `LONGEST_REQUEST`.
    """
    link = location.strip(_EDGES).translate(_LINE_BREAKS)
    try:
        text = urljoin(base, link)
    except ValueError as error:
        raise _refused(link, str(error)) from error
    if len(text) > LONGEST_REQUEST:
        raise _refused(text, f"longer than {LONGEST_REQUEST} characters")
    parts = _split(text)
    path = _without_dots(_sent(parts.path, text)) or "/"
    query = _sent(parts.query, text)
    return f"{parts.scheme}://{_authority(parts, text)}{path}{'?' * bool(query)}{query}"


def spellings(url: str) -> tuple[str, ...]:
    """Other canonical addresses under which sites serve the page at `url`, a canonical one, without saying so.

    With the other scheme, with or without "www.", with one slash for several, with or without a slash or an index file
    at the end, in lower case. Sites may also serve another page there.
    """
    parts = urlsplit(url)
    bare = _INDEX.sub("", re.sub("/{2,}", "/", parts.path)).rstrip("/")
    paths = [f"{stem}{end}" for stem in dict.fromkeys((bare, bare.lower())) for end in _ENDINGS if stem or end]
    host = parts.netloc.removeprefix("www.")
    query = f"?{parts.query}" if parts.query else ""
    heads = [f"{scheme}://{name}" for scheme in DEFAULT_PORTS for name in (host, f"www.{host}")]
    found = dict.fromkeys(f"{head}{path}{query}" for head in heads for path in (*paths, parts.path))
    return tuple(each for each in found if each != url)


def origin_of(url: str) -> str:
    """`scheme://host` of an address, with the port unless it is the default. Raises UsageError without a valid host."""
    if len(url) < 250 and _PLAIN.fullmatch(url):
        return "/".join(url.split("/", 3)[:3])
    text = url.strip(_EDGES).translate(_LINE_BREAKS)
    parts = _split(text)
    return f"{parts.scheme}://{_authority(parts, text)}"


def host_key(url: str) -> str:
    """`scheme://host:port` of an address, always with the port. Raises UsageError as `origin_of` does."""
    origin = origin_of(url)
    return origin if _PORT.search(origin) else f"{origin}:{DEFAULT_PORTS[origin.partition(':')[0]]}"


def host_of(url: str) -> str:
    """The host of a string that looks like a URL, in lower case; "" if it has none. Never raises."""
    try:
        host = (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""
    return host if len(host) <= _LONGEST_HOST else ""


def is_public_host(host: str) -> bool:
    """Whether a host in lower case can be one of the public internet, by its name."""
    if _is_ip(host):
        try:
            return ipaddress.ip_address(host).is_global
        except ValueError:
            return False
    return "." in host and not host.endswith(_NOT_PUBLIC)


def site_of(url: str) -> str:
    """The host of an address without a leading "www.": the unit of a run's statistics. Raises UsageError."""
    return host_of(origin_of(url)).removeprefix("www.")


def registrable(url: str) -> str:
    """The registered domain of an address: "harbourpost.co.uk" for "news.harbourpost.co.uk". Raises UsageError.

    The public suffixes are those of the package `tld`; private suffixes such as github.io count as public. IP addresses
    are returned unchanged; of a host with an unknown suffix, the last two labels.
    """
    return _registered(site_of(url))


def publisher_of(url: str) -> str:
    """The name in the registered domain of `url`: "harbourpost" for "news.harbourpost.co.uk". Never raises.

    "" for an IP address, for a host of one label, and without a host.
    """
    host = host_of(url).removeprefix("www.")
    return "" if _is_ip(host) or "." not in host else _registered(host).partition(".")[0]


def _registered(host: str) -> str:
    if host.count(".") < 2 or _is_ip(host):
        return host
    from tld import get_fld  # takes 70 ms to load its list

    known = get_fld(f"https://{host}", fail_silently=True, search_private=True)
    return known or ".".join(host.split(".")[-2:])


def _is_ip(host: str) -> bool:
    return ":" in host or host.rpartition(".")[2].isdigit()


def _split(text: str) -> SplitResult:
    if _CONTROL.search(text):
        raise _refused(text, "remove the control characters")
    try:
        parts = urlsplit(text)
        parts.port  # noqa: B018 - an invalid port raises when it is read
    except ValueError as error:
        raise _refused(text, str(error)) from error
    if parts.scheme not in DEFAULT_PORTS:
        raise _refused(text, "write it in full, beginning with https:// or http://")
    if "@" in parts.netloc:
        raise _refused(re.sub(r"//.*@", "//…@", text), "omit user name and password")
    return parts


def _authority(parts: SplitResult, text: str) -> str:
    host = _host((parts.hostname or "").lower(), "[" in parts.netloc, text)
    if parts.port == 0:
        raise _refused(text, "port 0 cannot be fetched; omit the port")
    named = parts.port is not None and parts.port != DEFAULT_PORTS[parts.scheme]
    return f"{host}:{parts.port}" if named else host


def _host(host: str, bracketed: bool, text: str) -> str:
    try:
        if bracketed:
            return f"[{ipaddress.IPv6Address(host).compressed}]" if "%" not in host else _no_host(text)
        host = _ascii(host).rstrip(".")
        if host.rpartition(".")[2].isdigit():
            return str(ipaddress.IPv4Address(host))
    except ValueError as error:
        raise _refused(text, f"{host!r} is not a valid host: {error}") from error
    if len(host) > _LONGEST_HOST or not all(map(_LABEL.fullmatch, host.split("."))):
        return _no_host(text)
    return host


@lru_cache(maxsize=1024)
def _ascii(host: str) -> str:
    """The IDNA form of a host as browsers make it. Raises UnicodeError, a ValueError, if there is none."""
    if host.isascii():
        return host
    if len(host) > _LONGEST_HOST:
        raise UnicodeError("too long")
    import idna  # only non-ASCII names need its tables

    return ".".join(map(_label, idna.uts46_remap(host, std3_rules=False).split(".")))


def _label(label: str) -> str:
    """One label in ASCII. Symbols such as emoji are no part of IDNA 2008, but are registered and resolved."""
    import idna

    if label.isascii():
        return label
    try:
        return idna.alabel(label).decode("ascii")
    except idna.InvalidCodepoint:
        return f"xn--{label.encode('punycode').decode('ascii')}"


def _encoded(text: str, safe: frozenset[int], url: str) -> str:
    """`text` percent-encoded where necessary, and only there."""
    try:
        raw = text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise _refused(ascii(url), "remove the unpaired surrogate, which cannot be sent") from error
    if b"%" not in raw and safe.issuperset(raw):
        return text
    pieces = _HEX.split(raw)  # text, two digits, text, two digits, …
    out = []
    for index, piece in enumerate(pieces):
        escaped = bytes([int(piece, 16)]) if index % 2 else piece
        literal = _UNRESERVED if index % 2 else safe
        out.append("".join(chr(byte) if byte in literal else f"%{byte:02X}" for byte in escaped))
    return "".join(out)


def _sent(text: str, url: str) -> str:
    """`text` with what cannot stand in a request percent-encoded, and nothing else changed."""
    try:
        raw = text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise _refused(ascii(url), "remove the unpaired surrogate, which cannot be sent") from error
    return "".join(chr(byte) if byte in _AS_WRITTEN else f"%{byte:02X}" for byte in raw)


def _without_dots(path: str) -> str:
    if "/." not in path:
        return path
    resolved: list[str] = []
    segments = path.split("/")[1:]
    for segment in segments:
        if segment == "..":
            del resolved[-1:]
        elif segment != ".":
            resolved.append(segment)
    closing = "/" if segments[-1] in (".", "..") and resolved else ""
    return "/" + "/".join(resolved) + closing


def _is_tracking(piece: str) -> bool:
    name, _, value = piece.partition("=")
    name = unquote(name).lower()
    if name in _MAY_REFER:
        return value.lower() in _REFERRERS
    return name in TRACKING_NAMES or name.startswith(TRACKING_PREFIXES)


def _no_host(text: str) -> str:
    raise _refused(text, "its host is not valid; write it as in https://example.org/news/1")


def _refused(url: str, why: str) -> UsageError:
    shown = url if len(url) <= 100 else f"{url[:100]}…"
    return UsageError(f"{shown!r} is not a web address: {why}")
