"""Everything that changes a letter of mission. One function per sentence of the domain.

The mission is the shared row when a letter begins: two people may begin the same one. Then the letter is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from fanal.accounts.models import Person
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.database.numbers import next_number
from fanal.core.errors import RuleBroken
from fanal.core.frozen.papers import keep_paper
from fanal.mission_letters.models import MissionLetter
from fanal.mission_letters.models.letter import MissionLetterQuerySet
from fanal.mission_letters.policies import letter as policies
from fanal.mission_letters.reading.letter import letter_sum
from fanal.mission_letters.rules.letter import (
    BY_FIELD,
    IN_FORCE,
    LetterPeriod,
    LetterState,
    Pay,
    is_replaced,
    refusals,
    signature_refusals,
)
from fanal.missions.models import ParticularMission
from fanal.year.rules.years import year_named

SERIES = "mission letter"
CHANGED = "Cette lettre vient de changer : relisez-la, puis donnez votre accord."
CHANGED_MEANWHILE = "Cette lettre a changé pendant que vous écriviez : rouvrez-la pour ne rien effacer."


@dataclass(frozen=True)
class LetterInput:
    """A letter as the form gives it: `texts` by the name of their field."""

    starts_on: date
    ends_on: date
    pay: Pay
    texts: Mapping[str, str]


def held(letter: MissionLetter) -> MissionLetter:
    """The letter, taken for writing and read again; its mission first, as when one begins."""
    ParticularMission.objects.for_school(letter.school_id).locked(letter.mission_id)
    rows = MissionLetter.objects.for_school(letter.school_id).select_related("mission", "person")
    locked: MissionLetter = rows.locked(letter.pk)
    return locked


def _fill(letter: MissionLetter, draft: LetterInput) -> None:
    """Or RuleBroken, with why not."""
    rows = MissionLetter.objects.for_school(letter.school_id).still_open()
    same = rows.filter(mission=letter.mission, person=letter.person).exclude(number=letter.number)
    others = [LetterPeriod(*days) for days in same.values_list("starts_on", "ends_on")]
    letter.starts_on, letter.ends_on, letter.pay = draft.starts_on, draft.ends_on, draft.pay
    for name in BY_FIELD:
        setattr(letter, name, draft.texts.get(name, "").strip())
    period = LetterPeriod(draft.starts_on, draft.ends_on)
    if reasons := refusals(
        period, year_named(letter.school_year), main_missions=letter.main_missions, others=others
    ):
        raise RuleBroken(reasons)


@transaction.atomic
def start_letter(
    mission: ParticularMission, person: Person, draft: LetterInput, *, by: Actor
) -> MissionLetter:
    """A draft, that the person and the management write together."""
    mission = ParticularMission.objects.for_school(mission.school_id).locked(mission.pk)
    letter = MissionLetter(
        school_id=mission.school_id,
        number=0,
        mission=mission,
        person=person,
        school_year=mission.school_year,
        begun_by_person=person.pk == by.person_id,
    )
    require(policies.start_letter, by, letter)
    _fill(letter, draft)
    letter.number = next_number(mission.school_id, SERIES)
    letter.save()
    journal.created(letter, by=by, verb="missions.letter_started")
    return letter


@transaction.atomic
def write_letter(letter: MissionLetter, draft: LetterInput, revision: int, *, by: Actor) -> MissionLetter:
    """Two people write it: whoever wrote over an older text is told so, and nothing is lost."""
    letter = held(letter)
    require(policies.write_letter, by, letter)
    if letter.revision != revision:
        raise RuleBroken(CHANGED_MEANWHILE)
    with journal.change(letter, by=by, verb="missions.letter_written"):
        _fill(letter, draft)
        letter.revision += 1
        letter.save()
    return letter


@transaction.atomic
def share_letter(letter: MissionLetter, *, by: Actor) -> MissionLetter:
    """From now on it waits for the person's agreement."""
    letter = held(letter)
    require(policies.share_letter, by, letter)
    return _moved(letter, LetterState.SHARED, "missions.letter_shared", by)


@transaction.atomic
def agree_to_letter(letter: MissionLetter, revision: int, *, today: date, by: Actor) -> MissionLetter:
    """The person says yes to what they read; when it changed meanwhile, they are told so."""
    letter = held(letter)
    if letter.state == LetterState.AGREED and policies.take_back_letter(by, letter):
        return letter
    require(policies.agree_to_letter, by, letter)
    if letter.revision != revision:
        raise RuleBroken(CHANGED)
    return _moved(
        letter, LetterState.AGREED, "missions.letter_agreed", by, agreed_on=today, agreed_in_person=True
    )


