"""The requests of the demonstration: two school years of them, and this morning's."""

from datetime import UTC, date, datetime, time, timedelta

from django.utils import timezone

from fanal.accounts.models.member import Actor, actor_of, system
from fanal.accounts.models.roles import Role, System
from fanal.core import journal
from fanal.core.database.numbers import next_number
from fanal.core.registry import register
from fanal.core.story import STORY, Story
from fanal.core.tenancy import scope
from fanal.equipment.models import Equipment
from fanal.helpdesk.actions.requests import (
    ask_for_help,
    hold_request,
    reply_to_request,
    solve_request,
    take_request,
)
from fanal.helpdesk.actions.time_spent import note_time
from fanal.helpdesk.actions.transmission import record_their_answer, transmit_request
from fanal.helpdesk.models import HelpRequest, Message
from fanal.helpdesk.rules.codes import RequestState, Urgency, WaitingFor

PAST = (
    ("projector", "Le vidéoprojecteur s’éteint au bout de dix minutes", "Filtre nettoyé."),
    ("projector", "Image jaune au vidéoprojecteur", "Câble VGA changé."),
    ("computer", "L’ordinateur de la salle ne démarre plus", "Alimentation remplacée."),
    ("computer", "Le clavier n’écrit plus les accents", "Clavier remplacé."),
    ("printer", "Bourrage papier au copieur", "Rouleau nettoyé."),
    ("ent", "Je ne vois plus ma classe de 4e B dans l’ENT", "Corrigé dans SIECLE, visible le lendemain."),
    ("account", "Mot de passe de session oublié", "Mot de passe réinitialisé."),
    ("network", "Pas de Wi-Fi au CDI", "Borne redémarrée."),
    ("tablet", "Une tablette de la valise ne charge plus", "Câble remplacé."),
    ("software", "Installer GeoGebra sur les postes", "Installé par le Département."),
)
FIRST_DAY = date(2024, 9, 9)
HISTORY = 152
BY = system(System.SETUP)


def _morning(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), tzinfo=UTC)


@register(STORY, "helpdesk.past_requests")
def remember_requests(story: Story) -> None:
    """Two years of closed requests: loaded at once, journaled as one sentence."""
    span = (story.today - FIRST_DAY).days - 10
    with scope(story.school):
        rows = [_past(story, rank, span) for rank in range(HISTORY)]
        rows.sort(key=lambda row: row.asked_at)
        first = next_number(story.school.pk, "request", count=len(rows))
        for rank, row in enumerate(rows):
            row.number = first + rank
        rows = HelpRequest.objects.bulk_create(rows)
        Message.objects.bulk_create([_answer(story, row) for row in rows])
        journal.noted(rows[0], by=BY, verb="helpdesk.story", count=len(rows))


def _past(story: Story, rank: int, span: int) -> HelpRequest:
    kind, text, _ = PAST[story.chance.randrange(len(PAST))]
    asked_at = _morning(FIRST_DAY + timedelta(days=story.chance.randrange(span)), story.chance.randint(7, 16))
    solved = asked_at + timedelta(hours=story.chance.choice((1, 3, 26, 50, 170)))
    machine = _machine_of(story, kind, story.chance.randrange(48))
    return HelpRequest(
        school=story.school,
        text=text,
        kind=kind,
        urgency=story.chance.choice([u.value for u in Urgency]),
        state=RequestState.CLOSED,
        requester=story.teachers[rank % len(story.teachers)],
        taken_by=story.people["digital_lead" if rank % 3 else "second_lead"],
        room_id=story.rooms["CDI"].pk if "CDI" in text else machine.room_id,
        equipment=machine if kind in {"projector", "computer"} else None,
        asked_at=asked_at,
        solved_at=solved,
        closed_at=solved + timedelta(hours=20),
    )


