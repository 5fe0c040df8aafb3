"""A list of codes that the database keeps, with the words that people read."""

from enum import StrEnum


class Labelled(StrEnum):
    """A code with its French label."""

    label: str

    def __new__(cls, code: str, label: str = "") -> "Labelled":
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        return [(member.value, member.label) for member in cls]
