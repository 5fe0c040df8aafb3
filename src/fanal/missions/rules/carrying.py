"""What of a year's sharing is taken up the next year? Pure: what people declared of themselves is not.

Who had a part at the end of the lessons has it over the whole next year, if they are still there.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace

from fanal.missions.rules.sharing import ShareInput
from fanal.year.rules.years import SchoolYear


@dataclass(frozen=True)
class Carried:
    """The shares of the next year, and those of people who will not be there."""

    shares: list[ShareInput] = field(default_factory=list)
    left: list[ShareInput] = field(default_factory=list)


def carried(last: Iterable[ShareInput], before: SchoolYear, staying: Collection[int]) -> Carried:
    """`staying`: the people who will be there."""
    after, carried_shares = before.next, Carried()
    for share in last:
        if share.covers(before.lessons_end_on):
            next_share = replace(share, starts_on=after.starts_on, ends_on=after.ends_on)
            (carried_shares.shares if share.person in staying else carried_shares.left).append(next_share)
    return carried_shares
