"""May a question be shown by group, so that no cell is a small group and no group answers as one? Pure."""

from collections.abc import Sequence

from fanal.accounts.rules.small_groups import is_small, published_cross


def may_be_crossed(counts: dict[str, list[int]], sizes: Sequence[int], smallest: int) -> bool:
    cells = {(rank, label): count for label, row in counts.items() for rank, count in enumerate(row)}
    is_alike = any(count and count == sizes[rank] for (rank, _), count in cells.items())
    return not is_alike and published_cross(cells, smallest).cells is not None


def may_be_split(row: Sequence[int], sizes: Sequence[int], smallest: int) -> bool:
    """Whether an option that overlaps others may be shown against those who did not tick it."""
    if any(count == size for count, size in zip(row, sizes, strict=True)):
        return False
    return not any(
        is_small(count, smallest) or is_small(size - count, smallest)
        for count, size in zip(row, sizes, strict=True)
    )
