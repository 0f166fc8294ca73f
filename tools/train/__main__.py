"""Train the learned line judge on the open pages of the corpus and write its weights.

python -m tools.train                 trains, prints how the judge holds on sites it has not seen, writes the weights
python -m tools.train --report        prints the figures alone

Needs the extra `train`. The same pages and versions give the same weights.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from benchmarks.corpus import ABSENT, CORPUS, scorer
from scraper.cleaning.classify import learned
from tools.train.fit import Judge, Sample, fit
from tools.train.pages import PAGES, detected_pages, labelled
from tools.train.texts import FLAT, texts

WEIGHTS = Path(learned.__file__).with_name("weights.bin")
LIMITS = (0.010, 0.015, 0.020)
"""Shares of the body's lines that may be lost, for which the share of other lines left is printed."""


def main() -> None:
    """Train, report, write."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--corpus", type=Path, default=CORPUS)
    options.add_argument("--report", action="store_true", help="do not write the weights")
    chosen = options.parse_args()
    score = scorer(chosen.corpus)
    if score is None:
        raise SystemExit(ABSENT)
    pages = list(detected_pages(score))
    sample = Sample([*texts(score, pages), *(labelled(score, page) for page in pages)])
    judge = fit(sample, [taken for page in pages for taken in page.taken])
    report(sample, judge)
    if not chosen.report:
        WEIGHTS.write_bytes(judge.packed)
        print(f"wrote {WEIGHTS.name}, {WEIGHTS.stat().st_size:,} bytes")


def report(sample: Sample, judge: Judge) -> None:
    """Print losses by threshold, and reliability, on texts of sites that the judge was not trained on."""
    for source in FLAT:
        points = [(limit, *losses(sample, judge.unseen, source, limit)) for limit in np.arange(0.3, 0.99, 0.02)]
        for most in LIMITS:
            fitting = [(left, limit) for limit, lost, left in points if lost <= most]
            if fitting:
                left, limit = min(fitting)
                print(f"{source:9} body lost at most {most:.1%}: other left {left:.1%}, threshold {limit:.2f}")
        lost, left = losses(sample, judge.unseen, source)
        print(f"{source:9} as it decides: body lost {lost:.2%}, other left {left:.2%}")
    for source in PAGES:
        lost, left, without = page_losses(sample, judge.unseen, source)
        print(f"{source:10} of open lines: story lost {lost:.2%}, other left {left:.2%} of {without}")
    for road, lines in (("text", sample.flat), ("HTML", ~sample.flat)):
        known = (sample.labels >= 0) & lines
        print(f"{road}: probability  lines  other")
        for low in np.arange(0, 1, 0.1):
            within = known & (judge.unseen >= low) & (judge.unseen < low + 0.1)
            if within.sum():
                print(f"      {low:.1f} to {low + 0.1:.1f}   {within.sum():6}  {sample.labels[within].mean():.2f}")


def page_losses(sample: Sample, probabilities: np.ndarray, source: str) -> tuple[float, float, int]:
    """Of the lines that no detector takes: the share of the story's lost, of others left, and the number of others."""
    lost = left = story = other = 0
    for text, start in zip(sample.texts, sample.starts, strict=True):
        if text.source != source or text.page.context.flat:
            continue
        for index, (label, cut) in enumerate(zip(text.labels, text.page.removed, strict=True)):
            if cut is None and label >= 0:
                leaves = probabilities[start + index] >= learned.needed(text.page, index)
                story, other = story + (label == 0), other + (label == 1)
                lost, left = lost + (leaves and label == 0), left + (not leaves and label == 1)
    return lost / max(1, story), left / max(1, other), other


def losses(sample: Sample, probabilities: np.ndarray, source: str, limit: float = 0.0) -> tuple[float, float]:
    """The shares of body lines lost and of other lines left, each distinct line of a page once.

    Open lines leave from the probability `limit` up; without one, as the judge decides.
    """
    body = other = lost = left = 0
    for text, start in zip(sample.texts, sample.starts, strict=True):
        if text.source != source:
            continue
        gone = [
            decision.reason is not None
            if decision is not None
            else probabilities[start + i] >= (limit or learned.needed(text.page, i))
            for i, decision in enumerate(text.page.decisions)
        ]
        have = {key for key, removed in zip(text.keys, gone, strict=True) if not removed}
        wanted = {key for key, label in text.truth.items() if label == "body" and key}
        unwanted = {key for key, label in text.truth.items() if label == "other" and key}
        body, other = body + len(wanted), other + len(unwanted)
        lost, left = lost + len(wanted - have), left + len(unwanted & have)
    return lost / body, left / other


if __name__ == "__main__":
    main()
