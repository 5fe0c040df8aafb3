"""What was counted of a question, before anything of it is hidden? Pure."""

from dataclasses import dataclass

from fanal.surveys.rules.codes import QuestionKind


@dataclass(frozen=True)
class TalliedOption:
    """An option as it was counted; `by_group`: its people in each group of the profile question.

    `is_outside`: whoever chose it is not of those whom the indicator is about.
    """

    label: str
    count: int
    by_group: tuple[int, ...] = ()
    is_counted: bool = False
    is_blank: bool = False
    is_outside: bool = False


@dataclass(frozen=True)
class TalliedQuestion:
    """A question as it was counted; `measure`: the indicator that its counted options make."""

    text: str
    kind: QuestionKind
    options: tuple[TalliedOption, ...] = ()
    is_profile: bool = False
    measure: str = ""
