"""The sharing of a whole year at once: taken up from the year before, or written as a grid."""

from collections.abc import Mapping

from django.db import transaction

from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.missions.models import MissionShare, ParticularMission, PartNeed
from fanal.missions.policies import sharing as policies
from fanal.missions.reading.sharing import shares_of
from fanal.missions.reading.sharing_year import Before, before_of, grid_seen, is_plain
from fanal.missions.rules.sharing import ShareInput, refusals
from fanal.year.rules.years import year_named

CHANGED = "Le partage a changé pendant que vous écriviez : rouvrez la page pour ne rien effacer."
Wanted = Mapping[tuple[str, int], int]  # (part, person) -> hundredths over the whole year, 0 for none


@transaction.atomic
def carry_sharing(mission: ParticularMission, *, by: Actor) -> Before:
    """The shares and the weights of the year before; nobody's ease: each says their own again."""
    require(policies.share_mission, by, None)
    mission = ParticularMission.objects.for_school(mission.school_id).locked(mission.pk)
    if shares_of(mission):
        raise RuleBroken(f"Le partage de {mission.school_year} est déjà commencé : modifiez-le.")
    before = before_of(mission)
    if before.mission is None or not before.carried.shares:
        raise RuleBroken(f"Rien à reprendre de {before.year} : personne n’y a de part et ne sera là.")
    for share in before.carried.shares:
        _create(mission, share, by)
    _carry_weights(mission, before.mission, by)
    return before


def _create(mission: ParticularMission, share: ShareInput, by: Actor) -> None:
    made = MissionShare.objects.create(
        school_id=mission.school_id,
        mission=mission,
        part=share.part,
        person_id=share.person,
        percent=share.percent,
        starts_on=share.starts_on,
        ends_on=share.ends_on,
        is_substitute=share.is_substitute,
    )
    journal.created(made, by=by, verb="missions.mission_shared")


def _carry_weights(mission: ParticularMission, last: ParticularMission, by: Actor) -> None:
    """Unless this year has its own."""
    rows = PartNeed.objects.for_school(mission.school_id)
    if rows.filter(mission=mission).exists():
        return
    needs = list(rows.filter(mission=last))
    PartNeed.objects.bulk_create(
        PartNeed(
            school_id=mission.school_id,
            mission=mission,
            part=need.part,
            weight=need.weight,
            needed=need.needed,
        )
        for need in needs
    )
    if needs:
        total = sum(need.weight for need in needs)
        journal.noted(mission, by=by, verb="missions.parts_weighed", total=total)


@transaction.atomic
def write_grid(mission: ParticularMission, wanted: Wanted, *, by: Actor, seen: str | None = None) -> int:
    """Each cell that was asked for, over the whole year; how many changed. `seen`: `grid_seen` of the shares
    that the page was made of.
    """
    require(policies.share_mission, by, None)
    mission = ParticularMission.objects.for_school(mission.school_id).locked(mission.pk)
    year, held = year_named(mission.school_year), dict[tuple[str, int], MissionShare]()
    shares = shares_of(mission)
    if seen is not None and seen != grid_seen(shares):
        raise RuleBroken(CHANGED)
    for share in shares:
        cell = (share.part, share.person_id or 0)
        if cell in wanted and (cell in held or not is_plain(share, year)):
            raise RuleBroken(CHANGED)
        held[cell] = share
    changed = 0
    for (part, person), percent in wanted.items():
        held_share = held.get((part, person))
        if percent == (held_share.percent if held_share else 0):
            continue
        written = ShareInput(part, person, percent, year.starts_on, year.ends_on)
        if percent and (reasons := refusals(written, [], year)):
            raise RuleBroken(reasons)
        _write(mission, held_share, written, by)
        changed += 1
    return changed


def _write(mission: ParticularMission, held: MissionShare | None, share: ShareInput, by: Actor) -> None:
    if held is None:
        _create(mission, share, by)
    elif not share.percent:
        journal.noted(held, by=by, verb="missions.share_dropped", part=held.part)
        held.delete()
    else:
        journal.write_changes(held, {"percent": share.percent}, by=by, verb="missions.share_changed")
