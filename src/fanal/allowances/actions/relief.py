"""The relief of service: prepared, proposed to the rector, decided by the rector (R9, R10)."""

from datetime import date

from django.db import transaction

from fanal.accounts.models import Person
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.allowances.models import ServiceRelief
from fanal.allowances.policies import allowance as policies
from fanal.allowances.reading.proposals import has_allowance
from fanal.allowances.rules.relief import ReliefState, findings, proposing_refusals, relief_words
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.missions.models import ParticularMission
from fanal.missions.rules.words import reasons


@transaction.atomic
def prepare_relief(
    mission: ParticularMission, person: Person, halves: int, reason: str, *, by: Actor
) -> ServiceRelief:
    """For a mission too heavy to be added to the service; beside an allowance it is only warned of."""
    mission = ParticularMission.objects.for_school(mission.school_id).locked(mission.pk)
    relief = ServiceRelief(
        school_id=mission.school_id, mission=mission, person=person, halves=halves, reason=reason.strip()
    )
    require(policies.prepare_relief, by, relief)
    stops = reasons(findings(halves, reason, has_allowance=has_allowance(mission)))
    reliefs = (
        ServiceRelief.objects.for_school(mission.school_id).counting().filter(mission=mission, person=person)
    )
    if reliefs.exists():
        stops.append(f"{person} a déjà un allègement pour cette mission.")
    if stops:
        raise RuleBroken(stops)
    relief.save()
    journal.created(relief, by=by, verb="missions.relief_prepared")
    return relief


def _locked(relief: ServiceRelief) -> ServiceRelief:
    rows = ServiceRelief.objects.for_school(relief.school_id).select_related("school", "mission")
    locked: ServiceRelief = rows.locked(relief.pk)
    return locked


@transaction.atomic
def note_proposal(relief: ServiceRelief, held_on: date, *, today: date, by: Actor) -> ServiceRelief:
    """The board proposes it to the rector; in a private school the head does, the teachers consulted."""
    relief = _locked(relief)
    require(policies.settle_relief, by, relief)
    if stops := proposing_refusals(held_on, is_private=relief.school.is_private, today=today):
        raise RuleBroken(stops)
    with journal.change(relief, by=by, verb="missions.relief_proposed"):
        relief.state, relief.board_on = ReliefState.PROPOSED, held_on
        relief.save(update_fields=["state", "board_on"])
    return relief


@transaction.atomic
def decide_relief(
    relief: ServiceRelief, *, accepted: bool, decided_on: date, today: date, by: Actor
) -> ServiceRelief:
    """What the rector decided of what was proposed."""
    relief = _locked(relief)
    require(policies.settle_relief, by, relief)
    if relief.state != ReliefState.PROPOSED:
        raise RuleBroken(relief_words(is_private=relief.school.is_private).not_proposed)
    if decided_on > today:
        raise RuleBroken("Cette décision serait de demain ou plus tard : indiquez son jour.")
    with journal.change(relief, by=by, verb="missions.relief_decided"):
        relief.state = ReliefState.DECIDED if accepted else ReliefState.REFUSED
        relief.decided_on = decided_on
        relief.save(update_fields=["state", "decided_on"])
    return relief


@transaction.atomic
def withdraw_relief(relief: ServiceRelief, *, by: Actor) -> ServiceRelief:
    """Said twice, it is said once."""
    relief = _locked(relief)
    require(policies.withdraw_relief, by, relief)
    if relief.state == ReliefState.WITHDRAWN:
        return relief
    journal.write_changes(relief, {"state": ReliefState.WITHDRAWN}, by=by, verb="missions.relief_withdrawn")
    return relief
