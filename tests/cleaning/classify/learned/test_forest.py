import random

import pytest

from scraper.cleaning.classify.learned.forest import LEAVES, Forest, LeafTree, Split

COLUMNS, HIGHEST = 5, 20


def grown(random_numbers: random.Random) -> LeafTree:
    """A tree of random shape: splits a range of leaves until each has its own."""
    leaves = random_numbers.randint(1, LEAVES)
    splits: list[Split] = []

    def split(first: int, end: int) -> None:
        if end - first < 2:
            return
        middle = random_numbers.randint(first + 1, end - 1)
        left = (1 << middle) - (1 << first)
        splits.append(Split(random_numbers.randrange(COLUMNS), random_numbers.randrange(HIGHEST), left))
        split(first, middle)
        split(middle, end)

    split(0, leaves)
    return LeafTree(tuple(splits), tuple(random_numbers.randrange(256) for _ in range(leaves)))


def walked(tree: LeafTree, row: list[int]) -> int:
    """The leaf value by going down the tree one split after the other, the widest first."""
    reachable = set(range(len(tree.leaves)))
    for split in sorted(tree.splits, key=lambda split: -split.left.bit_count()):
        left = {leaf for leaf in range(LEAVES) if split.left >> leaf & 1}
        if reachable & left and row[split.column] > split.limit:
            reachable -= left
    return tree.leaves[min(reachable)]


@pytest.mark.parametrize("seed", range(20))
def test_the_sum_is_that_of_the_leaves_that_each_tree_comes_to(seed: int) -> None:
    random_numbers = random.Random(seed)
    trees = [grown(random_numbers) for _ in range(30)]
    forest = Forest(trees, COLUMNS, HIGHEST)
    for _ in range(50):
        row = [random_numbers.randint(0, HIGHEST) for _ in range(COLUMNS)]
        assert forest.sum(row) == sum(walked(tree, row) for tree in trees)


def test_a_value_at_the_limit_goes_left_and_one_above_it_right() -> None:
    forest = Forest([LeafTree((Split(0, 3, 0b1),), (7, 200))], 1, HIGHEST)
    assert [forest.sum([value]) for value in (0, 3, 4, HIGHEST)] == [7, 7, 200, 200]


def test_no_trees_sum_to_nothing() -> None:
    assert Forest([], COLUMNS, HIGHEST).sum([0] * COLUMNS) == 0
