"""The grid of a year's sharing: what each person takes of each part, in hundredths."""

from typing import Any

from django import forms

from fanal.accounts.forms.people_choice import PersonChoice
from fanal.accounts.models import Person, School
from fanal.agenda.rules.codes import Activity
from fanal.core.forms.school_form import SchoolForm
from fanal.missions.actions.sharing_year import Wanted
from fanal.missions.models import MissionShare
from fanal.missions.reading.sharing_year import grid_seen, is_plain
from fanal.missions.rules.parts import PARTS, parts_of
from fanal.missions.rules.sharing import WHOLE
from fanal.year.rules.years import SchoolYear

Cell = tuple[str, int]


class GridForm(SchoolForm):
    """A cell is a field when one number says it; what has a period or a substitute is changed by itself."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    more = PersonChoice(label="Ajouter une personne", required=False, empty_label="Choisissez une personne")

    def __init__(
        self, *args: Any, columns: list[Person], shares: list[MissionShare], year: SchoolYear, **kwargs: Any
    ) -> None:
        self.columns, self.year = columns, year
        self.held: dict[Cell, list[MissionShare]] = {}
        for share in shares:
            self.held.setdefault((share.part, share.person_id or 0), []).append(share)
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = grid_seen(shares)
        for part in PARTS:
            for person in columns:
                if self._is_one_number((part.code, person.pk)):
                    self._add_field(part.code, part.label, person)

    def narrow(self, school: School) -> None:
        field: Any = self.fields["more"]
        columns = [person.pk for person in self.columns]
        field.offer(Person.objects.for_school(school).present().exclude(pk__in=columns))

    def _is_one_number(self, cell: Cell) -> bool:
        shares = self.held.get(cell, [])
        return not shares or (len(shares) == 1 and is_plain(shares[0], self.year))

    def _add_field(self, part: str, label: str, person: Person) -> None:
        shares = self.held.get((part, person.pk))
        self.fields[_name(part, person.pk)] = forms.IntegerField(
            label=f"{label}, {person}, en %",
            min_value=0,
            max_value=WHOLE,
            required=False,
            initial=shares[0].percent if shares else None,
        )

    def kinds(self) -> list[tuple[Activity, list[tuple[Any, list[tuple[Person, Any, list[MissionShare]]]]]]]:
        """Kinds with their parts; for each part, each person with a field or the shares that stand apart."""
        return [(kind, [(part, self._cells(part.code)) for part in parts_of(kind)]) for kind in Activity]

    def _cells(self, part: str) -> list[tuple[Person, Any, list[MissionShare]]]:
        cells = []
        for person in self.columns:
            name = _name(part, person.pk)
            field = self[name] if name in self.fields else None
            cells.append((person, field, [] if field else self.held[part, person.pk]))
        return cells

    def wanted(self) -> Wanted:
        given = self.cleaned_data
        cells = ((part.code, person.pk) for part in PARTS for person in self.columns)
        return {cell: given[_name(*cell)] or 0 for cell in cells if _name(*cell) in self.fields}


def _name(part: str, person: int) -> str:
    return f"share_{part}_{person}"
