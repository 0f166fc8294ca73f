"""Random texts with random, properly nested spans, and random articles of them."""

from __future__ import annotations

from hypothesis import strategies as st

from scraper.model import (
    Article,
    Block,
    Cell,
    Container,
    Embed,
    Figure,
    Heading,
    Image,
    Inline,
    InlineKind,
    Listing,
    Origin,
    Paragraph,
    Path,
    Preformatted,
    Quote,
    Route,
    Table,
)

HERE = Path("p", 0)
CHARACTERS = "ab1 9é\u00a0“—#*_-+>`~[]()!<>&;:|=\\/.\"'$@^{}"
TEXT = st.text(alphabet=CHARACTERS, min_size=1, max_size=24).map(lambda text: " ".join(text.split())).filter(bool)
ADDRESSES = st.sampled_from(
    ["https://quay.example/a", "https://quay.example/a(b)_*c*?x=1&amp;y=`z`", "/pier one", "mailto:ada@quay.example"]
)
HOSTILE = st.sampled_from(
    ["javascript:alert(1)", " java\tscript:alert(1)", "\x01javascript:x", "data:text/html,<script>x</script>",
     "vbscript:x", '"><script>x()</script>', "' onload='x()", "#x\" onclick=\"y()",
     "https://quay.example/\" onmouseover=\"x"]
)  # fmt: skip
Kinds = st.SearchStrategy[InlineKind]


@st.composite
def spans_in(
    draw: st.DrawFn, text: str, kinds: st.SearchStrategy[InlineKind], urls: st.SearchStrategy[str]
) -> tuple[Inline, ...]:
    """Spans of `text`: sorted, nested, none twice inside itself, none that begins or ends in white space."""
    found: list[Inline] = []

    def fill(start: int, end: int, around: frozenset[InlineKind]) -> None:
        at = start
        while at < end and len(found) < 8 and draw(st.booleans()):
            begin = draw(st.integers(at, end - 1))
            stop = draw(st.integers(begin + 1, end))
            kind = draw(kinds)
            at = stop
            part = text[begin:stop]
            if kind in around or part != part.strip() or kind is InlineKind.BREAK:
                continue
            linked = kind in (InlineKind.LINK, InlineKind.REFERENCE)
            title = draw(TEXT) if kind is InlineKind.LINK and draw(st.booleans()) else ""
            found.append(Inline(kind, begin, stop, draw(urls) if linked else "", title))
            fill(begin, stop, around | {kind})

    fill(0, len(text), frozenset())
    return tuple(sorted(found, key=lambda span: (span.start, -span.end)))


def marked(
    kinds: st.SearchStrategy[InlineKind], urls: st.SearchStrategy[str]
) -> st.SearchStrategy[tuple[str, tuple[Inline, ...]]]:
    """A text with spans."""
    return TEXT.flatmap(lambda text: spans_in(text, kinds, urls).map(lambda spans: (text, spans)))


ANY = st.text(max_size=30) | HOSTILE | TEXT
inlines = st.builds(
    Inline, st.sampled_from(InlineKind), st.integers(-2, 30), st.integers(-2, 30), HOSTILE | ADDRESSES, ANY,
    st.sampled_from(["<math><mi>x</mi></math>", "<math><script>x()</script><mi onclick=x>y</mi></math>", "<b>"]),
)  # fmt: skip
containers = st.builds(
    Container,
    st.integers(0, 3),
    st.integers(0, 3),
    st.booleans(),
    st.integers(-3, 1200),
    st.sampled_from(["", "a", "I", '"><b']),
)  # fmt: skip
many_spans = st.lists(inlines, max_size=5).map(tuple)
within = st.lists(containers, max_size=3).map(tuple)
few = st.lists(ANY, max_size=3).map(tuple)
images = st.builds(Image, HOSTILE | ADDRESSES, ANY, ANY, ANY, st.integers(-1, 900), st.integers(-1, 900))
cells = st.builds(Cell, st.integers(0, 3), st.integers(0, 3), st.booleans(), st.integers(1, 4), st.integers(1, 4))
places = st.just(HERE)
BLOCKS: st.SearchStrategy[Block] = st.one_of(
    st.builds(Paragraph, ANY, places, many_spans, within),
    st.builds(Heading, ANY, st.integers(0, 9), places, many_spans, within),
    st.builds(Quote, few, places, many_spans, within),
    st.builds(
        Listing, few, st.booleans(), places, st.integers(-3, 1200), st.booleans(), st.sampled_from(["", "a", '"><b']),
        st.just(()), many_spans, within,
    ),
    st.builds(Figure, images, places, within),
    st.builds(Embed, ANY, HOSTILE | ADDRESSES, places, few, many_spans, within),
    st.builds(
        Table, st.lists(few, max_size=3).map(tuple), st.booleans(), places, ANY, st.lists(cells, max_size=3).map(tuple),
        many_spans, within,
    ),
    st.builds(Preformatted, ANY, places, ANY, within),
)  # fmt: skip


def article_of(
    *blocks: Block, title: str | None = None, subtitle: str | None = None, language: str | None = "en"
) -> Article:
    """An article with these blocks."""
    return Article(
        "https://quay.example/news/1", title, subtitle, ("Ada Example",), "2024-03-02", None, language, None, (),
        blocks, (), Origin(Route.GENERIC),
    )  # fmt: skip


articles = st.builds(
    lambda blocks, title, subtitle, language: article_of(*blocks, title=title, subtitle=subtitle, language=language),
    st.lists(BLOCKS, max_size=5), st.none() | ANY, st.none() | ANY,
    st.sampled_from([None, "en", "pt-BR", '"><script>']),
)  # fmt: skip