def _machine_of(story: Story, kind: str, rank: int) -> Equipment:
    """One that may break in this way, in a room; any of them when none may."""
    able = [machine for machine in story.equipment if machine.type.kind == kind and machine.room_id]
    return able[rank % len(able)] if able else story.equipment[rank]


def _answer(story: Story, row: HelpRequest) -> Message:
    words = next(answer for kind, text, answer in PAST if text == row.text)
    lead = row.taken_by
    return Message(
        school=story.school,
        help_request=row,
        author=lead,
        author_name=str(lead),
        text=words,
        written_at=row.solved_at or row.asked_at,
    )


@register(STORY, "helpdesk.requests")
def open_requests(story: Story) -> None:
    """This week's: made by the same actions as by hand."""
    with scope(story.school):
        lead = actor_of(story.people["digital_lead"], Role.DIGITAL_LEAD, Role.TEACHER)
        for row in _this_week(story):
            _tell_one(story, lead, *row)


def _this_week(story: Story) -> list[tuple[str, str, str, str, str | None, timedelta, str]]:
    """(who, text, kind, urgency, room, how long ago, what became of it)."""
    minutes, days = (lambda n: timedelta(minutes=n)), (lambda n: timedelta(days=n))
    return [
        (
            "teacher",
            "Vidéoprojecteur sans image\nIl s’allume mais reste noir, même en changeant de source.",
            "projector",
            "blocked",
            "Salle 204",
            minutes(31),
            "",
        ),
        ("staff", "Mot de passe ENT oublié (4e B)", "account", "annoying", "Vie scolaire", minutes(35), ""),
        ("second_lead", "Trois tablettes ne chargent plus", "tablet", "annoying", "CDI", days(1), "taken"),
        (
            "teacher",
            "Logiciel de géométrie à installer",
            "software",
            "can_wait",
            "Salle 112",
            days(5),
            "taken",
        ),
        (
            "bursar",
            "Wi-Fi du CDI très lent depuis les vacances",
            "network",
            "annoying",
            "CDI",
            days(16),
            "authority",
        ),
        ("teacher", "Câble HDMI arraché", "projector", "annoying", "Salle 108", days(9), "part"),
        (
            "deputy",
            "Imprimante de l’administration en panne",
            "printer",
            "annoying",
            "Administration",
            days(2),
            "solved",
        ),
        (
            "teacher",
            "Les enceintes de la salle ne donnent plus de son",
            "other",
            "annoying",
            "Salle 201",
            days(3),
            "solved",
        ),
        # The same trouble as the first, by somebody else: to be gathered with it.
        ("deputy", "Plus d’image en 204", "projector", "annoying", "Salle 204", minutes(12), ""),
    ]


def _tell_one(
    story: Story,
    lead: Actor,
    who: str,
    text: str,
    kind: str,
    urgency: str,
    room: str | None,
    ago: timedelta,
    became: str,
) -> None:
    person = story.people[who]
    now = timezone.now() - ago
    place = story.rooms[room] if room else None
    machine = next(
        (m for m in story.equipment if place and m.room_id == place.pk and m.type.kind == kind), None
    )
    values = {"text": text, "kind": kind, "urgency": urgency, "room": place, "equipment": machine}
    request = ask_for_help(story.school, person, values, now=now, by=actor_of(person, Role.TEACHER))
    if became:
        take_request(request, by=lead)
    if became == "authority":
        sent = transmit_request(request, now=now + timedelta(hours=2), by=lead)
        promised = story.today - timedelta(days=3)
        record_their_answer(sent, number="88531", promised_on=promised, by=lead)
    if became == "part":
        hold_request(request, WaitingFor.PART, until=story.today + timedelta(days=6), by=lead)
    if became == "solved":
        reply_to_request(request, "C’est réparé : dites-nous si cela tient.", now=now, by=lead)
        solve_request(request, now=timezone.now() - timedelta(hours=3), by=lead)
    if became:
        note_time(request, 15, today=story.today, now=timezone.now(), by=lead)
