"""Fit the models of the line judge: wording first, then trees over what wording says of a line and its neighbours.

One wording model serves text and pages; each of the two has a forest of its own. The trees learn from wording scores of
models that have not seen the site, as they will meet them later.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import lightgbm
import numpy as np
import scipy.sparse
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from scraper.cleaning.classify.features import plainly
from scraper.cleaning.classify.learned import open_rows
from scraper.cleaning.classify.learned.forest import LEAVES, LeafTree, Split
from scraper.cleaning.classify.learned.judge import REASON_BUCKETS, LineJudge, Scale, Settings, write_judge
from scraper.cleaning.classify.learned.surroundings import PAGE_COLUMNS, TEXT_COLUMNS
from scraper.cleaning.classify.learned.wording import BUCKETS, wording_buckets
from tools.train.labelled import Labelled

FOLDS = 6
TREES = {
    "n_estimators": 200, "learning_rate": 0.09, "num_leaves": LEAVES, "min_child_samples": 60, "subsample": 0.8,
    "subsample_freq": 1, "colsample_bytree": 0.5, "reg_lambda": 5.0, "max_bin": 64, "min_data_in_bin": 1,
    "deterministic": True, "force_row_wise": True, "num_threads": 2, "seed": 1, "verbose": -1,
}  # fmt: skip
MIN_REASON = 60
"""Lines that a reason needs to be named by the judge."""


@dataclass(frozen=True, slots=True)
class Judge:
    """A trained judge, packed, and probabilities by models that had not seen the site; NaN for lines not examined."""

    settings: Settings
    packed: bytes
    unseen: np.ndarray


class Sample:
    """All lines of the texts, one after the other: `starts` has the number of each text's first line."""

    def __init__(self, texts: Sequence[Labelled]) -> None:
        self.texts = texts
        counts = [len(text.labels) for text in texts]
        self.starts = [int(start) for start in np.cumsum([0, *counts])[:-1]]
        self.labels = np.array([label for text in texts for label in text.labels])
        self.weights = np.repeat([text.weight for text in texts], counts)
        self.sites = np.repeat([text.site for text in texts], counts)
        self.flat = np.repeat([text.page.context.flat for text in texts], counts)
        self.wording = _counts([
            wording_buckets(line.text, lower)
            for text in texts for line, lower in zip(text.page.lines, text.page.lower, strict=True)
        ], BUCKETS)  # fmt: skip

    def folds(self) -> list[tuple[np.ndarray, np.ndarray]]:
        """Numbers of lines to train on and to test on; the lines of a site are on one side."""
        return list(GroupKFold(FOLDS).split(self.labels, self.labels, self.sites))


def fit(sample: Sample, taken: Sequence[tuple[str, str]]) -> Judge:
    """Fit all models. `taken` are lines that the detectors take from pages, each with its reason."""
    known = sample.labels >= 0
    rows = np.full((len(sample.labels), max(TEXT_COLUMNS, PAGE_COLUMNS)), -1, dtype=np.int16)
    folds = sample.folds()
    for train, test in folds:
        judge = _judge(*_wording(sample, train[known[train]]))
        _fill(rows, sample, judge, np.unique(test))
    asked = rows[:, 0] >= 0
    unseen = np.full(len(sample.labels), np.nan)
    forests = []
    for columns, road in ((TEXT_COLUMNS, sample.flat), (PAGE_COLUMNS, ~sample.flat)):
        own, here = rows[:, :columns], asked & road
        for train, test in folds:
            model = _trees(sample, own, train[known[train] & here[train]])
            inside = test[here[test]]
            unseen[inside] = model.predict_proba(own[inside])[:, 1]
        forests.append(_whole_numbers(_trees(sample, own, np.flatnonzero(known & here))))
    bias, scale, wording = _wording(sample, np.flatnonzero(known))
    names, reasons = _reasons(taken)
    settings = Settings(bias, scale, names, *(Scale(base, step, len(trees)) for base, step, trees in forests))
    trees = [tree for _, _, grown in forests for tree in grown]
    return Judge(settings, write_judge(settings, wording, reasons, trees), unseen)


