"""The headings of a table whose columns sort it: `<c-headings :list="headings" />` draws them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ColumnHeading:
    """A column: `url` sorts by it, the other way once it does, and is empty where nothing sorts."""

    label: str
    url: str = ""
    is_sorted: bool = False
    is_descending: bool = False

    @property
    def sorted_as(self) -> str:
        """As `aria-sort` says it; empty for the columns by which it is not sorted."""
        return ("descending" if self.is_descending else "ascending") if self.is_sorted else ""

    @property
    def icon(self) -> str:
        return "chevron-down" if self.is_descending else "chevron-up"
