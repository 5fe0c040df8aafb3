"""What an académie reads: of each school that agreed, its référents and three counts. Never a request."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count, F, Func, Q

from fanal.accounts.models import Membership, Person, School
from fanal.accounts.models.partner import Partner
from fanal.accounts.models.roles import Role
from fanal.core.pages.headings import ColumnHeading
from fanal.core.sheets.cells import figure_in
from fanal.equipment.models import Equipment
from fanal.helpdesk.models import HelpRequest
from fanal.overview.rules.school_order import SchoolOrder, SchoolSort, rank_of
from fanal.overview.rules.small_numbers import SharedTotal, in_words, total
from fanal.year.rules.years import year_of

HEADINGS = (
    ("Établissement", SchoolSort.NAME),
    ("Référents numériques", SchoolSort.LEADS),
    ("Demandes depuis la rentrée", SchoolSort.REQUESTS),
    ("Équipements", SchoolSort.DEVICES),
    ("Hors garantie", SchoolSort.UNCOVERED),
)
COUNTED = {
    SchoolSort.REQUESTS: "requests",
    SchoolSort.DEVICES: "devices",
    SchoolSort.UNCOVERED: "uncovered",
}


@dataclass(frozen=True)
class SchoolLine:
    """One school that agreed; counts in words, small ones hidden."""

    school: School
    leads: list[Person]
    requests: str
    devices: str
    uncovered: str


@dataclass(frozen=True)
class Sums:
    """The same counts over all the schools that agreed."""

    requests: SharedTotal
    devices: SharedTotal
    uncovered: SharedTotal


def agreeing(partner: Partner, words: str) -> list[School]:
    """The schools that agreed and whose name, town or UAI holds these words, by name."""
    wanted = words.lower()
    return [s for s in partner.readable if wanted in f"{s.name} {s.city} {s.uai}".lower()]


def holders_of(role: Role, schools: Sequence[School], today: date) -> dict[int, list[Person]]:
    """Who holds this role today in each school: their name and professional address (one query)."""
    rows = Membership.objects.for_schools(schools).valid_on(today).holding(role)
    rows = rows.filter(person__left_on__isnull=True)
    by_name = Func(F("person__family_name"), function="sort_key")
    holders: dict[int, list[Person]] = defaultdict(list)
    for membership in rows.select_related("person").order_by(by_name):
        holders[membership.school_id].append(membership.person)
    return holders


def counts_of(schools: Sequence[School], today: date) -> dict[str, Counter[int]]:
    """By school: requests since September, equipment present, and of it what no warranty covers."""
    begins = year_of(today).starts_on
    requests = (
        HelpRequest.objects.for_schools(schools).not_merged().filter(asked_at__date__gte=begins).order_by()
    )
    present = Equipment.objects.for_schools(schools).present().order_by().values_list("school_id")
    over = Count("pk", filter=Q(warranty_until__lt=today))
    devices = list(present.annotate(Count("pk"), over=over))
    return {
        "requests": Counter(dict(requests.values_list("school_id").annotate(Count("pk")))),
        "devices": Counter({school: count for school, count, _ in devices}),
        "uncovered": Counter({school: count for school, _, count in devices}),
    }


def lines_of(
    partner: Partner, order: SchoolOrder, counts: dict[str, Counter[int]], today: date
) -> list[SchoolLine]:
    """The schools that agreed and hold these words, in this order; equal ones by name (one query)."""
    schools = agreeing(partner, order.words)
    leads = holders_of(Role.DIGITAL_LEAD, schools, today)
    lines = [
        SchoolLine(
            school,
            leads[school.pk],
            **{name: in_words(by_school[school.pk]) for name, by_school in counts.items()},
        )
        for school in schools
    ]
    if order.sort == SchoolSort.LEADS:
        lines.sort(key=lambda line: len(line.leads), reverse=order.is_descending)
    elif order.sort != SchoolSort.NAME:
        ranked = counts[COUNTED[order.sort]]
        lines.sort(key=lambda line: rank_of(ranked[line.school.pk]), reverse=order.is_descending)
    elif order.is_descending:
        lines.reverse()
    return lines


def sums_of(partner: Partner, counts: dict[str, Counter[int]]) -> Sums:
    """Over every school that agreed."""
    return Sums(
        **{
            name: total(by_school[school.pk] for school in partner.readable)
            for name, by_school in counts.items()
        }
    )


def column_headings(order: SchoolOrder) -> list[ColumnHeading]:
    return [_heading(label, sort, order) for label, sort in HEADINGS]


def _heading(label: str, sort: SchoolSort, order: SchoolOrder) -> ColumnHeading:
    """Counts begin with the most: that is what is looked for."""
    is_sorted = sort is order.sort
    is_descending = not order.is_descending if is_sorted else sort in COUNTED
    other = replace(order, sort=sort, is_descending=is_descending)
    return ColumnHeading(label, f"?{other.query}", is_sorted, order.is_descending)


COLUMNS: tuple[tuple[str, Callable[[SchoolLine], object]], ...] = (
    ("UAI", lambda line: line.school.uai),
    ("Établissement", lambda line: line.school.name),
    ("Commune", lambda line: line.school.city),
    ("Référents numériques", lambda line: ", ".join(map(str, line.leads))),
    ("Courriels", lambda line: ", ".join(lead.email for lead in line.leads if lead.email)),
    ("Demandes depuis la rentrée", lambda line: figure_in(line.requests)),
    ("Équipements", lambda line: figure_in(line.devices)),
    ("Hors garantie", lambda line: figure_in(line.uncovered)),
)
