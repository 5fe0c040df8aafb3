"""A program asks for help in somebody's name: the same form, the same rules, and once for each key."""

import hashlib
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from fanal.accounts.models.member import Actor, Member
from fanal.accounts.policies.rights import require
from fanal.core.errors import RuleBroken
from fanal.core.models import IdempotencyKey
from fanal.equipment.models import Equipment, Room
from fanal.helpdesk.actions import requests as actions
from fanal.helpdesk.forms.asking import AskForm
from fanal.helpdesk.policies import request as policies
from fanal.helpdesk.rules.codes import RequestKind, Urgency
from fanal.helpdesk.rules.kinds import MANAGEMENT_NOTICE, leads_to_management

OTHER_WORDS = (
    "Cette clé Idempotency-Key a déjà servi pour une autre demande. Prenez une clé neuve pour chaque demande."
)

NO_ROOM = "Aucune salle de l’établissement ne porte ce nom."
SEVERAL_ROOMS = "Plusieurs salles portent ce nom : dites plutôt le numéro d’un équipement."


@dataclass(frozen=True)
class Asking:
    """What a program says; a room by its name, a machine by its number."""

    text: str
    kind: RequestKind | None
    urgency: Urgency
    room: str
    equipment: int | None
    is_equipment: bool


@transaction.atomic
def ask(member: Member, asking: Asking, *, key: str, now: datetime, by: Actor) -> int:
    """The number of the request; the same one for the same key, RuleBroken when its words differ."""
    require(policies.ask_for_help, by, None)
    assert member.person is not None  # none but a partner, who may not ask
    form = _form(member, asking)
    words = _digest(repr(sorted(asdict(asking).items())))
    if (before := _answered(_digest(key), words)) is not None:
        return before
    help_request = actions.ask_for_help(member.school, member.person, form.request_values(), now=now, by=by)
    IdempotencyKey.objects.filter(pk=_digest(key)).update(answer=f"{words}:{help_request.number}")
    return help_request.number


def _digest(text: str) -> str:
    return hashlib.sha256(f"api:{text}".encode()).hexdigest()


def _answered(key: str, words: str) -> int | None:
    """The number already given under this key; a second call at the same moment waits for the first."""
    if IdempotencyKey.is_first(key):
        return None
    before, _, number = IdempotencyKey.objects.get(pk=key).answer.partition(":")
    if before != words:
        raise RuleBroken(OTHER_WORDS)
    return int(number)


def _form(member: Member, asking: Asking) -> AskForm:
    """The page's own form, filled; RuleBroken with its sentences when it does not hold."""
    if leads_to_management(asking.text) and not asking.is_equipment:
        raise RuleBroken([MANAGEMENT_NOTICE, "Si c’est du matériel, envoyez « is_equipment » à vrai."])
    kind = asking.kind or RequestKind.OTHER
    machine = _equipment(member, asking.equipment)
    room = _room(member, asking.room) or (machine and machine.room_id)
    values = {
        "text": asking.text,
        "kind": kind,
        "guessed": "" if asking.kind else kind,
        "urgency": asking.urgency,
        "room": room,
        "equipment": machine and machine.pk,
    }
    form = AskForm(values, school=member.school, member=member)
    if not form.is_valid():
        raise RuleBroken([str(reason) for reasons in form.errors.values() for reason in reasons])
    return form


def _room(member: Member, name: str) -> int | None:
    if not name:
        return None
    rooms = list(Room.objects.for_school(member.school).in_use().filter(name=name)[:2])
    if len(rooms) != 1:
        raise RuleBroken(SEVERAL_ROOMS if rooms else NO_ROOM)
    return rooms[0].pk


def _equipment(member: Member, number: int | None) -> Equipment | None:
    if number is None:
        return None
    machine: Equipment | None
    machine = Equipment.objects.for_school(member.school).present().filter(number=number).first()
    if machine is None:
        raise RuleBroken(f"Aucun équipement présent ne porte le numéro {number}.")
    return machine
