"""The demonstration: two meetings held, one convened in the next weeks, a decision that is late, a partner met."""

from datetime import date, datetime, time, timedelta
from typing import Any

from fanal.accounts.models import Person
from fanal.accounts.models.member import Actor, actor_of
from fanal.accounts.models.roles import Role
from fanal.accounts.reading.calendars import calendar_of
from fanal.commission.actions import approval, convocation, meeting, minutes
from fanal.commission.actions import decision as decision_actions
from fanal.commission.actions.dialogue import ask_dialogue
from fanal.commission.actions.member import add_member
from fanal.commission.actions.minutes import version_of_minutes
from fanal.commission.models import AgendaItem, CommissionMember, Meeting, MeetingDecision
from fanal.commission.rules.decision import DecisionOutcome
from fanal.core.registry import register
from fanal.core.story import STORY, Story
from fanal.core.tenancy import scope
from fanal.year.rules.delays import WorkingCalendar, next_working_day

COMMISSION, DIALOGUE = "commission", "dialogue"
AT = time(16, 30)
MET = 48  # days ago, the partner
COMING = (10, "Choix des équipements 2027, première lecture")
HELD = (
    # (days ago, title, (point, what was said)…, (decision, whose, due in days))
    (
        75,
        "Bilan de l’année passée, calendrier de l’année",
        (
            (
                "Bilan de l’année passée",
                "Le rapport de l’année est relu : le parc, les demandes, leurs délais.",
            ),
            (
                "Indicateurs suivis cette année",
                "La commission garde ceux qui ont une cible ; ils sont relus en mars.",
            ),
        ),
        (
            ("Relire la charte des usages avec les professeurs principaux", "digital_lead", 20),
            ("Chiffrer le remplacement des postes de la salle informatique 2", "bursar", 120),
        ),
    ),
    (
        24,
        "Demandes d’équipement, formation des équipes",
        (
            (
                "Demandes d’équipement",
                "Les tablettes de 4e passent avant les vidéoprojecteurs du bâtiment B.",
            ),
            ("Formation des équipes", "Deux ateliers d’une heure sont proposés en janvier."),
            ("Questions diverses", "Le mot de passe du réseau des invités change à chaque période."),
        ),
        (
            ("Proposer deux ateliers aux équipes", "digital_lead", 14),
            ("Afficher la marche à suivre en salle des professeurs", "second_lead", 70),
        ),
    ),
)
PARTNER = "Département, service des collèges"
NEEDS = (
    "30 tablettes pour une troisième valise : deux classes de 4e travaillent en même temps.\n"
    "6 vidéoprojecteurs du bâtiment B, de plus de sept ans.\n"
    "Couverture Wi-Fi du CDI et de la salle de technologie."
)
USES = "Les valises sortent chaque jour de classe ; le club de radio enregistre une émission par mois."


def days_of_story(today: date, calendar: WorkingCalendar) -> dict[str, date]:
    """The working days of the story, whatever day it opens on: past ones before today, one after."""

    def open_day(shift: int) -> date:
        return next_working_day(today + timedelta(days=shift), calendar)

    def open_before(ago: int) -> date:
        return next_working_day(today - timedelta(days=ago), calendar, step=-1)

    past = {f"held-{ago}": open_before(ago) for ago, *_ in HELD}
    return {"coming": open_day(COMING[0]), "dialogue": open_before(MET), **past}


@register(STORY, "commission")
def keep_commission(story: Story) -> None:
    head, lead = (
        actor_of(story.people["head"], Role.HEAD),
        actor_of(story.people["digital_lead"], Role.DIGITAL_LEAD),
    )
    with scope(story.school):
        days = days_of_story(story.today, calendar_of(story.school))
        _members(story, lead)
        for ago, title, points, decisions in HELD:
            _held(story, days[f"held-{ago}"], title, points, decisions, head=head, lead=lead)
        _dialogue(story, days["dialogue"], head=head, lead=lead)
        _coming(story, days["coming"], lead)
        values = {"needs": NEEDS, "uses": USES}
        ask_dialogue(story.school, values, today=story.today, now=_at(story, story.today), by=lead)


def _at(story: Story, day: date, hour: time = AT) -> datetime:
    return datetime.combine(day, hour, tzinfo=story.school.zone_info)


def _members(story: Story, by: Actor) -> None:
    """Those of the school, a parent, and who is met at the Département."""
    since = story.today - timedelta(days=90)
    people: list[tuple[Person, str]] = [
        (story.people["head"], "présidence"),
        (story.people["digital_lead"], "référent numérique"),
        (story.people["second_lead"], "référent numérique"),
        (story.people["bursar"], "gestion"),
        (story.people["teacher"], "documentation"),
        *(
            (teacher, "lettres" if rank else "mathématiques")
            for rank, teacher in enumerate(story.teachers[4:6])
        ),
    ]
    for person, quality in people:
        _add(story, COMMISSION, by, person=person, quality=quality, starts_on=since)
    until = since + timedelta(days=365)
    _add(
        story,
        COMMISSION,
        by,
        name="Nadia Keller",
        email="nadia.keller@parents.invalid",
        quality="parent élue au conseil d’administration",
        starts_on=since,
        ends_on=until,
    )
    _add(story, DIALOGUE, by, person=story.people["head"], quality="chef d’établissement", starts_on=since)
    _add(story, DIALOGUE, by, person=story.people["digital_lead"], quality="référent", starts_on=since)
    _add(
        story,
        DIALOGUE,
        by,
        name="Loïc Arnaud",
        email="loic.arnaud@departement.invalid",
        quality="chargé des collèges, Département",
        starts_on=since,
        ends_on=until,
        has_voice=False,
    )


