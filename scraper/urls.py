"""One spelling for an address, whoever wrote it down: the same article must not be fetched and kept twice."""

from __future__ import annotations

import ipaddress
import re
from functools import lru_cache
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from scraper.errors import UsageError

LONGEST = 2000
"""Characters of an address. Longer ones are traps of a calendar or a search, and no index of a database holds them."""

DEFAULT_PORTS = {"http": 80, "https": 443}

TRACKING_PREFIXES = (
    "utm_",
    "at_",
    "pk_",
    "piwik_",
    "mtm_",
    "matomo_",
    "hsa_",
    "ns_",
    "fb_action_",
    "guce_",
    "wt.",
    "wt_",
)
"""How names of query parameters begin that tell where a reader came from, in lower case."""

TRACKING_NAMES = frozenset({
    "fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "twclid", "ttclid",
    "li_fat_id", "igshid", "igsh", "epik", "mc_cid", "mc_eid", "mkt_tok", "_ga", "_gl", "_hsenc", "_hsmi",
    "__hstc", "__hssc", "__hsfp", "hsctatracking", "vero_id", "vero_conv", "oly_enc_id", "oly_anon_id",
    "wickedid", "rb_clickid", "s_cid", "s_kwcid", "ef_id", "dm_i", "_bta_tid", "_bta_c", "_branch_match_id",
    "_openstat", "__s", "trk_contact", "trk_msg", "trk_module", "trk_sid", "cmpid", "ncid", "ocid", "smid",
    "smtyp", "xtor", "ftag", "guccounter", "soc_src", "soc_trk", "sr_share", "spm", "fb_source", "fb_ref",
    "fb_xd_fragment", "__twitter_impression", "phpsessid", "jsessionid", "aspsessionid",
})  # fmt: skip
"""Whole names of such parameters, and of sessions, in lower case. What stands in neither list is kept."""

