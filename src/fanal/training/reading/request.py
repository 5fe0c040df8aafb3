"""What the page and the paper of a request to the académie show."""

from dataclasses import dataclass
from datetime import date

from fanal.training.models import LocalTraining
from fanal.training.reading.plan import (
    RequestPeople,
    RulesInForce,
    lines_of_request,
    people_of,
    rules_in_force,
)
from fanal.training.rules.local_training import (
    latest_list,
    sending_warnings,
    threshold_words,
    trainers_for,
)


@dataclass(frozen=True)
class ShownRequest:
    """`list_on`: the last day to send the list of participants; `warnings`: what the académie may answer."""

    in_force: RulesInForce
    people: RequestPeople
    lines: list[tuple[str, str]]
    threshold_words: str
    list_on: date | None
    warnings: list[str]

    @property
    def text(self) -> str:
        """To copy into the form of the académie."""
        return "\n".join(f"{label} : {text}" for label, text in self.lines)


def shown_request(row: LocalTraining, today: date) -> ShownRequest:
    school = row.school
    in_force, smallest = rules_in_force(school), school.smallest_group
    rules, people = in_force.rules, people_of(row, today, smallest)
    gathered = people.gathered
    return ShownRequest(
        in_force,
        people,
        lines_of_request(row, people, trainers_for(gathered.least, rules.two_trainers_from)),
        threshold_words(gathered.least, rules.threshold, rules.name, is_counted=gathered.is_counted),
        latest_list(row.wished_on, rules.list_days) if row.wished_on else None,
        sending_warnings(gathered, row.wished_on, rules, today=today),
    )
