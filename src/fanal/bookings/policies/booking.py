"""Who books, and who says what can be booked?"""

from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import EVERYONE, TEAM, System, in_order
from fanal.accounts.policies.rights import allows
from fanal.bookings.models import Booking, WaitingListEntry
from fanal.timetable.policies import timetable

manage_bookings = timetable.manage_bookings  # one right says both what is booked and when lessons are


@allows(*in_order(EVERYONE), label="Réserver une salle ou du matériel")
def book(actor: Actor, _: object) -> bool:
    return actor.person_id is not None


@allows(*in_order(EVERYONE), label="Annuler ou rendre une réservation")
def end_booking(actor: Actor, booking: Booking) -> bool:
    return actor.has(*TEAM) or (actor.person_id is not None and booking.custody.person_id == actor.person_id)


@allows(*in_order(EVERYONE), label="Ne plus attendre un créneau")
def stop_waiting(actor: Actor, entry: WaitingListEntry) -> bool:
    return actor.person_id is not None and entry.person_id == actor.person_id


@allows(*in_order(TEAM), label="Réserver pour quelqu’un")
def book_for_somebody(actor: Actor, _: object) -> bool:
    return True


@allows(*in_order(EVERYONE), label="Accorder ou refuser une réservation")
def decide_booking(actor: Actor, booking: Booking) -> bool:
    return booking.bookable.is_approved_by(actor)


@allows(System.SCHEDULE, label="Libérer un créneau que personne n’a accordé")
def lapse_bookings(actor: Actor, _: object) -> bool:
    return True


@allows(System.SCHEDULE, label="Signaler un examen auquel il manque des postes")
def warn_of_exams(actor: Actor, _: object) -> bool:
    return True
