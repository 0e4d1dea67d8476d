"""Do pieces of shuffled numbers come back sorted, in order and whole?"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from bonusmalus_core.measures.fast.sorting import in_pieces

Numbers = NDArray[np.int64]
MANY = 200_000
DRAWN = np.random.default_rng(7)

SHAPES: dict[str, Callable[[], Numbers]] = {
    "none": lambda: np.empty(0, dtype=np.int64),
    "one": lambda: np.array([5], dtype=np.int64),
    "drawn": lambda: DRAWN.integers(0, 1 << 40, MANY),
    "few values": lambda: DRAWN.integers(0, 3, MANY),
    "all in the lowest piece but one": lambda: np.append(DRAWN.integers(0, 1 << 12, MANY), (1 << 40) - 1),
    "in order": lambda: np.arange(MANY),
    "in reverse": lambda: np.flip(np.arange(MANY)).copy(),
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("whole", [0, 5, 20, 39])
def test_pieces_come_sorted_and_in_order(shape: str, whole: int) -> None:
    numbers = SHAPES[shape]()
    wanted = np.sort(numbers)
    pieces = list(in_pieces(numbers, 40, whole, lambda piece: piece))
    assert np.array_equal(np.concatenate([np.empty(0, dtype=np.int64), *pieces]), wanted)


def test_what_is_whole_stands_in_one_piece() -> None:
    numbers = DRAWN.integers(0, 1 << 40, MANY)
    wholes = [set((piece >> 35).tolist()) for piece in in_pieces(numbers, 40, 35, lambda piece: piece)]
    assert len(wholes) == 1 << 5
    assert sum(map(len, wholes)) == len(set.union(*wholes))