def _counts(buckets: Sequence[Sequence[int]], size: int) -> scipy.sparse.csr_matrix:
    ends = np.cumsum([0] + [len(each) for each in buckets])
    columns = np.fromiter((bucket % size for each in buckets for bucket in each), dtype=np.int32, count=ends[-1])
    matrix = scipy.sparse.csr_matrix((np.ones(len(columns), np.float32), columns, ends), shape=(len(buckets), size))
    matrix.sum_duplicates()
    return matrix


def _wording(sample: Sample, lines: np.ndarray) -> tuple[float, float, list[int]]:
    """Bias, scale and whole weights of the wording model of some lines."""
    model = LogisticRegression(C=0.5, max_iter=60)
    model.fit(sample.wording[lines], sample.labels[lines], sample_weight=sample.weights[lines])
    scale = float(np.abs(model.coef_).max()) / 127
    return float(model.intercept_[0]), scale, np.round(model.coef_[0] / scale).astype(int).tolist()


def _judge(bias: float, scale: float, wording: list[int]) -> LineJudge:
    none = Scale(0, 0, 0)
    return LineJudge(Settings(bias, scale, (), none, none), wording, (), ())


def _fill(rows: np.ndarray, sample: Sample, judge: LineJudge, lines: np.ndarray) -> None:
    """Fill in the column values of the open lines among `lines`, all lines of some texts."""
    inside = set(lines.tolist())
    for text, start in zip(sample.texts, sample.starts, strict=True):
        if start in inside and text.labels:
            for index, row in open_rows(text.page, judge).items():
                rows[start + index, : len(row)] = row


def _trees(sample: Sample, rows: np.ndarray, lines: np.ndarray) -> lightgbm.LGBMClassifier:
    model = lightgbm.LGBMClassifier(**TREES)
    return model.fit(rows[lines], sample.labels[lines], sample_weight=sample.weights[lines])


def _whole_numbers(model: lightgbm.LGBMClassifier) -> tuple[float, float, list[LeafTree]]:
    """Base, step and trees with leaf values 0 to 255: log-odds are base + step * their sum."""
    found = [_tree(info["tree_structure"]) for info in model.booster_.dump_model()["tree_info"]]
    step = max(max(leaves) - min(leaves) for _, leaves in found) / 255
    trees = [
        LeafTree(tuple(splits), tuple(round((value - min(leaves)) / step) for value in leaves))
        for splits, leaves in found
    ]
    return sum(min(leaves) for _, leaves in found), step, trees


def _tree(root: dict) -> tuple[list[Split], list[float]]:
    splits: list[Split] = []
    leaves: list[float] = []

    def walk(node: dict) -> None:
        if "leaf_value" in node:
            leaves.append(node["leaf_value"])
            return
        first = len(leaves)
        walk(node["left_child"])
        left = (1 << len(leaves)) - (1 << first)
        splits.append(Split(node["split_feature"], int(node["threshold"]), left))
        walk(node["right_child"])

    walk(root)
    return splits, leaves


def _reasons(taken: Sequence[tuple[str, str]]) -> tuple[tuple[str, ...], list[list[int]]]:
    """The reasons that the receipts of the HTML route have enough lines of, and the weights of their wording."""
    lines = {(line.strip(), reason) for text, reason in taken for line in text.split("\n")[:10]}
    examples = sorted((text, reason) for text, reason in lines if text)
    counts = {name: sum(reason == name for _, reason in examples) for _, name in examples}
    examples = [(text, reason) for text, reason in examples if counts[reason] >= MIN_REASON]
    matrix = _counts([wording_buckets(text, plainly(text)) for text, _ in examples], REASON_BUCKETS)
    model = LogisticRegression(C=0.5, max_iter=60)
    weights = [1 / counts[reason] ** 0.5 for _, reason in examples]
    model.fit(matrix, [reason for _, reason in examples], sample_weight=10 * np.array(weights))
    scale = np.abs(model.coef_).max() / 127
    return tuple(model.classes_.tolist()), np.round(model.coef_ / scale).astype(int).tolist()
