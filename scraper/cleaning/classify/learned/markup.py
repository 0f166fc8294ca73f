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
    numbers: dict[str, int] = {}
    parents: list[int] = []
    tags: list[int] = []
    for line in lines:
        parent, _, step = str(line.place).rpartition(_STEP)
        parents.append(numbers.setdefault(parent, len(numbers)))
        tags.append(_TAGS.get(step.partition(":")[0], 0))
    paths = list(numbers)
    kinds = [7 * _KINDS[line.kind] + min(line.level, 6) for line in lines]
    linked = [int(20 * line.linked) for line in lines]
    groups = Counter(line.group for line in lines if line.group)
    around = [_TAGS.get(path.rpartition(_STEP)[2].partition(":")[0], 0) for path in paths]
    return [
        linked,
        *averages(linked),
        *with_neighbours(kinds, (-1, 1)),
        *_beside_prose(page, paths, parents, tags),
        tags,
        [around[parent] for parent in parents],
        [min(groups[line.group], 30) for line in lines],
        [parents[max(0, i - _AROUND) : i + _AROUND + 1].count(parent) for i, parent in enumerate(parents)],
    ]


def _beside_prose(
    page: Classification, paths: Sequence[str], parents: Sequence[int], tags: Sequence[int]
) -> list[list[int]]:
    """How much of the prose has the parent of a line, and its tags; and how far it is from where most prose stands.

    `paths` are those of the parents, whose numbers are in `parents`.
    """
    shapes = [_NUMBER.sub("", path) for path in paths]
    by_parent, by_shape = Counter[int](), Counter[tuple[str, int]]()
    for index, (parent, tag) in enumerate(zip(parents, tags, strict=True)):
        if page.removed[index] is None and page.is_prose(index):
            size = len(page.lines[index].text)
            by_parent[parent] += size
            by_shape[shapes[parent], tag] += size
    total = max(1, by_parent.total())
    main = paths[max(by_parent, key=by_parent.__getitem__)].split(_STEP) if by_parent else [""]
    steps = [path.split(_STEP) for path in paths]
    shared = [_shared(path, main) for path in steps]
    return [
        [60 * by_parent[parent] // total for parent in parents],
        [60 * by_shape[shapes[parent], tag] // total for parent, tag in zip(parents, tags, strict=True)],
        [max(0, min(40, len(steps[parent]) - len(main) + 20)) for parent in parents],
        [min(40, len(main) - shared[parent]) for parent in parents],
        [min(20, len(steps[parent]) - shared[parent]) for parent in parents],
    ]


def _shared(path: Sequence[str], other: Sequence[str]) -> int:
    """How many steps two paths have in common, from the top."""
    return next(
        (at for at, (one, two) in enumerate(zip(path, other, strict=False)) if one != two), min(len(path), len(other))
    )
