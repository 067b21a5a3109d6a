"""Average-link clusters of a sparse graph, with groups that are there already and never grow into one another.

Knows nothing about articles: nodes are numbers, and likeness is a whole number, so that sums are exact in any order.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

Edge = tuple[int, int, int]
"""Two nodes, and how far their likeness lies above the floor."""


@dataclass(slots=True)
class _Graph:
    """What is left to merge: of each cluster its size and the sums of its edges to others."""

    sizes: dict[int, int]
    fixed: set[int]
    """Clusters that were there before; no two of them become one."""
    level: float
    """The mean from which two clusters become one."""
    sums: defaultdict[int, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    queue: list[tuple[float, int, int, int]] = field(default_factory=list)
    """Best first: minus the mean, the two clusters, and the sum that it was made of."""

    def add(self, one: int, other: int, score: int) -> None:
        total = self.sums[one].get(other, 0) + score
        self.sums[one][other] = self.sums[other][one] = total

    def offer(self, one: int, other: int) -> None:
        """Queue a pair if its mean suffices."""
        one, other = min(one, other), max(one, other)
        total = self.sums[one][other]
        mean = total / (self.sizes[one] * self.sizes[other])
        if mean >= self.level and not {one, other} <= self.fixed:
            heapq.heappush(self.queue, (-mean, one, other, total))

    def holds(self, minus_mean: float, one: int, other: int, total: int) -> bool:
        """Tell whether a queued pair is still what it was."""
        if self.sums.get(one, {}).get(other) != total:
            return False
        return minus_mean == -total / (self.sizes[one] * self.sizes[other]) and not {one, other} <= self.fixed

    def merge(self, one: int, other: int) -> None:
        """Make two clusters one, under the number of the first."""
        for neighbour, total in self.sums.pop(other).items():
            del self.sums[neighbour][other]
            if neighbour != one:
                self.add(one, neighbour, total)
        self.sizes[one] += self.sizes.pop(other)
        if other in self.fixed:
            self.fixed.add(one)
        for neighbour in self.sums[one]:
            self.offer(one, neighbour)


def link(groups: Sequence[int], fixed: Iterable[int], edges: Iterable[Edge], level: float) -> list[int]:
    """Merge groups, the likest first, while the mean likeness of two is at least `level`.

    Pairs of nodes without an edge count as 0: the floor.

    Args:
        groups: of each node, the group that it starts in: a number of its own, or one that it shares.
        fixed: groups that must not become one with each other.
        edges: each pair once.
        level: above the floor.

    Returns:
        Of each node, the number of its group: the smallest of those that went into it.
    """
    sizes: defaultdict[int, int] = defaultdict(int)
    for group in groups:
        sizes[group] += 1
    graph = _Graph(dict(sizes), set(fixed), level)
    for one, other, score in edges:
        if groups[one] != groups[other]:
            graph.add(groups[one], groups[other], score)
    for one, row in graph.sums.items():
        for other in row:
            if one < other:
                graph.offer(one, other)
    into: dict[int, int] = {}
    while graph.queue:
        minus_mean, one, other, total = heapq.heappop(graph.queue)
        if graph.holds(minus_mean, one, other, total):
            graph.merge(one, other)
            into[other] = one
    return [_end(group, into) for group in groups]


def _end(group: int, into: dict[int, int]) -> int:
    while group in into:
        group = into[group]
    return group
