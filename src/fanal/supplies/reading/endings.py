"""What must be decided or ends within twelve months: licences, contracts, services, warranties of machines.

A licence or a contract stands in the month of the day by which somebody must decide; once that day is past,
in the month of its end.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import TruncMonth

from fanal.accounts.models.member import Member
from fanal.core.text.french import MONTHS, full_day
from fanal.equipment.models import Equipment
from fanal.equipment.models.equipment_queryset import EquipmentQuerySet
from fanal.online_services.models import OnlineService
from fanal.online_services.policies.register import read_contracts
from fanal.online_services.rules.register import ending
from fanal.supplies.models import Licence, MaintenanceContract
from fanal.supplies.reading.periods import terms_of
from fanal.supplies.rules.purchase import Term, days_of, months_ahead

KINDS: dict[Any, tuple[str, str, str]] = {
    Licence: ("Licence", "key", "licence"),
    MaintenanceContract: ("Contrat", "file-text", "contract"),
}


@dataclass(frozen=True)
class PurchaseEnding:
    """One of them; `day`: of its decision, or of its end once that is past; `page`: its own."""

    purchase: Licence | MaintenanceContract | OnlineService
    day: date
    detail: str
    icon: str
    page: str


@dataclass
class MonthOfEndings:
    """One month: what is named, and how many warranties, whose list is a page of its own."""

    month: date
    purchases: list[PurchaseEnding] = field(default_factory=list)
    warranties: int = 0

    @property
    def code(self) -> str:
        return f"{self.month:%Y-%m}"

    @property
    def label(self) -> str:
        return f"{MONTHS[self.month.month - 1]} {self.month.year}".capitalize()

    @property
    def is_quiet(self) -> bool:
        return not (self.purchases or self.warranties)


def warranties_ending(member: Member, month: date, today: date) -> EquipmentQuerySet:
    """The machines here whose warranty ends in that month, today included."""
    present: EquipmentQuerySet = Equipment.objects.visible_to(member).present()
    return present.filter(warranty_until__range=days_of(month, today)).order_by("warranty_until", "name")


def late_of(member: Member, today: date) -> list[PurchaseEnding]:
    """What is past its end, of which nobody has noted what follows, the oldest first (three questions)."""
    rows = [row for kind in KINDS for row in kind.objects.visible_to(member).late(today)]
    late = [_ending(row, row.term, row.ends_on, today) for row in rows]
    late += _services(member, Q(contract_ends_on__lt=today), today)
    return sorted(late, key=_order)


def endings_of(member: Member, today: date) -> list[MonthOfEndings]:
    """Twelve months, the quiet ones too (six questions at most)."""
    months = months_ahead(today)
    until = days_of(months[-1], today)[1]
    purchases = _by_month(member, today, until)
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
    return [MonthOfEndings(month, purchases.get(month, []), counts[month]) for month in months]


def _by_month(member: Member, today: date, until: date) -> dict[date, list[PurchaseEnding]]:
    deciding, renewing = Q(decide_on__range=(today, until)), Q(decide_on__lt=today)
    near = deciding | (renewing | Q(decide_on__isnull=True)) & Q(ends_on__range=(today, until))
    by_month: dict[date, list[PurchaseEnding]] = defaultdict(list)
    for kind in KINDS:
        rows = list(kind.objects.visible_to(member).filter(near))
        terms = terms_of(rows, today)
        for row in rows:
            is_to_come = row.decide_on is not None and row.decide_on >= today
            day = row.decide_on if is_to_come else row.ends_on
            by_month[day.replace(day=1)].append(_ending(row, terms[row.pk], day, today))
    for service in _services(member, Q(contract_ends_on__range=(today, until)), today):
        by_month[service.day.replace(day=1)].append(service)
    return {month: sorted(endings, key=_order) for month, endings in by_month.items()}


def _services(member: Member, when: Q, today: date) -> list[PurchaseEnding]:
    """« Service en ligne · Index Éducation · Finit dans 53 jours », for whoever reads their contracts."""
    if not read_contracts(member.actor, None):
        return []
    rows = OnlineService.objects.for_school(member.school).in_use().filter(when)
    return [
        PurchaseEnding(
            row,
            row.contract_ends_on,
            " · ".join(filter(None, ["Service en ligne", row.provider, term_words.words])),
            "world",
            "online_services:service_page",
        )
        for row in rows
        if row.contract_ends_on and (term_words := ending(row.contract_ends_on, today))
    ]


def _order(ending: PurchaseEnding) -> tuple[date, str]:
    return ending.day, ending.purchase.name


def _ending(row: Licence | MaintenanceContract, term: Term, day: date, today: date) -> PurchaseEnding:
    """« Contrat · Bureautique · À décider sous 12 jours · fin le 31 août 2027 »."""
    noun, icon, page = KINDS[type(row)]
    words = [noun, row.supplier, term.words_on(today)]
    if row.ends_on is not None and day != row.ends_on:
        words += [f"fin le {full_day(row.ends_on)}"]
    return PurchaseEnding(row, day, " · ".join(filter(None, words)), icon, f"supplies:{page}_page")
