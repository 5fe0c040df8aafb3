"""Which counts about a school may be told outside it?

Below five, a count points at someone: it is told as « moins de 5 ». A total over several schools leaves the
hidden ones out, else it would give them back by subtraction. Five is a choice of this project.
"""

from collections.abc import Iterable
from dataclasses import dataclass

LEAST = 5


def is_large_enough(count: int) -> bool:
    return count >= LEAST


def in_words(count: int) -> str:
    """« 12 », « moins de 5 »: zero is hidden with the small ones, it says something of few people too."""
    return str(count) if is_large_enough(count) else f"moins de {LEAST}"


@dataclass(frozen=True)
class SharedTotal:
    """A sum over the schools whose own count may be told."""

    sum: int
    schools: int

    @property
    def in_words(self) -> str:
        return str(self.sum) if self.schools else f"moins de {LEAST}"


def total(counts: Iterable[int]) -> SharedTotal:
    large_counts = [count for count in counts if is_large_enough(count)]
    return SharedTotal(sum(large_counts), len(large_counts))
