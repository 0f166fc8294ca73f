"""Articles as a table of pandas."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pandas
import pytest
from bodycopy.model import Completeness, Reason

import bodycopy
from tests.integrations.story import CUT, PAGE, URL

ARTICLE = bodycopy.clean_html(PAGE, URL)


def test_a_row_holds_what_the_article_holds() -> None:
    [row] = bodycopy.to_pandas([ARTICLE]).to_dict("records")
    assert row["url"] == URL
    assert row["title"] == "Harbour opens its books"
    assert row["authors"] == ["Ada Example"]
    assert row["text"] == ARTICLE.text
    assert CUT not in row["text"]
    assert row["published_at"] == datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
    assert row["words"] == len(ARTICLE.text.split())
    assert row["removals"] == len(ARTICLE.removals) == sum(row["removed"].values())
    assert row["removed"][Reason.NEWSLETTER.value] == 1


def test_columns_have_the_same_types_with_and_without_rows() -> None:
    bare = replace(ARTICLE, published=None, modified=None, completeness=Completeness())
    known = replace(ARTICLE, completeness=Completeness(0.5, paywalled=True))
    frames = [bodycopy.to_pandas(rows) for rows in ([bare], [known], [bare, known])]
    assert {tuple(frame.dtypes.items()) for frame in frames} == {tuple(frames[0].dtypes.items())}
    empty = bodycopy.to_pandas([])
    assert list(empty.columns) == list(frames[0].columns)
    assert empty["published_at"].dtype == frames[0]["published_at"].dtype
    assert len(empty) == 0


def test_what_is_not_known_is_missing() -> None:
    bare = replace(ARTICLE, published="sometime", completeness=Completeness())
    frame = bodycopy.to_pandas(iter([bare, replace(ARTICLE, completeness=Completeness(0.5, paywalled=False))]))
    assert frame["published_at"].isna().tolist() == [True, False]
    assert frame["paywalled"].isna().tolist() == [True, False]
    assert frame["present"].mean() == pytest.approx(0.5)
    assert frame["published_at"].dt.year.max() == 2026


def test_old_and_far_dates_are_kept() -> None:
    dates = ["1665-11-07", "2400-01-01T00:00:00+02:00"]
    frame = bodycopy.to_pandas(replace(ARTICLE, published=date) for date in dates)
    assert frame["published_at"].dt.year.tolist() == [1665, 2399]


def test_a_frame_can_be_grouped_and_joined() -> None:
    frame = bodycopy.to_pandas([ARTICLE, replace(ARTICLE, site="Quay News"), replace(ARTICLE, site="Quay News")])
    assert frame.groupby("site")["words"].count().to_dict() == {"Quay News": 2}
    assert isinstance(frame, pandas.DataFrame)
