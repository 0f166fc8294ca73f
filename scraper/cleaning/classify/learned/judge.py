"""The weights of the line judge: what `weights.bin` holds, and how it is read and written.

The file is compressed. Its first line is a JSON object, the fields of `Settings`; then come the weights of the wording
model, those of each reason, and the trees of each forest, all at their full size.
"""

from __future__ import annotations

import json
import math
import struct
import zlib
from array import array
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache, cached_property
from importlib.resources import files

from scraper.cleaning.classify.learned.columns import HIGHEST
from scraper.cleaning.classify.learned.forest import LEAVES, Forest, LeafTree, Split
from scraper.cleaning.classify.learned.surroundings import PAGE_COLUMNS, TEXT_COLUMNS
from scraper.cleaning.classify.learned.wording import BUCKETS
from scraper.model import Reason

REASON_BUCKETS = 1 << 13
"""The reason models have fewer weights, as they are asked about lines that leave alone."""
_TREE = struct.Struct(f"<{2 * (LEAVES - 1)}B{LEAVES - 1}I{LEAVES}B")
_NO_SPLIT = 255


@dataclass(frozen=True, slots=True)
class Scale:
    """Log-odds are `base` plus `step` times a sum of leaf values; `trees` is the size of the forest."""

    base: float
    step: float
    trees: int


@dataclass(frozen=True, slots=True)
class Settings:
    """The numbers of a trained judge beside its weights.

    `bias` and `scale` make log-odds of a sum of wording weights; `reasons` are those that the judge can name; `text`
    and `page` belong to the forests for flattened text and for HTML.
    """

    bias: float
    scale: float
    reasons: tuple[str, ...]
    text: Scale
    page: Scale


class LineJudge:
    """The trained models: of a line's wording, of its surroundings, and of the reason for which it leaves.

    `trees` are those of the forest for flattened text, then those of the forest for HTML.
    """

    def __init__(
        self, settings: Settings, wording: Sequence[int], reasons: Sequence[Sequence[int]], trees: Sequence[LeafTree]
    ) -> None:
        self.settings = settings
        self.wording = wording
        self._reasons = [(Reason(name), weights) for name, weights in zip(settings.reasons, reasons, strict=True)]
        self._trees = trees

    @cached_property
    def _text(self) -> Forest:
        return Forest(self._trees[: self.settings.text.trees], TEXT_COLUMNS, HIGHEST)

    @cached_property
    def _page(self) -> Forest:
        return Forest(self._trees[self.settings.text.trees :], PAGE_COLUMNS, HIGHEST)

    def wording_bin(self, total: int) -> int:
        """A sum of wording weights as a column value, 0 to HIGHEST - 1: log-odds from -6 up, four to one."""
        return max(0, min(HIGHEST - 1, int(4 * (self.settings.bias + self.settings.scale * total) + 24.5)))

    def probability(self, row: Sequence[int], *, flat: bool) -> float:
        """How probable it is that a line with these column values is not part of the article, 0 to 1.

        `flat` says that the line is one of flattened text.
        """
        scale, forest = (self.settings.text, self._text) if flat else (self.settings.page, self._page)
        return 1 / (1 + math.exp(-(scale.base + scale.step * forest.sum(row))))

    def reason(self, buckets: Sequence[int]) -> Reason:
        """The reason that fits the wording of a line best."""
        small = [bucket % REASON_BUCKETS for bucket in buckets]
        return max(self._reasons, key=lambda named: sum([named[1][bucket] for bucket in small]))[0]


@cache
def line_judge() -> LineJudge:
    """The judge that comes with the package."""
    return read_judge(files(__name__.rpartition(".")[0]).joinpath("weights.bin").read_bytes())


def read_judge(data: bytes) -> LineJudge:
    """The judge in the bytes that `write_judge` made."""
    head, _, rest = zlib.decompress(data).partition(b"\n")
    fields = json.loads(head)
    text, page = Scale(**fields["text"]), Scale(**fields["page"])
    settings = Settings(fields["bias"], fields["scale"], tuple(fields["reasons"]), text, page)
    count = text.trees + page.trees
    weights = array("b", rest[: BUCKETS + REASON_BUCKETS * len(settings.reasons)])
    parts = [weights[at : at + REASON_BUCKETS] for at in range(BUCKETS, len(weights), REASON_BUCKETS)]
    trees = [_tree(values) for values in _TREE.iter_unpack(rest[len(weights) : len(weights) + count * _TREE.size])]
    return LineJudge(settings, weights[:BUCKETS], parts, trees)


def write_judge(
    settings: Settings, wording: Sequence[int], reasons: Sequence[Sequence[int]], trees: Sequence[LeafTree]
) -> bytes:
    """The bytes of `weights.bin`. Weights are -128 to 127, leaf values 0 to 255."""
    head = json.dumps(asdict(settings)).encode()
    weights = b"".join(array("b", part).tobytes() for part in (wording, *reasons))
    return zlib.compress(head + b"\n" + weights + b"".join(map(_packed, trees)), 9)


def _tree(values: Sequence[int]) -> LeafTree:
    most = LEAVES - 1
    columns, limits, lefts, leaves = (
        values[:most],
        values[most : 2 * most],
        values[2 * most : 3 * most],
        values[3 * most :],
    )
    named = zip(columns, limits, lefts, strict=True)
    return LeafTree(tuple(Split(*split) for split in named if split[0] != _NO_SPLIT), tuple(leaves))


def _packed(tree: LeafTree) -> bytes:
    missing = LEAVES - 1 - len(tree.splits)
    columns = [split.column for split in tree.splits] + [_NO_SPLIT] * missing
    limits = [split.limit for split in tree.splits] + [0] * missing
    lefts = [split.left for split in tree.splits] + [0] * missing
    return _TREE.pack(*columns, *limits, *lefts, *tree.leaves, *[0] * (LEAVES - len(tree.leaves)))
