"""No score on the real pages is below its floor, and no floor is lowered."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest

from benchmarks import corpus, quality
from benchmarks.peers import peers
from scraper import clean_html

SCORE = corpus.scorer()
FLOORS = quality.read_floors()


needs_corpus = pytest.mark.skipif(SCORE is None, reason="../shared/corpus is not there")


@needs_corpus
@pytest.mark.parametrize("name", [*quality.LINES, *quality.PAGES])
def test_no_score_below_its_floor(name):
    figures = {name: quality.measure(SCORE, name)}
    assert quality.fallen(figures, FLOORS) == []
    assert set(FLOORS[name]) == set(figures[name])


@needs_corpus
def test_a_rule_is_as_right_as_the_generic_route_on_the_pages_of_its_publisher():
    shares = defaultdict(list)
    for page in corpus.publisher_pages():
        for rule in (None, page.rule):
            text = clean_html(page.html, page.url, rule=rule).text
            shares[page.publisher, rule is None].append(SCORE.overlap(page.truth, text)[:2])
    f1 = {key: SCORE.f1(*(SCORE.mean(values) for values in zip(*pairs, strict=True))) for key, pairs in shares.items()}
    assert {name: f1[name, False] for name, _ in f1 if f1[name, False] < f1[name, True] - 1e-9} == {}


def test_there_are_floors_for_all_sets():
    assert list(FLOORS) == [*quality.LINES, *quality.PAGES]
    assert all(0 < floor <= 1 for floors in FLOORS.values() for key, floor in floors.items() if key != "pitches")


@pytest.mark.parametrize(
    ("figures", "faults"),
    [
        pytest.param({"F1": 0.9, "pitches": 3.0}, 0, id="as they were"),
        pytest.param({"F1": 0.95, "pitches": 1.0}, 0, id="better"),
        pytest.param({"F1": 0.8999, "pitches": 3.0}, 1, id="a score below"),
        pytest.param({"F1": 0.9, "pitches": 4.0}, 1, id="pitches above"),
        pytest.param({"F1": 0.9, "pitches": 3.0, "R": 0.1}, 0, id="a figure without a floor"),
    ],
)
def test_fallen(figures, faults):
    assert len(quality.fallen({"aeb": figures}, {"aeb": {"F1": 0.9, "pitches": 3}})) == faults
    assert quality.fallen({"other": figures}, {"aeb": {"F1": 0.9}}) == []


def test_floors_rise_to_just_below_the_measured_figures():
    figures = {"aeb": {"F1": 0.95, "R": 0.9005, "pitches": 1.0}}
    floors = {"aeb": {"F1": 0.9, "R": 0.9, "pitches": 5}, "lines": {"exact": 0.8}}
    assert quality.raised(figures, floors) == {
        "aeb": {"F1": pytest.approx(0.948, abs=1e-4), "R": 0.9, "pitches": 2},
        "lines": {"exact": 0.8},
    }


def test_a_floor_is_never_lowered(tmp_path: Path, monkeypatch, capsys):
    path = tmp_path / "floors.toml"
    path.write_text(quality.written({"aeb": {"F1": 0.9, "P": 0.5}}), "utf-8")
    before = path.read_text("utf-8")
    monkeypatch.setattr(quality, "measure", lambda score, name: {"F1": 0.89, "P": 0.9})
    assert quality.update(quality, ["aeb"], path) == 1
    assert path.read_text("utf-8") == before
    assert "F1: 0.8900 is below 0.9" in capsys.readouterr().out


def test_floors_are_read_back_as_written(tmp_path: Path, monkeypatch):
    path = tmp_path / "floors.toml"
    monkeypatch.setattr(quality, "measure", lambda score, name: {"F1": 0.89, "pitches": 4.0})
    assert quality.update(quality, ["aeb", "fundus"], path) == 0
    assert quality.read_floors(path) == {name: {"F1": 0.888, "pitches": 5} for name in ("aeb", "fundus")}
    assert quality.update(quality, ["aeb", "fundus"], path) == 0, "measured again, the same holds"


def test_without_the_corpus_there_is_nothing_to_measure(tmp_path: Path, monkeypatch, capsys):
    assert corpus.scorer(tmp_path) is None
    monkeypatch.setattr(quality, "scorer", lambda: None)
    assert quality.main([]) == 0
    assert "no pages to measure on" in capsys.readouterr().out


def test_peers_that_are_not_installed_are_left_out():
    assert all(re.fullmatch(r"\S+ \d+(\.\d+)*\S*", label) for label in peers())
    assert len(peers()) <= 5
