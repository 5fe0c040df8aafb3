"""Which loose tablets of the story each journey takes.

One demonstration serves all the journeys of a process, in an order drawn anew: what one lends or puts away is
not there for the next.
"""

CLASS_OF_THIRTY = range(61, 91)
DISPOSALS = {1280: (91, 92), 360: (93, 94)}
PARTLY_BACK = {360: (95, 96, 97), 1280: (98, 99, 100)}
BECOMES_THE_PUPILS = {1280: 101, 360: 102}


def tablet_name(rank: int) -> str:
    return f"TAB-{rank:03}"
