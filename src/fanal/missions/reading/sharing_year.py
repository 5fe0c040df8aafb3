"""The sharing of a whole year: that of the year before, and the grid of parts and people."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q

from fanal.accounts.forms.people_choice import leads_first
from fanal.accounts.models import Person
from fanal.accounts.models.membership import goes_on, had_functions
from fanal.core.forms.form_version import seen_of
from fanal.missions.models import MissionShare, ParticularMission
from fanal.missions.reading.sharing import share_input_of
from fanal.missions.rules.carrying import Carried, carried
from fanal.missions.rules.particular_mission import MissionKind
from fanal.missions.rules.parts import BY_CODE
from fanal.year.rules.years import SchoolYear, year_named


@dataclass(frozen=True)
class Before:
    """What the sharing of the year before would give; `left`: who is not taken up, in words."""

    year: SchoolYear
    mission: ParticularMission | None = None
    carried: Carried = field(default_factory=Carried)
    left: list[str] = field(default_factory=list)


def grid_seen(shares: Iterable[MissionShare]) -> str:
    """Changes with any share of the mission."""
    return seen_of(
        {
            str(share.pk): [
                share.part,
                share.person_id,
                share.percent,
                share.starts_on,
                share.ends_on,
                share.is_substitute,
            ]
            for share in shares
        }
    )


def before_of(mission: ParticularMission) -> Before:
    """Two questions. Who has no function the first day of the year is not there."""
    year = year_named(mission.school_year)
    missions = ParticularMission.objects.for_school(mission.school_id).of_year(year.previous.label)
    last = missions.filter(kind=MissionKind.DIGITAL).first()
    if last is None:
        return Before(year.previous)
    rows = MissionShare.objects.for_school(mission.school_id).filter(mission=last).select_related("person")
    is_there = Q(person__left_on__isnull=True) & (
        Q(goes_on(year, "person_id")) | ~Q(had_functions("person_id"))
    )
    shares = list(rows.annotate(stays=is_there).order_by("starts_on", "pk"))
    staying = {share.person_id for share in shares if share.stays and share.person_id}
    carried_shares = carried([share_input_of(share) for share in shares], year.previous, staying)
    names = {share.person_id or 0: str(share.person or "personne effacée") for share in shares}
    return Before(year.previous, last, carried_shares, _left(carried_shares, names))


def _left(carried_shares: Carried, names: dict[int, str]) -> list[str]:
    """« Anne Durand (Veille et relais de l’académie) »."""
    parts: dict[int, list[str]] = {}
    for share in carried_shares.left:
        parts.setdefault(share.person, []).append(BY_CODE[share.part].label)
    return [f"{names[person]} ({', '.join(labels)})" for person, labels in parts.items()]


def columns_of(
    mission: ParticularMission, shares: Iterable[MissionShare], more: Iterable[int]
) -> list[Person]:
    """The référents, whoever has a share already, and those added on the page."""
    holders = {share.person_id for share in shares} | set(more)
    rows = leads_first(Person.objects.for_school(mission.school_id).present())
    return list(rows.filter(Q(is_lead=True) | Q(pk__in=holders - {None})))


def is_plain(share: MissionShare, year: SchoolYear) -> bool:
    """Over the whole year, and not as a substitute: what a cell of the grid says in one number."""
    whole = (share.starts_on, share.ends_on) == (year.starts_on, year.ends_on)
    return whole and not share.is_substitute