@transaction.atomic
def take_back_letter(letter: MissionLetter, *, by: Actor) -> MissionLetter:
    """As long as the paper is not signed: it may be written again."""
    letter = held(letter)
    require(policies.take_back_letter, by, letter)
    _restore_former(letter, by)
    return _moved(
        letter, LetterState.SHARED, "missions.letter_taken_back", by, agreed_on=None, agreed_in_person=False
    )


def _restore_former(letter: MissionLetter, by: Actor) -> None:
    """The version that this agreement had replaced, itself not signed, holds again."""
    former = (
        _versions(letter)
        .filter(
            version=letter.version - 1, state=LetterState.AMENDED, signed_on=None, agreed_on__isnull=False
        )
        .first()
    )
    if former is not None:
        journal.write_changes(former, {"state": LetterState.AGREED}, by=by, verb="missions.letter_restored")


@transaction.atomic
def note_signature(letter: MissionLetter, signed_on: date, *, today: date, by: Actor) -> MissionLetter:
    """The paper bears both signatures: it is the person's agreement too, when they gave none here."""
    letter = held(letter)
    require(policies.note_signature, by, letter)
    if reasons := signature_refusals(signed_on, today=today):
        raise RuleBroken(reasons)
    agreed = letter.agreed_on or signed_on
    signed = _moved(
        letter, LetterState.SIGNED, "missions.letter_signed", by, signed_on=signed_on, agreed_on=agreed
    )
    keep_paper("mission_letters.letter", signed, letter_sum(signed), on=today)
    return signed


def _moved(letter: MissionLetter, state: LetterState, verb: str, by: Actor, **fields: Any) -> MissionLetter:
    """Its new state, and that of the versions it replaces."""
    with journal.change(letter, by=by, verb=verb):
        letter.state = state
        for name, value in fields.items():
            setattr(letter, name, value)
        letter.save()
    for earlier in _versions(letter).exclude(pk=letter.pk).filter(state__in=IN_FORCE):
        if is_replaced(earlier.state, letter.state):
            with journal.change(earlier, by=by, verb="missions.letter_replaced"):
                earlier.state = LetterState.AMENDED
                earlier.save(update_fields=["state"])
    return letter


def _versions(letter: MissionLetter) -> MissionLetterQuerySet:
    """All versions of this letter, taken for writing."""
    rows = MissionLetter.objects.for_school(letter.school_id).filter(number=letter.number)
    return rows.order_by("version").select_for_update(of=("self",))


@transaction.atomic
def amend_letter(letter: MissionLetter, *, by: Actor) -> MissionLetter:
    """The next version, to be written: this one holds until the next is as far."""
    letter = held(letter)
    require(policies.amend_letter, by, letter)
    if last := _versions(letter).filter(version__gt=letter.version).last():
        return last
    kept = {name: getattr(letter, name) for name in ("starts_on", "ends_on", "pay", *BY_FIELD)}
    # A page left open on the former version agrees to nothing and writes over nothing of this one.
    made = MissionLetter.objects.create(
        school_id=letter.school_id,
        number=letter.number,
        version=letter.version + 1,
        mission=letter.mission,
        person=letter.person,
        school_year=letter.school_year,
        revision=letter.revision + 1,
        begun_by_person=letter.person_id == by.person_id,
        **kept,
    )
    journal.created(made, by=by, verb="missions.letter_amended")
    return made


@transaction.atomic
def close_letter(letter: MissionLetter, *, by: Actor) -> MissionLetter:
    """The mission is over, or the period: every version in force ends, what was being written goes."""
    letter = held(letter)
    require(policies.close_letter, by, letter)
    for version in _versions(letter):
        if version.state in IN_FORCE:
            with journal.change(version, by=by, verb="missions.letter_closed"):
                version.state = LetterState.CLOSED
                version.save(update_fields=["state"])
        elif version.is_writable:
            _discard(version, by)
    return held(letter)


@transaction.atomic
def discard_letter(letter: MissionLetter, *, by: Actor) -> None:
    """Nobody agreed to it."""
    letter = held(letter)
    require(policies.discard_letter, by, letter)
    _discard(letter, by)


def _discard(letter: MissionLetter, by: Actor) -> None:
    """The next version counts on from this one: no page that is still open on it agrees to another text."""
    _versions(letter).filter(version=letter.version - 1).update(revision=letter.revision)
    journal.noted(letter, by=by, verb="missions.letter_discarded")
    letter.delete()
