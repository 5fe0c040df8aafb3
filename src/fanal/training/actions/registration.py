"""A place in a session: taken, waited for, given up; being there, by the code of the room; an opinion."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from fanal.accounts.models import Person
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core.errors import RuleBroken
from fanal.training.actions import notices
from fanal.training.actions.session import held_session, seat_waiting
from fanal.training.models import SessionOpinion, SessionRegistration, TrainingSession
from fanal.training.policies import session as policies
from fanal.training.reading.room_code import is_room_code
from fanal.training.rules import session as rules
from fanal.training.rules.session import OpinionMoment, PresenceWay

WRONG = "Ce code n’est pas, ou n’est plus, celui de la salle : regardez l’écran et recommencez."
NOT_OPEN = "Le code se donne pendant la séance, un quart d’heure avant son début au plus tôt."
AWAITS_SEAT = (
    "Vous attendez une place : si vous êtes dans la salle, demandez à qui anime de vous noter présent."
)
NOT_ENROLLED = "Vous n’êtes pas inscrit à cette séance : demandez à qui anime de vous ajouter."
CAME = "Vous êtes noté présent : si vous devez partir, dites-le à qui anime."
OPINED = "Vous avez déjà donné votre avis : il est compté, sans votre nom."


@transaction.atomic
def join_session(
    session: TrainingSession, person: Person, *, now: datetime, by: Actor
) -> SessionRegistration:
    """Take a place, or wait for one when none is free; twice is once."""
    session = held_session(session)
    require(policies.join_session if person.pk == by.person_id else policies.change_session, by, session)
    rows = session.registrations
    if before := rows.filter(person=person).first():
        return before
    seated = rows.filter(is_waiting=False).count()
    waiting = rows.filter(is_waiting=True).count()
    if reasons := rules.join_refusals(session.state, session.starts_at, waiting, now=now):
        raise RuleBroken(reasons)
    made = SessionRegistration.objects.create(
        school_id=session.school_id,
        session=session,
        person=person,
        is_waiting=waiting > 0 or seated >= session.seats,
        made_at=now,
    )
    notices.take_back(session, "invitation", person=person)
    if person.pk != by.person_id and not made.is_waiting:
        notices.tell_added(session, [person], now=now, by=by)
    return made


@transaction.atomic
def leave_session(registration: SessionRegistration, *, now: datetime, by: Actor) -> None:
    """Give the place up: it goes to the first who waits, who is told. No letter of it leaves any more."""
    session = held_session(registration.session)
    registration = SessionRegistration.objects.for_school(session.school_id).locked(registration.pk)
    is_own = registration.person_id == by.person_id
    require(policies.join_session if is_own else policies.change_session, by, session)
    if session.starts_at <= now:
        raise RuleBroken("Cette séance a commencé : la présence dira qui était là.")
    if is_own and registration.is_present:
        raise RuleBroken(CAME)
    registration.delete()
    if registration.person is not None:
        notices.take_back(session, person=registration.person)
    seat_waiting(session, now=now)


@transaction.atomic
def sign_in_by_code(
    registration: SessionRegistration, typed: str, *, now: datetime, by: Actor
) -> SessionRegistration:
    """Say that one is there, with the code that the room shows at this minute."""
    session = held_session(registration.session)
    registration = SessionRegistration.objects.for_school(session.school_id).locked(registration.pk)
    require(policies.sign_in_by_code, by, registration)
    if reasons := rules.presence_refusals(session.state, session.noted_from - rules.OPENS_BEFORE, now=now):
        raise RuleBroken(reasons)
    if not rules.is_code_open(session.starts_at, session.ends_at, now):
        raise RuleBroken(NOT_OPEN)
    if registration.is_waiting:
        raise RuleBroken(AWAITS_SEAT)
    if not is_room_code(session, typed, now):
        raise RuleBroken(WRONG)
    if not registration.is_present:
        registration.is_present, registration.presence_way = True, PresenceWay.CODE
        registration.save(update_fields=["is_present", "presence_way"])
    return registration


@transaction.atomic
def give_opinion(registration: SessionRegistration, answer: str, *, now: datetime, by: Actor) -> None:
    """Add one to a count. That somebody answered is kept, and what they answered is not."""
    session = held_session(registration.session)
    registration = SessionRegistration.objects.for_school(session.school_id).locked(registration.pk)
    require(policies.give_opinion, by, registration)
    moment = rules.open_moment(session.day, now.astimezone(session.school.zone_info).date())
    if moment is None:
        raise RuleBroken("On ne demande pas d’avis sur cette séance en ce moment.")
    mark = "opined_now" if moment is OpinionMoment.NOW else "opined_later"
    if getattr(registration, mark):
        raise RuleBroken(OPINED)
    setattr(registration, mark, True)
    registration.save(update_fields=[mark])
    row, _ = SessionOpinion.objects.get_or_create(
        school_id=session.school_id, session=session, moment=moment, answer=answer
    )
    SessionOpinion.objects.for_school(session.school_id).filter(pk=row.pk).update(count=F("count") + 1)