_SECOND_LEVEL = frozenset(
    {"ac", "co", "com", "edu", "gob", "gov", "gouv", "go", "mil", "ne", "net", "nom", "or", "org"}
)
_PATH_SAFE = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~!$&'()*+,;=:@/")
_QUERY_SAFE = _PATH_SAFE | frozenset(b"?")
_UNRESERVED = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~")
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
_HEX = re.compile(rb"%([0-9A-Fa-f]{2})")
_EDGES = "".join(map(chr, range(33)))
_LINE_BREAKS = str.maketrans("", "", "\t\r\n")
_WHOLE = re.compile("https?://", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
# the spelling of most addresses of a sitemap, where there is nothing to do: names and numbers alone, no port, no query
_PLAIN = re.compile(
    r"https?://(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,20}(?:/|(?:/[A-Za-z0-9_~-][A-Za-z0-9_.~-]*)+/?)"
)
_SESSION = re.compile(r";(?:jsessionid|phpsessid)=[^/;]*", re.IGNORECASE)

_remembered = lru_cache(maxsize=512)
"""For what is asked of one address a dozen times while its page is in hand."""


def canonical(url: str) -> str:
    """The one spelling of a web address, fit to be asked for; canonical addresses come back as they are.

    Scheme and host are lower case, the host in IDNA without a trailing dot, default ports, fragments and tracking
    parameters are gone, dot segments resolved, percent-encoding is needed and upper case. Unknown parameters keep their
    order; http stays http and "www." stays. Raises UsageError for what is no http or https address, for one that
    carries a password, and for one longer than `LONGEST`.
    """
    return url if len(url) < 250 and _PLAIN.fullmatch(url) else _spelt(url)


@_remembered
def _spelt(url: str) -> str:
    text = url.strip(_EDGES).translate(_LINE_BREAKS)
    parts = _split(text)
    path = _without_dots(_encoded(_SESSION.sub("", parts.path), _PATH_SAFE, text)) or "/"
    query = "&".join(piece for piece in parts.query.split("&") if piece and not _is_tracking(piece))
    query = _encoded(query, _QUERY_SAFE, text)
    whole = f"{parts.scheme}://{_authority(parts, text)}{path}{'?' * bool(query)}{query}"
    if len(whole) > LONGEST:
        raise _refused(text, f"longer than {LONGEST} characters")
    return whole


def absolute(link: str, base: str) -> str:
    """The canonical address of a link on the page at `base`. Raises UsageError for what leads to no web page."""
    link = link.strip(_EDGES).translate(_LINE_BREAKS)
    try:
        return canonical(link if _WHOLE.match(link) else urljoin(base, link))
    except ValueError as error:
        raise _refused(link, str(error)) from error


@_remembered
def host_key(url: str) -> str:
    """`scheme://host:port` of an address, the port always named. Raises UsageError as `canonical` does."""
    parts = urlsplit(canonical(url))
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    return f"{parts.scheme}://{host}:{parts.port or DEFAULT_PORTS[parts.scheme]}"


@_remembered
def site_of(url: str) -> str:
    """The host of an address without a leading "www.", which a run counts and judges by. Raises UsageError."""
    return (urlsplit(canonical(url)).hostname or "").removeprefix("www.")


def registrable(url: str) -> str:
    """What of an address's host somebody registered: "news.harbourpost.co.uk" gives "harbourpost.co.uk".

    Told by shape, without the list of public suffixes: two labels, or three where the last has two letters and the one
    before is of the kind of "co" and "com". IP addresses come back whole. Raises UsageError.
    """
    host = site_of(url)
    labels = host.split(".")
    if ":" in host or labels[-1].isdigit():
        return host
    three = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL
    return ".".join(labels[-3 if three else -2 :])


def _split(text: str) -> SplitResult:
    if _CONTROL.search(text):
        raise _refused(text, "control characters do not belong into an address")
    try:
        parts = urlsplit(text)
        parts.port  # noqa: B018 - only read here does a wrong port raise
    except ValueError as error:
        raise _refused(text, str(error)) from error
    if parts.scheme not in DEFAULT_PORTS:
        raise _refused(text, "write the whole address, beginning with https:// or http://")
    if "@" in parts.netloc:
        raise _refused(re.sub(r"//.*@", "//…@", text), "leave user name and password out")
    return parts


def _authority(parts: SplitResult, text: str) -> str:
    host = _host((parts.hostname or "").lower(), "[" in parts.netloc, text)
    if parts.port == 0:
        raise _refused(text, "nothing listens on port 0")
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
        raise _refused(text, f"{host!r} is no host: {error}") from error
    if len(host) > 253 or not all(map(_LABEL.fullmatch, host.split("."))):
        return _no_host(text)
    return host


@lru_cache(maxsize=1024)
def _ascii(host: str) -> str:
    """Raises UnicodeError, a ValueError, where there is no such name."""
    if host.isascii():
        return host
    import idna  # only names that are not ASCII need its tables

    return idna.encode(host, uts46=True).decode("ascii")


def _encoded(text: str, safe: frozenset[int], url: str) -> str:
    """`text` with every byte percent-encoded that must be, and none that need not."""
    try:
        raw = text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise _refused(ascii(url), "it is no text") from error
    if b"%" not in raw and safe.issuperset(raw):
        return text
    pieces = _HEX.split(raw)  # text, two digits, text, two digits, …
    out = []
    for index, piece in enumerate(pieces):
        escaped = bytes([int(piece, 16)]) if index % 2 else piece
        kept = _UNRESERVED if index % 2 else safe
        out.append("".join(chr(byte) if byte in kept else f"%{byte:02X}" for byte in escaped))
    return "".join(out)


def _without_dots(path: str) -> str:
    if "/." not in path:
        return path
    kept: list[str] = []
    segments = path.split("/")[1:]
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    closing = "/" if segments[-1] in (".", "..") and kept else ""
    return "/" + "/".join(kept) + closing


def _is_tracking(piece: str) -> bool:
    name = unquote(piece.partition("=")[0]).lower()
    return name in TRACKING_NAMES or name.startswith(TRACKING_PREFIXES)


def _no_host(text: str) -> str:
    raise _refused(text, "it names no host")


def _refused(url: str, why: str) -> UsageError:
    shown = url if len(url) <= 100 else f"{url[:100]}…"
    return UsageError(f"{shown!r} is no web address: {why}")
