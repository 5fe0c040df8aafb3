"""In which order do axes and objectives stand? One step up or down, by two buttons."""

from collections.abc import Sequence

from fanal.core.labelled import Labelled


class Step(Labelled):
    UP = "monter", "Monter"
    DOWN = "descendre", "Descendre"


def moved(keys: Sequence[int], key: int, step: Step) -> list[int]:
    """The same keys with one of them a step further; at the end of the list nothing changes."""
    order = list(keys)
    place = order.index(key)
    other = place - 1 if step is Step.UP else place + 1
    if 0 <= other < len(order):
        order[place], order[other] = order[other], order[place]
    return order
