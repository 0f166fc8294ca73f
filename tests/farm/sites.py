"""One host of the farm: its stories, its listings, and what happens to it between runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from tests.farm import layouts, listings
from tests.farm.answers import FarmAnswer, etag_of, failure, page
from tests.farm.prose import FIRST, Story, story

SECTIONS = ("towns", "coast", "schools")
TDMREP = "/.well-known/tdmrep.json"
ROBOTS = "User-agent: *\nDisallow: /private/\nSitemap: {base}/sitemap.xml\n"
Spoil = Callable[[str, int, FarmAnswer], FarmAnswer]
"""(path with its query, number of earlier requests for it, the valid answer) → the answer that is sent."""


@dataclass
class FarmSite:
    """A host. Every change is seen in the next answer, and gives what it touches new validators.

    `wire` are numbers of stories that come from an agency and stand on other hosts too. `link` shapes the links of
    the RSS feed. `reserved` is the tdmrep.json. `listed` is how many stories the feeds and section pages show, the
    newest first.
    """

    number: int
    base: str = ""
    robots: str = ROBOTS
    reserved: str = "[]"
    link: str = "{path}"
    listed: int = 40
    wire: frozenset[int] = frozenset()
    spoil: Spoil | None = None
    stories: list[Story] = field(default_factory=list)
    blocked: int | None = None
    gone: dict[str, int] = field(default_factory=dict)
    _look: layouts.Look = field(init=False)
    _changed: datetime = FIRST
    _cache: dict[str, FarmAnswer] = field(default_factory=dict)
    _times: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._look = layouts.look(self.number)

    @property
    def name(self) -> str:
        return self._look.name

    def publish(self, count: int) -> list[Story]:
        """Add `count` stories, newer than all others."""
        first = len(self.stories) + 1
        new = [self._written(number) for number in range(first, first + count)]
        self.stories += new
        self._cache.clear()
        return new

    def redesign(self) -> None:
        """Change the class names on every page."""
        self._relook(self._look.redesigned())

    def appeal(self, text: str) -> None:
        """Add a pitch to every page in a plain paragraph, which no class name gives away."""
        self._relook(replace(self._look, appeal=text))

    def rotate_pitch(self) -> None:
        """Show the next pitch in its box. The stories stay the same."""
        self._relook(replace(self._look, turn=self._look.turn + 1))

    def correct(self, number: int, old: str, new: str) -> Story:
        """Replace `old` in the paragraphs of a story and give it a later modification date."""
        before = self.story(number)
        texts = tuple(text.replace(old, new) for text in before.paragraphs)
        if texts == before.paragraphs:
            raise ValueError(f"{old!r} is not in story {number}")
        after = replace(before, paragraphs=texts, modified=self._later())
        self.stories[number - 1] = after
        self._cache.clear()
        return after

    def vanish(self, number: int, status: int = 410) -> None:
        """Answer for the story's page with `status`. Lists still name it."""
        self.gone[self.story(number).path] = status

    def block(self, status: int | None = 403) -> None:
        """Answer every request with `status` from now on; None answers normally again."""
        self.blocked = status

    def story(self, number: int) -> Story:
        return self.stories[number - 1]

    def url(self, number: int) -> str:
        """The canonical address of the story with this number."""
        return self.base + self.story(number).path

    def warm(self) -> None:
        """Make every page now, so that no request waits for it."""
        for path in (*self.offers, *(told.path for told in self.stories)):
            self._honest(path)

    @property
    def offers(self) -> frozenset[str]:
        """The paths of everything that is not an article page."""
        fixed = ("/robots.txt", TDMREP, "/feed.xml", "/atom.xml", "/news.xml", "/", "/sitemap.xml")
        return frozenset((*fixed, *_SITEMAPS, *(f"/{section}/" for section in SECTIONS)))

    def answer(self, path: str) -> FarmAnswer:
        """The answer to a GET of `path`."""
        times = self._times[path]
        self._times[path] += 1
        honest = self._honest(path.partition("?")[0])
        return self.spoil(path, times, honest) if self.spoil else honest

    def _honest(self, path: str) -> FarmAnswer:
        if self.blocked:
            return failure(self.blocked)
        if path in self.gone:
            return failure(self.gone[path])
        if path not in self._cache:
            self._cache[path] = self._made(path)
        return self._cache[path]

    def _made(self, path: str) -> FarmAnswer:
        newest = self.stories[::-1]
        if path in self.offers:
            return self._offered(path, newest)
        number = path.rpartition("-")[2] if path.count("/") == 4 else path.removeprefix("/s/")
        known = number.isdigit() and 0 < int(number) <= len(self.stories)
        if not known or path not in (self.story(int(number)).path, f"/s/{number}"):
            return failure(404)
        told = self.story(int(number))
        others = [other for other in self.stories[told.number : told.number + 3] if other is not told]
        return page(layouts.article(told, self._look, self.base, others), max(told.modified, self._changed))

    def _offered(self, path: str, newest: list[Story]) -> FarmAnswer:
        half = len(newest) // 2
        shown = newest[: self.listed]
        match path:
            case "/robots.txt":
                return FarmAnswer(self.robots.format(base=self.base).encode(), content_type="text/plain")
            case "/.well-known/tdmrep.json":
                return FarmAnswer(self.reserved.encode(), content_type="application/json")
            case "/feed.xml":
                return _xml(listings.rss(self.name, self.base, shown, self.link))
            case "/atom.xml":
                return _xml(listings.atom(self.name, self.base, shown))
            case "/news.xml":
                return _xml(listings.news_sitemap(self.name, self.base, shown))
            case "/sitemap.xml":
                return _xml(listings.sitemap_index(self.base, _SITEMAPS))
            case "/sitemap-new.xml.gz":
                body = listings.packed(listings.sitemap(self.base, newest[:half]))
                return FarmAnswer(body, content_type="application/gzip", etag=etag_of(body))
            case "/sitemap-old.xml":
                return _xml(listings.sitemap(self.base, newest[half:]))
            case "/":
                return page(layouts.section(self._look, self.name, shown))
        section = path.strip("/")
        here = [told for told in newest if told.section == section]
        return page(layouts.section(self._look, section.title(), here[: self.listed]))

    def _written(self, number: int) -> Story:
        told = story("wire" if number in self.wire else f"site {self.number}", number)
        if number not in self.wire:
            return told
        opening = f"{self.name.upper()} — {told.paragraphs[0]}"
        return replace(told, slug=f"wire-{told.slug}", paragraphs=(opening, *told.paragraphs[1:]))

    def _relook(self, look: layouts.Look) -> None:
        self._look = look
        self._changed = self._later()
        self._cache.clear()

    def _later(self) -> datetime:
        """A date later than every other on the site."""
        shown = [self._changed, *(told.modified for told in self.stories)]
        return max(shown).replace(microsecond=0) + timedelta(hours=1)


_SITEMAPS = ("/sitemap-new.xml.gz", "/sitemap-old.xml")


def _xml(text: str) -> FarmAnswer:
    return page(text, content_type="application/xml; charset=utf-8")
