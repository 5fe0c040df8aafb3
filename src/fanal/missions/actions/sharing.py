"""The needs of the service, and the sharing of the mission. One function per sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from fanal.accounts.models import Person, School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.accounts.rules.years import year_named
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.missions import policies
from fanal.missions.models import MissionShare, NeedsAssessment, ParticularMission, PartNeed
from fanal.missions.reading.sharing import share_input_of, shares_of, year_figures
from fanal.missions.rules.parts import BY_CODE
from fanal.missions.rules.sharing import WHOLE, Competence, ShareInput, refusals

MEANWHILE = (
    "Quelqu’un a écrit dans cette fiche pendant que vous écriviez. Vos mots sont encore ici, les siens sous "
    "les champs qui diffèrent : relisez, puis enregistrez de nouveau."
)
CLOSED = "Cette fiche est arrêtée : la direction peut la rouvrir."


@dataclass(frozen=True)
class Needs:
    """The sheet in words; the appreciation is the head's."""

    academic_part: str
    projects: str
    expertise: str
    sites: int | None
    appreciation: str | None = None


@transaction.atomic
def write_needs(
    school: School, year: str, sheet: Needs, *, by: Actor, seen: str | None = None
) -> NeedsAssessment:
    """Anybody who shares the mission prepares it; the appreciation is the management's.

    `seen`: what the sheet was when its form was shown.
    """
    School.objects.held(school.pk)
    rows = NeedsAssessment.objects.for_school(school)
    kept = rows.select_for_update().filter(school_year=year).first()
    require(policies.read_sharing, by, None)
    if kept is not None and kept.closed_on is not None:
        raise RuleBroken(CLOSED)
    require(policies.prepare_needs, by, kept)
    if seen is not None and seen != (kept.seen if kept else ""):
        raise RuleBroken(MEANWHILE)
    needs = kept or NeedsAssessment(school=school, school_year=year)
    with journal.writing(needs, by=by, verb="missions.needs_written"):
        _fill(needs, sheet, by)
        needs.save()
    return needs


def _fill(needs: NeedsAssessment, sheet: Needs, by: Actor) -> None:
    needs.academic_part, needs.projects = sheet.academic_part.strip(), sheet.projects.strip()
    needs.expertise, needs.sites = sheet.expertise.strip(), sheet.sites
    needs.written_by_id = by.person_id
    if sheet.appreciation is not None and policies.appreciate_needs(by, needs):
        needs.appreciation = sheet.appreciation.strip()


@transaction.atomic
def close_needs(needs: NeedsAssessment, *, now: datetime, today: date, by: Actor) -> NeedsAssessment:
    """Its figures stay as they are that day."""
    needs = NeedsAssessment.objects.for_school(needs.school_id).select_related("school").locked(needs.pk)
    require(policies.appreciate_needs, by, needs)
    if needs.closed_on is not None:
        return needs
    if not needs.appreciation:
        raise RuleBroken("Écrivez l’appréciation des besoins : c’est elle que la circulaire demande.")
    with journal.change(needs, by=by, verb="missions.needs_closed"):
        needs.figures = year_figures(needs.school, needs.school_year, now=now, today=today)
        needs.closed_on = today
        needs.save(update_fields=["figures", "closed_on"])
    return needs


@transaction.atomic
def reopen_needs(needs: NeedsAssessment, *, by: Actor) -> NeedsAssessment:
    needs = NeedsAssessment.objects.for_school(needs.school_id).locked(needs.pk)
    require(policies.appreciate_needs, by, needs)
    if needs.closed_on is not None:
        with journal.change(needs, by=by, verb="missions.needs_reopened"):
            needs.figures, needs.closed_on = [], None
            needs.save(update_fields=["figures", "closed_on"])
    return needs


@dataclass(frozen=True)
class Taken:
    """Who takes what, for how much and when."""

    part: str
    person: Person
    percent: int
    starts_on: date
    ends_on: date
    is_substitute: bool = False


@transaction.atomic
def share_mission(
    mission: ParticularMission, share: MissionShare | None, taken: Taken, *, by: Actor
) -> MissionShare:
    """A new share, or one that changes during the year."""
    require(policies.share_mission, by, None)
    mission = ParticularMission.objects.for_school(mission.school_id).locked(mission.pk)
    others = [share_input_of(other) for other in shares_of(mission) if share is None or other.pk != share.pk]
    share_input = ShareInput(
        taken.part, taken.person.pk, taken.percent, taken.starts_on, taken.ends_on, taken.is_substitute
    )
    if reasons := refusals(share_input, others, year_named(mission.school_year)):
        raise RuleBroken(reasons)
    if share is None:
        made = MissionShare(school_id=mission.school_id, mission=mission)
        _take(made, taken)
        made.save()
        journal.created(made, by=by, verb="missions.mission_shared")
        return made
    share = MissionShare.objects.for_school(mission.school_id).locked(share.pk)
    with journal.change(share, by=by, verb="missions.share_changed"):
        if (share.person_id, share.part) != (taken.person.pk, taken.part):
            share.competence = ""
        _take(share, taken)
        share.save()
    return share


def _take(share: MissionShare, taken: Taken) -> None:
    share.part, share.person, share.percent = taken.part, taken.person, taken.percent
    share.starts_on, share.ends_on, share.is_substitute = taken.starts_on, taken.ends_on, taken.is_substitute


@transaction.atomic
def drop_share(share: MissionShare, *, by: Actor) -> None:
    """The mission is held first, as when a share is written."""
    require(policies.share_mission, by, None)
    ParticularMission.objects.for_school(share.school_id).locked(share.mission_id)
    share = MissionShare.objects.for_school(share.school_id).locked(share.pk)
    journal.noted(share, by=by, verb="missions.share_dropped", part=share.part)
    share.delete()


@transaction.atomic
def declare_competence(share: MissionShare, competence: Competence, *, by: Actor) -> MissionShare:
    """What the person says of themselves; nobody else writes it, and the journal does not keep it."""
    share = MissionShare.objects.for_school(share.school_id).locked(share.pk)
    require(policies.declare_competence, by, share)
    share.competence = competence.value
    share.save(update_fields=["competence"])
    journal.noted(share, by=by, verb="missions.competence_declared", part=share.part)
    return share


@transaction.atomic
def weigh_parts(mission: ParticularMission, weights: Mapping[str, tuple[int, str]], *, by: Actor) -> None:
    """What each part weighs in the year and the ease it asks for; weights are an aid, and stay within 100."""
    require(policies.share_mission, by, None)
    mission = ParticularMission.objects.for_school(mission.school_id).locked(mission.pk)
    total = sum(weight for weight, _ in weights.values())
    if total > WHOLE:
        raise RuleBroken(f"Les parties font {total} % en tout : au plus 100 %.")
    rows = PartNeed.objects.for_school(mission.school_id).filter(mission=mission)
    needs = {need.part: need for need in rows}
    for code, (weight, needed) in weights.items():
        if code in BY_CODE:
            part = needs.get(code) or PartNeed(school_id=mission.school_id, mission=mission, part=code)
            _weigh(part, weight, needed, by)


def _weigh(part: PartNeed, weight: int, needed: str, by: Actor) -> None:
    if (part.weight, part.needed) == (weight, needed):
        return
    with journal.writing(part, by=by, verb="missions.parts_weighed"):
        part.weight, part.needed = weight, needed
        part.save()
