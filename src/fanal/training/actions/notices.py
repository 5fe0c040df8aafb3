"""Who is told of a session: those who have a place or wait for one, and those who said that they need it."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from fanal.accounts.actions.staff_mail import AT_ONCE, write_to_staff
from fanal.accounts.models import Person
from fanal.accounts.models.member import Actor
from fanal.core.http.addresses import address
from fanal.core.mail.models import Mail
from fanal.core.mail.outbox import Section
from fanal.core.pages.undo import LATE
from fanal.training.models import SessionRegistration, TrainingSession
from fanal.training.reading.session import moment_words

SEE = "Voir la séance"


def _about(session: TrainingSession) -> Section:
    lines = [moment_words(session), session.place, session.hosted_by and f"Avec {session.hosted_by}"]
    return Section("Quand et où", tuple(line for line in lines if line))


def people_in(session: TrainingSession) -> list[Person]:
    """Those who have a place and those who wait, who are still here."""
    rows = SessionRegistration.objects.for_school(session.school_id).filter(session=session)
    return [row.person for row in rows.select_related("person").order_by("pk") if row.person is not None]


def seated_in(session: TrainingSession) -> list[Person]:
    rows = SessionRegistration.objects.for_school(session.school_id).filter(session=session).seated()
    return [row.person for row in rows.select_related("person").order_by("pk") if row.person is not None]


def write(
    session: TrainingSession,
    people: Iterable[Person],
    letter: tuple[str, str, str],
    *,
    now: datetime,
    by: Actor | None = None,
    page: str = "training:session_page",
    waits: timedelta = AT_ONCE,
    is_private: bool = False,
) -> None:
    """One mail each, never to whoever did it. `letter`: its key, its subject, its text."""
    school, (key, subject, text) = session.school, letter
    write_to_staff(
        school,
        people,
        key=lambda person: f"seance-{session.pk}-{person.pk}-{key}",
        subject=subject,
        text=text,
        sections=(_about(session),),
        button=(SEE, address(page, school.uai, session.pk)),
        now=now,
        by=by,
        waits=waits,
        is_private=is_private,
    )


def take_back(session: TrainingSession, *kinds: str, person: Person | None = None) -> list[Person]:
    """What was written of it and has not left yet is no longer true: these kinds, or all; to all, or to one.

    Returns those who will not read it.
    """
    start = f"seance-{session.pk}-" + (f"{person.pk}-" if person else "")
    rows = Mail.objects.for_school(session.school_id).filter(key__startswith=start)
    waiting = rows.filter(state__in=[Mail.State.QUEUED, Mail.State.HELD])
    pks = dict[int, int]()  # of a mail, of its reader
    for pk, key in waiting.values_list("pk", "key"):
        _, _, reader, kind = key.split("-", 3)
        if not kinds or kind.startswith(kinds):
            pks[pk] = int(reader)
    waiting.filter(pk__in=pks).delete()
    return list(Person.objects.for_school(session.school_id).filter(pk__in=set(pks.values())).order_by("pk"))


def tell_added(
    session: TrainingSession,
    people: Iterable[Person],
    *,
    now: datetime,
    by: Actor,
    waits: timedelta = AT_ONCE,
) -> None:
    text = f"Vous êtes inscrit à « {session.title} »."
    letter = (f"inscrit-{now:%Y%m%d%H%M%S}", f"Inscription : {session.title}", text)
    write(session, people, letter, now=now, by=by, waits=waits)


def tell_seated(
    session: TrainingSession, people: Iterable[Person], *, now: datetime, waits: timedelta = AT_ONCE
) -> None:
    """Those who waited and now have a place, whoever freed it."""
    text = f"Une place s’est libérée : vous êtes inscrit à « {session.title} »."
    letter = (f"place-{now:%Y%m%d%H%M%S}", f"Une place pour vous : {session.title}", text)
    write(session, people, letter, now=now, waits=waits)


def tell_convoked(session: TrainingSession, *, now: datetime) -> None:
    text = f"Vous êtes attendu à « {session.title} »."
    if session.details:
        text += f"\n\n{session.details}"
    write(session, seated_in(session), ("convocation", f"Convocation : {session.title}", text), now=now)


def tell_moved(session: TrainingSession, *, now: datetime, by: Actor) -> None:
    """Everybody, once for each change; a change that follows at once takes the place of the one before.

    A letter that brings somebody in and has not left yet is written again, and says the new moment.
    """
    take_back(session, "deplace", "convocation", "rappel")
    added, seated = take_back(session, "inscrit"), take_back(session, "place")
    invited = take_back(session, "invitation")
    tell_added(session, added, now=now, by=by, waits=LATE)
    tell_seated(session, seated, now=now, waits=LATE)
    tell_invited(session, invited, now=now, by=by, waits=LATE)
    text = (
        f"« {session.title} » a changé de moment ou de lieu. Le fichier d’agenda de la page est à jour : "
        "l’ouvrir déplace l’événement."
    )
    letter = (f"deplace-{session.sequence}", f"Changement : {session.title}", text)
    others = [person for person in people_in(session) if person not in added + seated]
    write(session, others, letter, now=now, by=by, waits=LATE)


def tell_cancelled(session: TrainingSession, reason: str, *, now: datetime, by: Actor) -> None:
    """Everybody who has a place or waits for one. An invitation that has not left never leaves."""
    take_back(session)
    text = f"« {session.title} » n’aura pas lieu.\n\n{reason}"
    write(session, people_in(session), ("annule", f"Annulé : {session.title}", text), now=now, by=by)


def tell_invited(
    session: TrainingSession,
    people: Iterable[Person],
    *,
    now: datetime,
    by: Actor,
    waits: timedelta = AT_ONCE,
) -> None:
    """Privately: it says who needs the training."""
    text = f"Vous avez dit en avoir besoin : « {session.title} » est ouverte, les places sont comptées."
    letter = ("invitation", f"Une formation pour vous : {session.title}", text)
    write(session, people, letter, now=now, by=by, waits=waits, is_private=True)


def tell_soon(session: TrainingSession, *, now: datetime) -> None:
    text = f"« {session.title} » a lieu bientôt."
    write(session, seated_in(session), ("rappel", f"Rappel : {session.title}", text), now=now)


def ask_later(session: TrainingSession, *, now: datetime) -> None:
    """Those who were there, three months after."""
    rows = SessionRegistration.objects.for_school(session.school_id).filter(session=session, is_present=True)
    people = [row.person for row in rows.select_related("person") if row.person is not None]
    text = f"Vous avez suivi « {session.title} » il y a trois mois. Une question, sans votre nom."
    write(
        session,
        people,
        ("trois-mois", f"Et maintenant ? {session.title}", text),
        now=now,
        page="training:opinion_give",
    )
