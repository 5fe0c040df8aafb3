"""Which rooms do lessons hold? Those that somebody could take otherwise: a room above says which."""

from collections.abc import Callable

from fanal.core.registry import Kind, registered

# (school id) -> the ids of rooms that are free unless a lesson holds them
LESSON_ROOMS: "Kind[Callable[[int], set[int]]]" = Kind("lesson rooms")


def lesson_rooms(school_id: int) -> set[int]:
    """The ids of the rooms that lessons hold. One question for each room above that offers some."""
    return {pk for rooms in registered(LESSON_ROOMS) for pk in rooms(school_id)}
