"""`Article.from_dict` is the inverse of `to_dict`, directly and through JSON."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper import clean_text
from scraper.model import (
    Article,
    Completeness,
    DecisionOrigin,
    Figure,
    Heading,
    Image,
    Listing,
    Origin,
    Paragraph,
    Path,
    Preformatted,
    Quote,
    Reason,
    Removal,
    Route,
    Span,
    Table,
)  # fmt: skip
from tests.support.markup_strategies import BLOCKS

texts = st.text(max_size=20)
maybe = st.none() | texts
numbers = st.integers(0, 10_000)
few = st.lists(texts, max_size=3).map(tuple)
places = st.builds(Span, numbers, numbers, texts) | st.builds(Path, texts, numbers)
images = st.builds(Image, texts, texts, texts)
shares = st.floats(0, 1)
blocks = st.one_of(
    st.builds(Paragraph, texts, places),
    st.builds(Heading, texts, st.integers(2, 6), places),
    st.builds(Quote, few, places),
    st.builds(Listing, few, st.booleans(), places, numbers, st.booleans()),
    st.builds(Figure, images, places),
    st.builds(Table, st.lists(few, max_size=3).map(tuple), st.booleans(), places),
    st.builds(Preformatted, texts, places),
)
removals = st.builds(
    Removal, st.sampled_from(Reason), texts, texts, places, st.sampled_from(DecisionOrigin),
    st.lists(images, max_size=2).map(tuple), st.none() | shares,
)  # fmt: skip
named_by = st.sampled_from(["", "canonical", "og:url"])
origins = st.builds(Origin, st.sampled_from(Route), texts, texts, st.booleans(), texts, named_by)
articles = st.builds(
    Article,
    url=maybe,
    title=maybe,
    subtitle=maybe,
    authors=few,
    published=maybe,
    modified=maybe,
    language=maybe,
    section=maybe,
    images=st.lists(images, max_size=2).map(tuple),
    blocks=st.lists(blocks | BLOCKS, max_size=4).map(tuple),
    removals=st.lists(removals, max_size=3).map(tuple),
    origin=origins,
    confidence=shares,
    completeness=st.builds(Completeness, st.none() | shares, st.none() | st.booleans(), few),
    site=maybe,
    description=maybe,
    tags=few,
)


@given(articles)
@settings(max_examples=300)
def test_any_article_is_restored(article: Article) -> None:
    plain = article.to_dict()
    assert Article.from_dict(plain) == article
    assert Article.from_dict(json.loads(json.dumps(plain))) == article
    assert Article.from_dict(plain).to_dict() == plain


TEXT = (
    "Ferry to leave at seven\n\nBy Rosa Bellamy\n\nThe ferry leaves at seven, the council said.\n\n1. Lamps\n2. Ropes\n"
)
PLAIN = clean_text(TEXT).to_dict()


def test_restored_article_is_hashable_throughout() -> None:
    again = Article.from_dict(json.loads(json.dumps(PLAIN)))
    assert hash(again) == hash(clean_text(TEXT))
    assert again.removals
    assert all(isinstance(removal.reason, Reason) for removal in again.removals)


def test_missing_field_has_its_default() -> None:
    old = {name: value for name, value in PLAIN.items() if name not in ("confidence", "completeness", "text")}
    assert Article.from_dict(old) == replace(Article.from_dict(PLAIN), confidence=1.0)


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({}, id="nothing"),
        pytest.param({**PLAIN, "headline": "Ferry"}, id="field-that-is-none"),
        pytest.param({name: value for name, value in PLAIN.items() if name != "origin"}, id="field-left-out"),
        pytest.param({**PLAIN, "blocks": [{"type": "poem", "text": "Sea"}]}, id="block-of-no-kind"),
        pytest.param({**PLAIN, "blocks": [{"text": "Sea"}]}, id="block-without-a-kind"),
        pytest.param({**PLAIN, "blocks": [{"type": "paragraph", "text": "Sea"}]}, id="block-without-a-place"),
        pytest.param({**PLAIN, "removals": [{"reason": "whim", "rule": "", "text": "", "place": None}]}, id="reason"),
        pytest.param([], id="a-list"),
    ],
)
def test_what_is_not_an_article_is_refused(wrong: Any) -> None:
    with pytest.raises(ValueError, match="not an article"):
        Article.from_dict(wrong)


@pytest.mark.parametrize(
    ("published", "moment"),
    [
        ("2026-03-02", datetime(2026, 3, 2, tzinfo=UTC)),
        ("2026-03-02T08:30:00", datetime(2026, 3, 2, 8, 30, tzinfo=UTC)),
        ("2026-03-02T08:30:00+02:00", datetime(2026, 3, 2, 6, 30, tzinfo=UTC)),
        ("sometime", None),
        (None, None),
    ],
)
def test_dates_as_times(published: str | None, moment: datetime | None) -> None:
    article = replace(Article.from_dict(PLAIN), published=published, modified=published)
    assert article.published_at == article.modified_at == moment
    assert moment is None or article.published_at.utcoffset() is not None  # type: ignore[union-attr]
    plain = article.to_dict()
    assert plain["published_at"] == (article.published_at.isoformat() if article.published_at else None)
    assert Article.from_dict(json.loads(json.dumps(plain))) == article


def test_an_article_of_an_older_version_is_read() -> None:
    new = ("site", "description", "tags", "published_at", "modified_at")
    old = {name: value for name, value in PLAIN.items() if name not in new}
    article = Article.from_dict(old)
    assert (article.site, article.description, article.tags) == (None, None, ())
