"""What is left of a booked trolley: when its person is told, and in which words.

A quarter is ours, no text sets it: one tablet in repair is read on the page, and writes to nobody.
"""

from dataclasses import dataclass

from fanal.core.text.french import counted

TOLD_FROM = 4  # a quarter of what was booked


def left_words(count: int) -> str:
    """« il y reste 3 appareils », « il n’y reste rien »."""
    return f"il y reste {counted(count, 'appareil')}" if count else "il n’y reste rien"


@dataclass(frozen=True)
class Remaining:
    """How much of what was booked is there: `count` of `total` machines, or 0 of 1 of a thing of no use."""

    count: int
    total: int
    has_content: bool = True

    @property
    def is_whole(self) -> bool:
        return self.count >= self.total

    @property
    def words(self) -> str:
        """« il y reste 3 appareils sur 15 », « il n’y reste aucun appareil sur 15 »."""
        if not self.has_content:
            return "c’est de nouveau utilisable" if self.count else "ce n’est plus utilisable"
        if self.is_whole:
            return (
                f"ses {self.total} appareils sont de nouveau là" if self.total > 1 else "son appareil est là"
            )
        if not self.count:
            return f"il n’y reste aucun appareil sur {self.total}"
        return f"{left_words(self.count)} sur {self.total}"

    def is_to_announce(self, before: int | None) -> bool:
        """Whether its person hears of it. `before`: what they were last told; None while all was there."""
        known = self.total if before is None else before
        if self.count == known:
            return False
        return self.count == 0 or self.is_whole or abs(self.count - known) * TOLD_FROM >= self.total
