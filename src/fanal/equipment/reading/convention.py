"""The convention as people read it: its lines in the school's words, its answer for one equipment."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from fanal.accounts.models import School
from fanal.equipment.models import ConventionLine, Equipment
from fanal.equipment.reading.owners import names_of
from fanal.equipment.rules.convention import Thing, line_for


@dataclass(frozen=True)
class ConventionAnswer:
    """Who repairs, who pays and who decides. `confirmed_on` None: a starting point nobody checked yet."""

    owner: str
    repairs: str
    pays: str
    decides: str
    holds_for: str
    how: str
    source: str
    confirmed_on: date | None
    line: ConventionLine

    @property
    def facts(self) -> list[tuple[str, str]]:
        """Pairs for a list of facts."""
        pairs = [("Qui répare", self.repairs), ("Qui paie", self.pays), ("Qui décide", self.decides)]
        return [*pairs, ("Comment faire", self.how)] if self.how else pairs


def _answer(line: ConventionLine, names: dict[str, str]) -> ConventionAnswer:
    return ConventionAnswer(
        names[line.owner],
        names[line.repairs],
        names[line.pays],
        names[line.decides],
        ", ".join(line.holds_for),
        line.how,
        line.source,
        line.confirmed_on,
        line,
    )


def lines_of(school: School) -> list[ConventionAnswer]:
    """Every line, the general ones of each owner first; one query."""
    lines = ConventionLine.objects.for_school(school).select_related("type").order_by("owner", "pk")
    names = names_of(school)
    answers = [_answer(line, names) for line in lines]
    return sorted(answers, key=lambda answer: (answer.line.owner, bool(answer.holds_for), answer.holds_for))


def _lines_on(school_id: int, owner: str) -> QuerySet[ConventionLine]:
    return ConventionLine.objects.for_school(school_id).filter(owner=owner).select_related("type")


def answer_for(equipment: Equipment, school: School) -> ConventionAnswer | None:
    """What the convention says of this equipment; None when no line speaks of it. One query."""
    lines = _lines_on(school.pk, equipment.owner)
    thing = Thing(equipment.owner, equipment.payer, equipment.type_id, equipment.is_pedagogical)
    line = line_for(lines, thing)
    return _answer(line, names_of(school)) if line else None
