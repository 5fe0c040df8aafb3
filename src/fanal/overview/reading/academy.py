"""What an académie reads: of each school that agreed, its référents and three counts. Never a request."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Func, Q

from fanal.accounts.models import Membership, Person, School
from fanal.accounts.models.partner import Partner
from fanal.accounts.models.roles import Role
from fanal.accounts.rules.years import year_of
from fanal.equipment.models import Equipment
from fanal.helpdesk.models import HelpRequest
from fanal.overview.rules.small_numbers import SharedTotal, in_words, total


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


def lines_and_sums(schools: Sequence[School], partner: Partner, today: date) -> tuple[list[SchoolLine], Sums]:
    """The lines of one page, and the sums over every school that agreed (three queries)."""
    counts, leads = counts_of(partner.readable, today), holders_of(Role.DIGITAL_LEAD, schools, today)
    lines = [
        SchoolLine(
            school,
            leads[school.pk],
            **{name: in_words(by_school[school.pk]) for name, by_school in counts.items()},
        )
        for school in schools
    ]
    of_all = {
        name: total(by_school[school.pk] for school in partner.readable) for name, by_school in counts.items()
    }
    return lines, Sums(**of_all)