def _add(story: Story, circle: str, by: Actor, **about: Any) -> None:
    empty = {"person": None, "name": "", "email": "", "has_voice": True, "ends_on": None}
    add_member(story.school, {"circle": circle, **empty, **about}, today=story.today, by=by)


def _plan(story: Story, day: date, title: str, by: Actor, **more: Any) -> Meeting:
    values = {
        "circle": COMMISSION,
        "title": title,
        "partner": "",
        "starts_at": _at(story, day),
        "length": 60,
        "place": "CDI",
        **more,
    }
    return meeting.plan_meeting(story.school, values, today=story.today, by=by)


def _write(story: Story, planned: Meeting, points: Any, *, by: Actor) -> Meeting:
    """Open the sitting with these points, everybody present but one, and what was said."""
    for title, _ in points:
        meeting.propose_item(planned, {"title": title, "detail": ""}, by=by)
    now = planned.starts_at
    held = meeting.hold_meeting(planned, today=story.today, by=by)
    members = CommissionMember.objects.for_school(story.school).filter(circle=planned.circle)
    keys = list(members.sitting_on(planned.day).order_by("pk").values_list("pk", flat=True))
    attended = {key: "excused" if rank == len(keys) - 2 else "present" for rank, key in enumerate(keys)}
    minutes.record_presences(held, attended, by=by)
    items = AgendaItem.objects.for_school(story.school).filter(meeting=held).order_by("position")
    for item, (_, said) in zip(items.select_related("meeting"), points, strict=True):
        minutes.write_minutes(item, said, seen=version_of_minutes(item), now=now, by=by)
    return held


def _decide(held: Meeting, text: str, due_on: date, by: Actor, **more: Any) -> MeetingDecision:
    values = {"text": text, "side": "school", "owner": None, "owner_words": "", "due_on": due_on, **more}
    return decision_actions.add_decision(held, values, by=by)


def _held(
    story: Story, day: date, title: str, points: Any, decisions: Any, *, head: Actor, lead: Actor
) -> None:
    """The first decision of the older meeting was kept; that of the later one is late."""
    held = _write(story, _plan(story, day, title, lead), points, by=lead)
    noted = [
        _decide(held, text, day + timedelta(days=after), lead, owner=story.people[whose])
        for text, whose, after in decisions
    ]
    now = _at(story, day + timedelta(days=2))
    held = approval.approve_minutes(held, now=now, by=head)
    approval.publish_minutes(held, "members", now=now, by=lead)
    if day < story.today - timedelta(days=30):
        on = day + timedelta(days=15)
        decision_actions.close_decision(noted[0], DecisionOutcome.DONE, today=on, now=_at(story, on), by=lead)


def _dialogue(story: Story, day: date, *, head: Actor, lead: Actor) -> None:
    """Commitments of both sides, of which the partner has kept one."""
    planned = _plan(
        story,
        day,
        "Équipement et maintenance du collège",
        lead,
        circle=DIALOGUE,
        partner=PARTNER,
        place="En visioconférence",
    )
    points = (
        ("État du parc", "Le collège présente l’âge des postes ; le Département confirme le calendrier."),
        ("Délais d’intervention", "Un interlocuteur unique est nommé pour les pannes de réseau."),
    )
    held = _write(story, planned, points, by=lead)
    theirs = {"side": "partner", "owner_words": "M. Arnaud, Département"}
    kept = _decide(held, "Nommer un interlocuteur pour le réseau", day + timedelta(days=15), lead, **theirs)
    _decide(
        held, "Livrer douze postes pour la salle informatique 2", day + timedelta(days=90), lead, **theirs
    )
    own = {"owner": story.people["bursar"]}
    _decide(held, "Envoyer la liste des postes à remplacer", day + timedelta(days=80), lead, **own)
    approval.approve_minutes(held, now=_at(story, day + timedelta(days=3)), by=head)
    on = day + timedelta(days=12)
    decision_actions.close_decision(kept, DecisionOutcome.DONE, today=on, now=_at(story, on), by=lead)


def _coming(story: Story, day: date, by: Actor) -> None:
    """Convened yesterday, with what a colleague proposed."""
    planned = _plan(story, day, COMING[1], by)
    teacher = actor_of(story.people["teacher"], Role.TEACHER)
    for title, detail, who in (
        ("Les demandes des équipes", "Chaque discipline apporte ses trois priorités.", by),
        ("Achats ou renouvellement : l’ordre de la liste", "", by),
        ("Prêter les tablettes pendant les vacances ?", "Une question de l’équipe d’anglais.", teacher),
    ):
        meeting.propose_item(planned, {"title": title, "detail": detail}, by=who)
    yesterday = _at(story, story.today - timedelta(days=1), time(11))
    convocation.convene_meeting(planned, today=story.today, now=yesterday, by=by)
