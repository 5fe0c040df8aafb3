"""One line of the side navigation, as an app offers it."""

from dataclasses import dataclass

EQUIPMENT, SCHOOL = "Équipement", "Établissement"  # headings, in the order their lines come


@dataclass(frozen=True)
class Item:
    """`group` is the heading it stands under; `on_phone` puts it in the bar at the bottom (four at most).

    `is_exact`: lit on its own address alone, not on those that begin by it. `also`: other addresses that
    light it.
    `counted_as`: the id of what says the count, when a gesture beside it may change it.
    """

    label: str
    url: str
    icon: str
    group: str = ""
    count: int = 0
    on_phone: bool = False
    phone_label: str = ""
    is_exact: bool = False
    also: tuple[str, ...] = ()
    counted_as: str = ""
