"""What of a year's sharing is taken up the next year? Pure: what people declared of themselves is not.

Who had a part at the end of the lessons has it over the whole next year, if they are still there.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace

from fanal.accounts.rules.years import SchoolYear
from fanal.missions.rules.sharing import ShareInput


@dataclass(frozen=True)
class Carried:
    """The shares of the next year, and those of people who will not be there."""

    shares: list[ShareInput] = field(default_factory=list)
    left: list[ShareInput] = field(default_factory=list)


def carried(last: Iterable[ShareInput], before: SchoolYear, staying: Collection[int]) -> Carried:
    """`staying`: the people who will be there."""
    after, told = before.next, Carried()
    for one in last:
        if one.covers(before.lessons_end_on):
            next_one = replace(one, starts_on=after.starts_on, ends_on=after.ends_on)
            (told.shares if one.person in staying else told.left).append(next_one)
    return told
