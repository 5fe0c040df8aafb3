"""What ends in the next twelve months, month by month: licences, contracts, warranties of machines."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count
from django.db.models.functions import TruncMonth

from fanal.accounts.models.member import Member
from fanal.accounts.rules.french import MONTHS
from fanal.equipment.models import Equipment
from fanal.equipment.models.equipment_queryset import EquipmentQuerySet
from fanal.supplies.models import Licence, MaintenanceContract
from fanal.supplies.models.purchase import PurchaseQuerySet
from fanal.supplies.rules.purchase import days_of, months_ahead


@dataclass
class MonthOfEndings:
    """One month: what is named, and how many warranties, whose list is a page of its own."""

    month: date
    licences: list[Licence] = field(default_factory=list)
    contracts: list[MaintenanceContract] = field(default_factory=list)
    warranties: int = 0

    @property
    def code(self) -> str:
        return f"{self.month:%Y-%m}"

    @property
    def label(self) -> str:
        return f"{MONTHS[self.month.month - 1]} {self.month.year}".capitalize()

    @property
    def is_quiet(self) -> bool:
        return not (self.licences or self.contracts or self.warranties)


def warranties_ending(member: Member, month: date, today: date) -> EquipmentQuerySet:
    """The machines here whose warranty ends in that month, today included."""
    present: EquipmentQuerySet = Equipment.objects.visible_to(member).present()
    return present.filter(warranty_until__range=days_of(month, today)).order_by("warranty_until", "name")


def endings_of(member: Member, today: date) -> list[MonthOfEndings]:
    """Twelve months, the quiet ones too (three questions)."""
    months = months_ahead(today)
    until = days_of(months[-1], today)[1]
    licences = _by_month(Licence.objects.visible_to(member), today, until)
    contracts = _by_month(MaintenanceContract.objects.visible_to(member), today, until)
    present = Equipment.objects.visible_to(member).present()
    counts = Counter(
        dict(
            present.filter(warranty_until__range=(today, until))
            .annotate(month=TruncMonth("warranty_until"))
            .order_by()
            .values("month")
            .values_list("month", Count("pk"))
        )
    )
    return [MonthOfEndings(month, licences[month], contracts[month], counts[month]) for month in months]


def _by_month(rows: PurchaseQuerySet, today: date, until: date) -> dict[date, list]:
    ending = rows.filter(ends_on__range=(today, until)).order_by("ends_on", "name")
    by_month: dict[date, list] = defaultdict(list)
    for row in ending:
        by_month[row.ends_on.replace(day=1)].append(row)
    return by_month
