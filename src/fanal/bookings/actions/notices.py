"""Who is told of a booking: whoever grants it, whoever asked for it. Never whoever just did it."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils import timezone

from fanal.accounts.actions.staff_mail import write_to_staff
from fanal.accounts.models import Person, School
from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import Role
from fanal.bookings.models import Bookable, Booking, Exam, WaitingListEntry
from fanal.bookings.reading.addresses import week_address
from fanal.bookings.reading.remaining import other_words
from fanal.bookings.rules.booking import BookingState
from fanal.bookings.rules.shortfall import Remaining
from fanal.core.http.addresses import address
from fanal.core.mail.models import Mail
from fanal.core.mail.outbox import Section
from fanal.core.pages.undo import LATE
from fanal.core.text.french import counted, full_day

SHOWN = 10  # slots that a mail names
MINE = ("Voir mes réservations", "bookings:week")


def when(booking: Booking) -> str:
    """« vendredi 27 novembre 2026, S1 S2 »."""
    day = booking.starts.astimezone(booking.school.zone_info).date()
    return f"{full_day(day)}, {booking.periods}"


def tell_made(bookings: Sequence[Booking], *, now: datetime, by: Actor) -> None:
    """Those who grant it, when it waits for them; whoever has it, when somebody booked for them."""
    first = bookings[0]
    if first.is_asked:
        who = first.custody.person
        text = f"{who} demande à réserver « {first.bookable} »{_about(first)}."
        subject, link = f"À accorder : {first.bookable}", ("Répondre", "bookings:to_decide")
        _write(bookings, _approvers(first.bookable, now, by), ("accord", subject, text, link), now=now)
    elif first.custody.person_id != by.person_id:
        text = f"« {first.bookable} » est réservé pour vous{_about(first)}."
        subject, link = f"Réservé pour vous : {first.bookable}", MINE
        _write(bookings, [first.custody.person], ("pour-vous", subject, text, link), now=now)


def tell_moved(booking: Booking, *, now: datetime, by: Actor) -> None:
    """Those who grant it, when it waits again; whoever has it, when somebody else moved it."""
    if booking.is_asked:
        tell_made([booking], now=now, by=by)
    elif booking.custody.person_id != by.person_id:
        text = f"Votre réservation de « {booking.bookable} » a changé{_about(booking)}."
        letter = ("deplace", f"Déplacé : {booking.bookable}", text, MINE)
        _write([booking], [booking.custody.person], letter, now=now)


def tell_decided(booking: Booking, *, now: datetime) -> None:
    is_granted = booking.state == BookingState.HELD
    answer = "accordé" if is_granted else "refusé"
    text = f"C’est {answer} : « {booking.bookable} »{_about(booking)}."
    if booking.reply:
        text += f"\n\n« {booking.reply} »"
    letter = (answer, f"{booking.bookable} : {answer}", text, MINE)
    _write([booking], [booking.custody.person], letter, now=now)


def tell_cancelled(gone: Sequence[Booking], *, now: datetime, by: Actor) -> None:
    """Whoever had it, when somebody else cancelled it."""
    first = gone[0]
    if first.custody.person_id == by.person_id:
        return
    text = f"Votre réservation de « {first.bookable} » est annulée{_about(first)}."
    if first.reply:
        text += f"\n\n{first.reply}"
    letter = ("annule", f"Annulé : {first.bookable}", text, ("Réserver un autre créneau", "bookings:week"))
    _write(gone, [first.custody.person], letter, now=now)


def tell_back(booking: Booking, exam: Exam, *, now: datetime, by: Actor) -> None:
    """Whoever had it before an exam that does not take place: it is theirs again."""
    if booking.custody.person_id == by.person_id:
        return
    text = f"« {exam} » est annulé : « {booking.bookable} » est de nouveau à vous{_about(booking)}."
    letter = ("revient", f"De nouveau à vous : {booking.bookable}", text, MINE)
    _write([booking], [booking.custody.person], letter, now=now)


def tell_remaining(
    booking: Booking, remaining: Remaining, others: Sequence[Bookable], *, now: datetime
) -> None:
    """Whoever has it: what is left of it, and what else is free at the same hour."""
    school, person = booking.school, booking.custody.person
    assert person is not None  # a closing, which is nobody's, loses nothing
    about = f"reservation-{booking.pk}-{person.pk}-reste-"
    _forget(school, about)
    text = f"« {booking.bookable} », que vous avez réservé{_about(booking)} : {remaining.words}."
    if not remaining.is_whole:
        text += " Le reste est prêté ou en panne."
    sections = [_slots([booking])]
    if others:
        sections.append(Section("Libre à la même heure", tuple(other_words(one) for one in others)))
    page = address("bookings:booking_page", school.uai, booking.pk)
    write_to_staff(
        school,
        [person],
        key=lambda _: f"{about}{remaining.count}-{now.timestamp():.0f}",
        subject=f"{booking.bookable} : {remaining.words}",
        text=text,
        sections=tuple(sections),
        button=("Voir la réservation", page),
        now=now,
    )


def tell_free(entry: WaitingListEntry, *, now: datetime) -> None:
    """Whoever waits for a slot: it is free, and the first who books it has it."""
    school = entry.school
    day = entry.starts_at.astimezone(school.zone_info).date()
    write_to_staff(
        school,
        [entry.person],
        key=lambda _: f"reservation-libre-{entry.pk}",
        subject=f"Libre : {entry.bookable}, {full_day(day)}, {entry.periods}",
        text="Ce créneau que vous attendiez s’est libéré. Le premier qui le réserve l’a.",
        button=("Réserver", week_address(school.uai, entry.bookable, day)),
        now=now,
    )


def tell_exam(exam: Exam, wanting: int, *, now: datetime) -> None:
    """The référents: how many machines are wanting, a week before."""
    school, today = exam.school, timezone.localdate(now, exam.school.zone_info)
    short = counted(wanting, "poste manque", "postes manquent")
    write_to_staff(
        school,
        Person.objects.for_school(school).holding_role(Role.DIGITAL_LEAD, today),
        key=lambda person: f"examen-{exam.pk}-{person.pk}",
        subject=f"{exam.name}, {full_day(exam.day)} : {short}",
        text=f"Pour « {exam.name} », le {full_day(exam.day)} ({exam.periods}), {short}.",
        button=("Voir les postes", address("bookings:exam_page", school.uai, exam.pk)),
        now=now,
    )


def _approvers(bookable: Bookable, now: datetime, by: Actor) -> list[Person]:
    """Those it names; where it names nobody, the référents."""
    named = [row.person for row in bookable.approvers.select_related("person")]
    if not named:
        today = timezone.localdate(now, bookable.school.zone_info)
        named = list(Person.objects.for_school(bookable.school_id).holding_role(Role.DIGITAL_LEAD, today))
    return [person for person in named if person.pk != by.person_id]


def _about(booking: Booking) -> str:
    return f" ({booking.about})" if booking.about else ""


def _slots(rows: Sequence[Booking]) -> Section:
    lines = [when(row) for row in rows[:SHOWN]]
    if len(rows) > SHOWN:
        lines.append(f"et {counted(len(rows) - SHOWN, 'autre', 'autres')}")
    return Section("Quand", tuple(lines))


def _forget(school: School, about: str) -> None:
    """What was written of it before and has not left yet is no longer true."""
    waiting = Mail.objects.for_school(school).filter(key__startswith=about)
    waiting.filter(state__in=[Mail.State.QUEUED, Mail.State.HELD]).delete()


def _write(
    rows: Sequence[Booking],
    people: Iterable[Person | None],
    letter: tuple[str, str, str, tuple[str, str]],
    *,
    now: datetime,
) -> None:
    """`letter`: its sort, subject, text, and (words, page) of its button. It leaves in working hours."""
    school, (sort, subject, text, (words, page)) = rows[0].school, letter

    def about(person: Person) -> str:
        return f"reservation-{rows[0].pk}-{person.pk}-"

    concerned = [person for person in people if person is not None and person.is_written_to]
    for person in concerned:
        _forget(school, about(person))
    write_to_staff(
        school,
        concerned,
        key=lambda person: f"{about(person)}{sort}-{now.timestamp():.0f}",
        subject=subject,
        text=text,
        sections=(_slots(rows),),
        button=(words, address(page, school.uai)),
        now=now,
        waits=LATE,
    )
