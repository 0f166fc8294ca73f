"""The features of one line, quotations aside: whom it addresses, in whose voice, and about what."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, cached_property
from typing import NamedTuple

from scraper.cleaning.lexicon import Pack, label_key, words_of_all
from scraper.cleaning.lexicon import pack as pack_of
from scraper.cleaning.lexicon.matching import is_unspaced
from scraper.cleaning.metadata.bylines import is_people
from scraper.cleaning.text import ends_sentence
from scraper.rules.patterns import folded

_QUOTED = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)|«[^»]*(?:»|$)|„[^“”]*(?:[“”]|$)|「[^」]*(?:」|$)")
_QUOTES = ('"', "“", "«", "„", "「")
_CJK = re.compile(r"[぀-ヿ㐀-鿿가-힯]")
_MARKS = "\u064b-\u0652\u0900-\u0963\u200c\u200d"
"""Vowel signs and joiners inside the words of Arabic and Hindi, which are no word characters to `re`."""
_TOKEN = re.compile(rf"[\w$€£'{_MARKS}]+(?:-\w+)*")
_ASKED = re.compile(r"[^.!?:…。！？：؟।]{0,200}[?？؟]")
_PAUSE = re.compile(r"[.:!?…—–]")
_TYPOGRAPHY = (("’", "'"), ("“", '"'), ("”", '"'), ("-", " "), ("—", " "), ("–", " "), ("…", " "), ("‘", " "))
_SOFTEN = {ord(mark): " " for mark in '()[]{}"<>:;,.!?/|*&#%+=~@\\^_`'}
MOST_WORDS = 400
"""A line of more words than this is prose, and its wording is not looked at."""


@cache
def _money() -> re.Pattern[str]:
    """A sum of money, before or behind the sign or the name of its currency."""
    names = "|".join(name if is_unspaced(name) else rf"{name}\b" for name in words_of_all("currencies"))
    return re.compile(rf"[$€£¥₹₩₽₴₺]\s?\d|\d\s?(?:[$€£₹₩₽₴₺]|{names})")


@cache
def _starts(languages: tuple[str, ...]) -> re.Pattern[str]:
    """Where a sentence starts, behind "and" or "please" in one of the languages."""
    words = "|".join(word for language in languages for word in pack_of(language).sentence_starts)
    return re.compile(rf"(?:^|[.!?:…—–(。！？：（؟।] ?)\s*(?:(?:{words})[, ]+)?")


def plainly(text: str) -> str:
    """`text` in lower case, with typewriter quotation marks, and hyphens and dashes as spaces."""
    for mark, simple in _TYPOGRAPHY:
        text = text.replace(mark, simple)
    return text.lower()  # after the marks: on what is ASCII by now it is ten times as fast


def has_cjk(text: str) -> bool:
    """Whether a text contains Chinese, Japanese or Korean, which put no spaces between words."""
    if text.isascii():
        return False
    try:
        text.encode("latin-1")
    except UnicodeEncodeError:
        return _CJK.search(text) is not None
    return False


class Voice(NamedTuple):
    """Words of the languages of a page; those of Chinese and Japanese stand in `unspaced` too."""

    words: frozenset[str]
    unspaced: tuple[str, ...]


class PageWords(NamedTuple):
    """What the lines of one page share: the words of its languages, its publisher, and the phrases on it."""

    you: Voice
    we: Voice
    attribution: Voice
    imperatives: tuple[str, ...]
    starts: re.Pattern[str]
    publisher: str
    phrases: Callable[[str], Sequence[str]]
    """Field → the needles of its phrases that stand anywhere on the page."""
    cjk: bool


def page_words(
    text: str, packs: tuple[Pack, ...], publisher: str, phrases: Callable[[str], Sequence[str]]
) -> PageWords:
    """What the lines of the page with the text `text` share."""
    languages = tuple([pack.language for pack in packs])
    you, we, attribution, imperatives = _voices(languages)
    starts = _starts(languages)
    return PageWords(you, we, attribution, imperatives, starts, publisher, phrases, has_cjk(text))


@cache
def _voices(languages: tuple[str, ...]) -> tuple[Voice, Voice, Voice, tuple[str, ...]]:
    """The words of all `languages` for the reader, for us, for attributions; and their imperatives."""
    packs = [pack_of(language) for language in languages]
    return (
        _voice([pack.you for pack in packs]),
        _voice([pack.we for pack in packs]),
        _voice([pack.attribution for pack in packs]),
        tuple([verb for pack in packs for verb in pack.imperatives]),
    )


def _voice(lists: Sequence[frozenset[str]]) -> Voice:
    words = lists[0] if len(lists) == 1 else frozenset().union(*lists)
    return Voice(words, tuple(filter(is_unspaced, words)))


class Features:
    """The features of one line. Those that few lines need are computed when they are asked for."""

    def __init__(self, text: str, lower: str, page: PageWords) -> None:
        self.text = text
        self.words = text.count(" ") + 1
        if page.cjk and _CJK.search(text[:200]):
            self.words = len(text) // 2
        self.key = label_key(text)
        """The line as labels are compared."""
        self.folded = folded(text)
        """The line as patterns see it."""
        self._lower = lower
        self._page = page

    @cached_property
    def sentence(self) -> bool:
        """Whether it ends like a sentence."""
        return ends_sentence(self.text)

    @cached_property
    def plain(self) -> str:
        """The line in lower case without quotations and punctuation, padded: a space comes before each word."""
        if self.words > MOST_WORDS:
            return " "
        text = self._lower if self.unquoted is self.text else plainly(self.unquoted)
        # the fast road of translate is for ASCII alone
        words = text.translate(_SOFTEN).split() if text.isascii() else _TOKEN.findall(text)
        return f" {' '.join(words)} "

    @cached_property
    def unquoted(self) -> str:
        """The line without its quotations."""
        text = self.text
        if any(quote in text for quote in _QUOTES):
            return _QUOTED.sub(" ", text)
        return text

    @cached_property
    def tokens(self) -> frozenset[str]:
        """The words of `plain`."""
        return frozenset(self.plain.split())

    def count(self, field: str) -> int:
        """How many phrases of a pack's `field` the line contains."""
        phrases = self._page.phrases(field)
        if not phrases:
            return 0
        plain = self.plain
        return sum([phrase in plain for phrase in phrases])

    def _says(self, voice: Voice) -> bool:
        if not self.tokens.isdisjoint(voice.words):
            return True
        return any(word in self.plain for word in voice.unspaced)

    @cached_property
    def you(self) -> bool:
        """Whether it addresses the reader."""
        return self._says(self._page.you)

    @cached_property
    def we(self) -> bool:
        """Whether it speaks in the first person plural."""
        return self._says(self._page.we)

    @cached_property
    def attributed(self) -> bool:
        """Whether it attributes something to somebody."""
        return self._says(self._page.attribution)

    @cached_property
    def quotes(self) -> bool:
        """Whether it quotes more than a few words."""
        return self.unquoted is not self.text and any(len(match.group(0)) > 25 for match in _QUOTED.finditer(self.text))

    @cached_property
    def people(self) -> bool:
        """Whether it is nothing but names of people."""
        return self.words <= 16 and is_people(self.text)

    @cached_property
    def money(self) -> bool:
        """Whether it names a sum of money."""
        return _money().search(self.text) is not None

    @cached_property
    def imperative(self) -> bool:
        """Whether a sentence of it begins with an imperative."""
        verbs = self._page.imperatives
        text = f"{self.unquoted[:1000].lower()} "
        starts = [match.end() for match in self._page.starts.finditer(text)]
        return any(text.startswith(verbs, start) and not _ASKED.match(text, start) for start in starts)

    @cached_property
    def names_publisher(self) -> bool:
        """Whether it names the site it stands on."""
        return len(self._page.publisher) > 4 and self._page.publisher in self.plain.replace(" ", "").replace("'", "")

    @property
    def shouted(self) -> bool:
        """Whether it is all capitals, as the first line of an appeal or a button is."""
        return len(self.text) > 5 and self.text.isupper()

    @cached_property
    def opens(self) -> bool:
        """Whether it is in capitals, or begins with a few such words ("WE NEED YOU: …"), as an appeal does."""
        if self.shouted and self.words >= 3:
            return True
        if not self.text[:6].isupper():
            return False
        opening = _PAUSE.split(self.text, maxsplit=1)[0]
        return len(opening.split()) >= 3 and len(opening) < 100 and opening.isupper()
