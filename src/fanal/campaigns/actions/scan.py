"""What is done with a scan: kept once, noted when it is unknown, its machine put away where it was seen."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.campaigns.models import Campaign, Scan
from fanal.campaigns.policies import campaign as policies
from fanal.campaigns.rules.reading import LONGEST, believed
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.equipment.actions.equipment import move_equipment
from fanal.equipment.models import Equipment, Room
from fanal.equipment.reading.scanned import labelled, left_called, machines_called

A_DOOR = "C’est l’étiquette de la salle « {} », pas d’un appareil : ouvrez cette salle pour y scanner."
NOWHERE = "nulle part"
KNOWN = "Cette étiquette désigne un appareil de l’inventaire : son relevé reste."
UNKNOWN = "Cette étiquette est inconnue : il n’y a rien à ranger. Ajoutez plutôt une remarque."


@dataclass(frozen=True)
class Reading:
    """What a phone sends of one scan. `at`: its own hour; `key`: it comes once."""

    text: str
    key: str
    at: datetime | None = None


@transaction.atomic
def record_scan(campaign: Campaign, room: Room, reading: Reading, *, now: datetime, by: Actor) -> Scan:
    """Keep it, once for its key. After the campaign was closed it is kept too, and counted apart."""
    campaign = Campaign.objects.for_school(campaign.school_id).locked(campaign.pk)
    require(policies.scan, by, campaign)
    words = " ".join(reading.text.split())[:LONGEST]
    thing = labelled(campaign.school, words) or _called(campaign.school, words)
    if isinstance(thing, Room):
        raise RuleBroken(A_DOOR.format(thing))
    scan, _ = Scan.objects.get_or_create(
        school_id=campaign.school_id,
        key=reading.key,
        defaults={
            "campaign": campaign,
            "room": room,
            "text": words,
            "equipment": thing,
            "person_id": by.person_id,
            "read_at": believed(reading.at, now),
            "received_at": now,
            "is_late": campaign.is_closed,
        },
    )
    return scan


def _called(school: School, words: str) -> Equipment | None:
    """The one that is called so; where none is, the one that was, before it left the inventory."""
    machines = machines_called(school, words) or left_called(school, words)
    return machines[0] if len(machines) == 1 else None


@transaction.atomic
def note_scan(scan: Scan, note: str, *, by: Actor) -> Scan:
    """Say what stands there, of an unknown label."""
    scan = Scan.objects.for_school(scan.school_id).locked(scan.pk)
    require(policies.scan, by, scan.campaign)
    journal.write_changes(scan, {"note": note}, by=by, verb="campaigns.scan_noted")
    return scan


@transaction.atomic
def remove_scan(scan: Scan, *, now: datetime, by: Actor) -> int:
    """Take back an unknown label that was mistyped in this room, however often it was noted; how many.

    The row stays, with its key: a phone that sends it again brings nothing back.
    """
    campaign = Campaign.objects.for_school(scan.school_id).locked(scan.campaign_id)
    scan = Scan.objects.for_school(scan.school_id).locked(scan.pk)
    scan.campaign = campaign
    require(policies.remove_scan, by, scan)
    if scan.equipment_id is not None:
        raise RuleBroken(KNOWN)
    same = Scan.objects.for_school(scan.school_id).filter(campaign=campaign, room=scan.room_id)
    same = same.in_time().filter(equipment__isnull=True, text__iexact=scan.text)
    if removed := same.update(removed_at=now):
        journal.noted(scan, by=by, verb="campaigns.scan_removed", text=scan.text)
    return removed


@transaction.atomic
def put_here(scan: Scan, *, by: Actor) -> Equipment:
    """« Le ranger ici »: its record says from now on that it is in the room where it was seen."""
    scan = Scan.objects.for_school(scan.school_id).locked(scan.pk)
    require(policies.scan, by, scan.campaign)
    if scan.equipment is None:
        raise RuleBroken(UNKNOWN)
    before = str(scan.equipment.room or NOWHERE)
    moved = move_equipment(scan.equipment, scan.room, by=by)
    scan.moved_from = before[:80]
    scan.save(update_fields=["moved_from"])
    return moved
