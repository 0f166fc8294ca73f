"""Articles as a table of pandas, one row each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from scraper.errors import MissingExtra
from scraper.model import Article

if TYPE_CHECKING:
    from pandas import DataFrame

_TEXTS = (
    "url", "title", "subtitle", "published", "modified", "language", "section", "site", "description", "text", "source",
)  # fmt: skip
_LISTS = ("authors", "tags")
_MOMENTS = ("published_at", "modified_at")
_COUNTS = ("words", "blocks", "images", "removals")
_COLUMNS = (*_TEXTS, *_LISTS, *_MOMENTS, "confidence", "present", "paywalled", *_COUNTS, "removed")


def to_pandas(articles: Iterable[Article]) -> DataFrame:
    """A `DataFrame` with a row for each article, and the same columns for any.

    Beside the fields: `text`, `source`, `present` and `paywalled` (of `completeness`), the numbers of `words`,
    `blocks`, `images` and `removals`, and `removed`, the number of removals by reason. `published_at` and `modified_at`
    are times in UTC. Raises MissingExtra without pandas.
    """
    try:
        from pandas import DataFrame
    except ImportError as error:
        raise MissingExtra("pandas", "pandas") from error
    frame = DataFrame.from_records([_values(article) for article in articles], columns=list(_COLUMNS))
    return frame.astype(
        dict.fromkeys(_TEXTS, "string")
        | dict.fromkeys(_MOMENTS, "datetime64[us, UTC]")
        | dict.fromkeys(_COUNTS, "int64")
        | dict.fromkeys(("confidence", "present"), "float64")
        | {"paywalled": "boolean"}
    )


def _values(article: Article) -> tuple[object, ...]:
    removed = Counter(removal.reason.value for removal in article.removals)
    return (
        *(getattr(article, name) for name in _TEXTS), *(list(getattr(article, name)) for name in _LISTS),
        *(getattr(article, name) for name in _MOMENTS), article.confidence, article.completeness.share,
        article.completeness.paywalled, len(article.text.split()), len(article.blocks), len(article.images),
        len(article.removals), dict(removed),
    )  # fmt: skip
