"""The needs of the service, and the sharing of the mission. One function per sentence."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.missions.models import MissionShare, NeedsAssessment, ParticularMission, PartNeed
from fanal.missions.models.sharing import WRITTEN
from fanal.missions.policies import sharing as policies
from fanal.missions.reading.sharing import share_input_of, shares_of, year_figures
from fanal.missions.rules.parts import BY_CODE
from fanal.missions.rules.sharing import WHOLE, Competence, refusals
from fanal.year.rules.years import year_named

MEANWHILE = (
    "Quelqu’un a écrit dans cette fiche pendant que vous écriviez. Vos mots sont encore ici, les siens sous "
    "les champs qui diffèrent : relisez, puis enregistrez de nouveau."
)
CLOSED = "Cette fiche est arrêtée : la direction peut la rouvrir."


@transaction.atomic
def write_needs(
    school: School, year: str, values: Mapping[str, Any], *, by: Actor, seen: str | None = None
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
    words = {name: value for name, value in values.items() if name in WRITTEN}
    if not policies.appreciate_needs(by, kept):
        words.pop("appreciation", None)
    words["written_by_id"] = by.person_id
    if kept is not None:
        journal.write_changes(kept, words, by=by, verb="missions.needs_written")
        return kept
    needs = NeedsAssessment.objects.create(school=school, school_year=year, **words)
    journal.created(needs, by=by, verb="missions.needs_written")
    return needs


@transaction.atomic
def close_needs(needs: NeedsAssessment, *, today: date, by: Actor) -> NeedsAssessment:
    """Its figures stay as they are that day."""
    needs = NeedsAssessment.objects.for_school(needs.school_id).select_related("school").locked(needs.pk)
    require(policies.appreciate_needs, by, needs)
    if needs.closed_on is not None:
        return needs
    if not needs.appreciation:
        raise RuleBroken("Écrivez l’appréciation des besoins : c’est elle que la circulaire demande.")
    figures = year_figures(needs.school, needs.school_year, today=today)
    closing = {"figures": figures, "closed_on": today}
    journal.write_changes(needs, closing, by=by, verb="missions.needs_closed")
    return needs


@transaction.atomic
def reopen_needs(needs: NeedsAssessment, *, by: Actor) -> NeedsAssessment:
    needs = NeedsAssessment.objects.for_school(needs.school_id).locked(needs.pk)
    require(policies.appreciate_needs, by, needs)
    reopening: dict[str, Any] = {"figures": [], "closed_on": None}
    journal.write_changes(needs, reopening, by=by, verb="missions.needs_reopened")
    return needs


@transaction.atomic
def share_mission(
    mission: ParticularMission, share: MissionShare | None, values: Mapping[str, Any], *, by: Actor
) -> MissionShare:
    """A new share, or one that changes during the year: who takes which part, for how much and when."""
    require(policies.share_mission, by, None)
    mission = ParticularMission.objects.for_school(mission.school_id).locked(mission.pk)
    others = [share_input_of(other) for other in shares_of(mission) if share is None or other.pk != share.pk]
    wanted = MissionShare(school_id=mission.school_id, mission=mission, **values)
    if reasons := refusals(share_input_of(wanted), others, year_named(mission.school_year)):
        raise RuleBroken(reasons)
    if share is None:
        wanted.save(force_insert=True)
        journal.created(wanted, by=by, verb="missions.mission_shared")
        return wanted
    share = MissionShare.objects.for_school(mission.school_id).locked(share.pk)
    if (share.person_id, share.part) != (wanted.person_id, wanted.part):
        values = {**values, "competence": ""}
    journal.write_changes(share, values, by=by, verb="missions.share_changed")
    return share


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
