"""The fleet and its value, as the page shows it: totals that lead to the list, and three drawings."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from fanal.accounts.models.member import Member
from fanal.core.charts import Chart, Series, bars, columns, stacked
from fanal.core.database.french_order import sort_key
from fanal.core.text.french import counted
from fanal.core.text.money import about, euros
from fanal.equipment.models import Equipment, EquipmentType
from fanal.equipment.models.equipment import EquipmentOwner
from fanal.equipment.reading.owners import names_of
from fanal.equipment.rules.fleet import Age, FleetGroup, FleetTotal, purchases_said, totals
from fanal.equipment.rules.listing import StateView, Warranty
from fanal.equipment.rules.states import PRESENT

MOST_TYPES, MOST_YEARS = 8, 10
SHOWN_STATES = (StateView.SERVICE, StateView.BROKEN, StateView.REPAIR, StateView.STOCK, StateView.GONE)


@dataclass(frozen=True)
class FleetRow:
    """One line of a table: what it counts, the list of it, its values as people read them."""

    label: str
    url: str
    count: int
    value: str
    residual: str


@dataclass(frozen=True)
class FleetTable:
    """One table of the page; `first` heads its first column."""

    title: str
    first: str
    rows: list[FleetRow]


class Fleet:
    """Everything the page says, from two queries."""

    def __init__(self, member: Member, today: date) -> None:
        self.today = today
        types = EquipmentType.objects.for_school(member.school).order_by(sort_key("name"))
        self.types = {kind.pk: kind for kind in types}
        self.lives = {kind.pk: kind.life_years for kind in self.types.values()}
        self.all = Equipment.objects.visible_to(member).grouped(today)
        self.present = [group for group in self.all if group.state in PRESENT]
        self.names = names_of(member.school)
        self.list_url = reverse("equipment:equipment_list", args=[member.school.uai])

    def url(self, **parameters: object) -> str:
        """The list narrowed to this."""
        return f"{self.list_url}?{urlencode(parameters)}"

    def total(self, groups: Iterable[FleetGroup] | None = None) -> FleetTotal:
        by_key = totals(self.present if groups is None else groups, lambda _: "", self.lives, self.today)
        return by_key.get("", FleetTotal())

    @property
    def undated(self) -> int:
        """How many have a price but no date of purchase, and so no estimate."""
        return sum(group.count - group.unpriced for group in self.present if group.bought_on is None)

    @property
    def figures(self) -> list[tuple[str, str, str, str]]:
        """(value, label, address, tone) of the numbers at the top."""
        whole, ending = self.total(), sum(group.count for group in self.present if group.is_ending)
        broken = sum(group.count for group in self.present if group.state == "broken")
        return [
            (str(whole.count), "équipements présents", self.list_url, ""),
            (about(whole.cents), "valeur d’achat", "", ""),
            (about(whole.residual), "valeur restante, estimée", "", ""),
            (str(broken), "en panne", self.url(etat=StateView.BROKEN.value), "bad" if broken else ""),
            (
                str(ending),
                "garanties qui finissent sous deux mois",
                self.url(garantie=Warranty.ENDING.value),
                "",
            ),
        ]

    def _rows(
        self, key: Callable[[FleetGroup], object], choices: Iterable[tuple[object, str]], parameter: str
    ) -> list[FleetRow]:
        by_key = totals(self.present, key, self.lives, self.today)
        return [
            self._row(label, self.url(**{parameter: code}), by_key[code])
            for code, label in choices
            if code in by_key
        ]

    def _row(self, label: str, url: str, total: FleetTotal) -> FleetRow:
        return FleetRow(label, url, total.count, euros(total.cents), about(total.residual))

    @property
    def parts(self) -> list[FleetTable]:
        owners = [(code, self.names[code]) for code in EquipmentOwner.values]
        types = [(pk, kind.name) for pk, kind in self.types.items()]
        ages = [(age.value, age.label) for age in Age]
        return [
            FleetTable(
                "Par propriétaire",
                "Propriétaire",
                self._rows(lambda group: group.owner, owners, "proprietaire"),
            ),
            FleetTable("Par acheteur", "Acheté par", self._rows(lambda group: group.payer, owners, "payeur")),
            FleetTable("Par âge", "Âge", self._rows(lambda group: group.age(self.today).value, ages, "age")),
            FleetTable("Par type", "Type", self._rows(lambda group: group.type_id, types, "type")),
            FleetTable("Par état", "État", self._states()),
        ]

    def _states(self) -> list[FleetRow]:
        rows = []
        for view in SHOWN_STATES:
            total = self.total([group for group in self.all if group.state in view.states])
            if total.count:
                row = self._row(view.label, self.url(etat=view.value), total)
                rows.append(replace(row, residual="–") if view is StateView.GONE else row)
        return rows

    @property
    def charts(self) -> list[Chart]:
        """None of them when there is nothing to draw."""
        return [self._ages(), self._types(), self._years()] if self.present else []

    def _ages(self) -> Chart:
        counts = Counter[tuple[str, str]]()
        for group in self.present:
            counts[group.age(self.today).value, group.owner] += group.count
        ages = [age for age in Age if any(counts[age.value, owner] for owner in EquipmentOwner.values)]
        series = [
            Series(self.names[owner], [counts[age.value, owner] for age in ages])
            for owner in EquipmentOwner.values
        ]
        oldest = sum(counts[Age.OLDEST.value, owner] for owner in EquipmentOwner.values)
        have = "a" if oldest < 2 else "ont"
        finding = f"{counted(oldest, 'équipement')} sur {self.total().count} {have} 7 ans ou plus."
        kept = [line for line in series if any(line.values)]
        return stacked(
            "ages", "Âge et propriétaire", [age.label for age in ages], kept, finding=finding, first="Âge"
        )

    def _types(self) -> Chart:
        counts = Counter[str]()
        for group in self.present:
            counts[self.types[group.type_id].name] += group.count
        first, rest = counts.most_common(MOST_TYPES), counts.total()
        rest -= sum(count for _, count in first)
        listed = [*first, ("Autres types", rest)] if rest else first
        finding = f"Le plus nombreux : « {first[0][0]} », {first[0][1]} sur {counts.total()}."
        labels, values = [label for label, _ in listed], [count for _, count in listed]
        return bars(
            "types", "Nombre par type", labels, Series("Nombre", values), finding=finding, first="Type"
        )

    def _years(self) -> Chart:
        """What is gone is not counted, and the sentence says so: it is no history of purchases."""
        counts, cents = Counter[int](), Counter[int]()
        for group in self.present:
            if group.bought_on:
                counts[group.bought_on.year] += group.count
                cents[group.bought_on.year] += group.cents
        years = list(range(self.today.year - MOST_YEARS + 1, self.today.year + 1))
        older = sum(count for year, count in counts.items() if year < years[0])
        unknown = sum(group.count for group in self.present if group.bought_on is None)
        series = [
            Series("Équipements", [counts[year] for year in years]),
            Series("Prix d’achat", [cents[year] for year in years], [euros(cents[year]) for year in years]),
        ]
        finding = purchases_said({year: counts[year] for year in years}, older, unknown, self.today.year)
        labels = [str(year) for year in years]
        under = [f"’{label[-2:]}" for label in labels]
        return columns(
            "years", "Achats par année", labels, series, finding=finding, first="Année", under=under
        )
