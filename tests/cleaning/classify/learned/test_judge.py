from importlib.resources import files

import pytest

from scraper.cleaning.classify import learned
from scraper.cleaning.classify.learned.columns import HIGHEST
from scraper.cleaning.classify.learned.forest import LeafTree, Split
from scraper.cleaning.classify.learned.judge import (
    REASON_BUCKETS,
    LineJudge,
    Scale,
    Settings,
    line_judge,
    read_judge,
    write_judge,
)
from scraper.cleaning.classify.learned.surroundings import PAGE_COLUMNS, TEXT_COLUMNS
from scraper.cleaning.classify.learned.wording import BUCKETS, wording_buckets
from scraper.model import Reason

MOST_BYTES = 2_000_000
SETTINGS = Settings(-0.5, 0.02, ("comments", "related"), Scale(-3.0, 0.01, 2), Scale(-1.0, 0.01, 1))


def small() -> bytes:
    wording, comments, related = [0] * BUCKETS, [0] * REASON_BUCKETS, [0] * REASON_BUCKETS
    for bucket in wording_buckets("Reply", "reply"):
        wording[bucket] = 100
        comments[bucket % REASON_BUCKETS] = 100
    tree = LeafTree((Split(0, 30, 0b1),), (0, 255))
    return write_judge(SETTINGS, wording, (comments, related), [tree, tree, tree])


def test_what_is_written_is_read_back() -> None:
    judge = read_judge(small())
    assert judge.settings == SETTINGS
    assert judge.wording_bin(0) < judge.wording_bin(200) <= HIGHEST - 1
    low, high = ([value] + [0] * (TEXT_COLUMNS - 1) for value in (30, 31))
    assert judge.probability(low, flat=True) == pytest.approx(0.0474, abs=0.001)
    assert judge.probability(high, flat=True) == pytest.approx(0.8909, abs=0.001)
    assert judge.probability([31] + [0] * (PAGE_COLUMNS - 1), flat=False) == pytest.approx(0.825, abs=0.001)
    assert judge.reason(wording_buckets("Reply", "reply")) is Reason.COMMENTS


def test_a_file_that_is_cut_short_is_refused() -> None:
    with pytest.raises(Exception, match="incomplete"):
        read_judge(small()[:-20])


def test_the_weights_that_come_with_the_package() -> None:
    assert len(files(learned.__name__).joinpath("weights.bin").read_bytes()) <= MOST_BYTES
    judge = line_judge()
    assert isinstance(judge, LineJudge)
    assert line_judge() is judge
    assert 0 < judge.probability([0] * TEXT_COLUMNS, flat=True) < 1
    assert 0 < judge.probability([0] * PAGE_COLUMNS, flat=False) < 1
    assert {"caption", "related", "newsletter"} <= set(judge.settings.reasons)
