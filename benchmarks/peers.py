"""Other extractors with one signature, page and URL → text, each called as its documentation recommends.

Neither the cleaner nor its tests need them. Those that are not installed are omitted.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version

from selectolax.lexbor import LexborHTMLParser

Extract = Callable[[str, str], str]

_LANG = re.compile(r"<html[^>]{0,300}?\blang\s*=\s*[\"']?([a-zA-Z]{2})", re.IGNORECASE)
_STOPLISTS = {"en": "English", "de": "German", "fr": "French", "es": "Spanish", "it": "Italian", "pt": "Portuguese",
              "nl": "Dutch", "pl": "Polish", "ru": "Russian", "sv": "Swedish", "da": "Danish", "fi": "Finnish",
              "cs": "Czech", "el": "Greek", "hu": "Hungarian", "ro": "Romanian", "tr": "Turkish"}  # fmt: skip


def bare_parse(html: bytes | str, url: str) -> str:
    """The text of the complete body: the minimum cost of an extractor based on selectolax."""
    body = LexborHTMLParser(html).body
    return body.text(separator="\n") if body is not None else ""


def trafilatura(html: bytes | str, url: str) -> str:
    """Its default extraction, without comments."""
    from trafilatura import extract

    return extract(html, url=url or None, include_comments=False) or ""


def readability(html: str, url: str) -> str:
    """Its summary, flattened."""
    from readability import Document

    from scraper.fixtures.laws import flatten

    return flatten(f"<html><body>{Document(html).summary(html_partial=True)}</body></html>")


def newspaper(html: str, url: str) -> str:
    """Its text, with no pictures fetched."""
    from newspaper import Article

    article = Article(url or "https://page.example/", fetch_images=False)
    article.download(input_html=html)
    article.parse()
    return str(article.text)


def goose(html: str, url: str) -> str:
    """Its cleaned text."""
    from goose3 import Goose

    with Goose({"enable_image_fetching": False}) as reader:
        return str(reader.extract(raw_html=html).cleaned_text)


def justext(html: str, url: str) -> str:
    """Its paragraphs without boilerplate, by the stop words of the page's declared language, or else of English."""
    from justext import get_stoplist
    from justext import justext as parts

    named = _LANG.search(html[:20_000])
    words = get_stoplist(_STOPLISTS.get(named[1].lower() if named else "en", "English"))
    return "\n".join(part.text for part in parts(html, words) if not part.is_boilerplate)


def resiliparse(html: str, url: str) -> str:
    """Its main content as plain text, without alternative texts."""
    from resiliparse.extract.html2text import extract_plain_text

    return str(extract_plain_text(html, main_content=True, alt_texts=False, preserve_formatting=True))


_ALL: dict[str, Extract] = {
    "readability-lxml": readability,
    "newspaper4k": newspaper,
    "goose3": goose,
    "jusText": justext,
    "resiliparse": resiliparse,
}


def peers() -> dict[str, Extract]:
    """The extractors that are installed, by name and version."""
    found: dict[str, Extract] = {}
    for name, extract in _ALL.items():
        try:
            found[f"{name} {version(name)}"] = extract
        except PackageNotFoundError:
            continue
    return found
