"""What the markup says of each line of a page: its element, the elements around it, and how those of the prose compare.

A line whose element has the same parent as most of the prose is probably of the story; one that stands elsewhere in the
tree, in links, or below a heading of its own is probably not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from scraper.cleaning.classify.learned.columns import averages, with_neighbours
from scraper.cleaning.classify.page import Classification
from scraper.cleaning.lines.line import LineKind

_NUMBER = re.compile(r":nth-child\(\d+\)")
_STEP = " > "
_KINDS = {kind: number for number, kind in enumerate(LineKind)}
_TAGS = {
    tag: number
    for number, tag in enumerate(
        (
            "p", "div", "li", "h1", "h2", "h3", "h4", "h5", "span", "a", "td", "section", "article", "aside",
            "blockquote", "header", "footer", "figure", "figcaption", "time", "strong", "em", "center", "main", "ul",
            "dl", "dd", "dt",
        ),
        1,
    )
}  # fmt: skip
_AROUND = 10
"""So many lines before and after are asked for the same parent."""


def columns_of_markup(page: Classification) -> list[list[int]]:
    """The columns of a page's lines that rest on markup, one number a line in each."""
    lines = page.lines
    places = [str(line.place).rpartition(_STEP) for line in lines]
    parents = [parent for parent, _, _ in places]
    tags = [step.partition(":")[0] for _, _, step in places]
    shapes = {parent: _NUMBER.sub("", parent) for parent in set(parents)}
    around = {parent: _TAGS.get(shape.rpartition(_STEP)[2], 0) for parent, shape in shapes.items()}
    linked = [int(20 * line.linked) for line in lines]
    kinds = [7 * _KINDS[line.kind] + min(line.level, 6) for line in lines]
    groups = Counter(line.group for line in lines if line.group)
    return [
        linked,
        *averages(linked),
        *with_neighbours(kinds, (-1, 1)),
        *_beside_prose(page, parents, [(shapes[parent], tag) for parent, tag in zip(parents, tags, strict=True)]),
        [_TAGS.get(tag, 0) for tag in tags],
        [around[parent] for parent in parents],
        [min(groups[line.group], 30) for line in lines],
        _alike(parents),
    ]


def _beside_prose(page: Classification, parents: Sequence[str], shapes: Sequence[tuple[str, str]]) -> list[list[int]]:
    """How much of the prose has the parent of a line, and its tags; and how far it is from where most prose stands."""
    prose = [
        (parent, shape, len(line.text))
        for index, (parent, shape, line) in enumerate(zip(parents, shapes, page.lines, strict=True))
        if page.removed[index] is None and page.is_prose(index)
    ]
    by_parent, by_shape = Counter[str](), Counter[tuple[str, str]]()
    for parent, shape, size in prose:
        by_parent[parent] += size
        by_shape[shape] += size
    total = max(1, sum(size for _, _, size in prose))
    main = max(by_parent, key=by_parent.__getitem__, default="").split(_STEP)
    steps = {parent: parent.split(_STEP) for parent in set(parents)}
    shared = {parent: _shared(path, main) for parent, path in steps.items()}
    return [
        [60 * by_parent[parent] // total for parent in parents],
        [60 * by_shape[shape] // total for shape in shapes],
        [max(0, min(40, len(steps[parent]) - len(main) + 20)) for parent in parents],
        [min(40, len(main) - shared[parent]) for parent in parents],
        [min(20, len(steps[parent]) - shared[parent]) for parent in parents],
    ]


def _shared(path: Sequence[str], other: Sequence[str]) -> int:
    """How many steps two paths have in common, from the top."""
    return next(
        (at for at, (one, two) in enumerate(zip(path, other, strict=False)) if one != two), min(len(path), len(other))
    )


def _alike(parents: Sequence[str]) -> list[int]:
    """How many of the lines around a line have the same parent."""
    return [
        parents[max(0, index - _AROUND) : index + _AROUND + 1].count(parent) for index, parent in enumerate(parents)
    ]
