"""Several people answer one grid: what does each change of what they were shown, and where do two differ?"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from fanal.core.forms.form_version import seen_of
from fanal.core.text.words import is_id
from fanal.steering.rules.grid import GridAnswer

MOST_CLASHES = 5  # that are named one by one
AGAIN = "Rien n’est encore enregistré : vérifiez vos réponses ci-dessous, puis enregistrez de nouveau."


@dataclass(frozen=True)
class ShownAnswers:
    """What a page was filled from: its answers (item: answer), and the mark of its conclusion."""

    answers: dict[int, str] = field(default_factory=dict)
    conclusion: str = ""

    @property
    def written(self) -> str:
        """In one text, which a form brings back: « 5f1c… 12:yes 13:no »."""
        return " ".join([self.conclusion, *(f"{item}:{answer}" for item, answer in self.answers.items())])


def shown_in(text: str) -> ShownAnswers:
    """What a form brought back; a form that brings nothing showed nothing."""
    mark, *pairs = text.split() or [""]
    parts = [pair.partition(":") for pair in pairs]
    return ShownAnswers({int(item): answer for item, _, answer in parts if is_id(item)}, mark)


def mark_of(conclusion: str) -> str:
    """A few letters for a conclusion, however its lines end."""
    return seen_of({"conclusion": " ".join(conclusion.split())})


@dataclass(frozen=True)
class MergedAnswers:
    """What one person's answers change (item: answer, empty for none), and where another's stands already."""

    changes: dict[int, str]
    clashes: list[int]


def merged_answers(
    given: Mapping[int, str], shown: Mapping[int, str], kept: Mapping[int, str]
) -> MergedAnswers:
    """`given`: what the page sent; `shown`: what it was filled from; `kept`: what stands now.

    An answer that is as the page showed it is nobody's change: another's, given meanwhile, stays.
    """
    own = {item: answer for item, answer in given.items() if answer != shown.get(item, "")}
    changes = {item: answer for item, answer in own.items() if answer != kept.get(item, "")}
    return MergedAnswers(
        changes, [item for item in changes if kept.get(item, "") not in ("", shown.get(item, ""))]
    )


def merged_conclusion(given: str, shown: ShownAnswers | None, kept: str) -> str | None:
    """The conclusion to keep; None where another person's would be lost."""
    if shown is None:
        return given
    now, mark = mark_of(kept), mark_of(given)
    if mark in (shown.conclusion, now):
        return kept
    return None if kept and now != shown.conclusion else given


def clash_refusals(answers: Mapping[str, str], conclusion: str) -> list[str]:
    """Why nothing is kept. `answers`: those of another person, by question; `conclusion`: theirs."""
    reasons = [
        f"« {question} » : quelqu’un a répondu « {GridAnswer(answer).label} » pendant que vous répondiez."
        for question, answer in list(answers.items())[:MOST_CLASHES]
    ]
    if len(answers) > MOST_CLASHES:
        reasons.append(f"D’autres questions sont dans ce cas : {len(answers) - MOST_CLASHES}.")
    if conclusion:
        reasons.append(
            f"Quelqu’un a écrit ce que l’on en retient pendant que vous répondiez : « {conclusion} »"
        )
    return [*reasons, AGAIN] if reasons else []
