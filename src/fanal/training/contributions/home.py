"""At home: one's own sessions of the week, an opinion to give, a presence to note, an answer to wait for."""

from datetime import date, timedelta
from typing import Any

from django.db.models import DateField, Exists, ExpressionWrapper, F, OuterRef, Subquery

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import LEADERSHIP
from fanal.accounts.reading.home_facts import HOME_FACT, count_of, home_facts
from fanal.core.http.addresses import address
from fanal.core.pages.cards import HOME_DAY, HOME_TASK, HomeDay, HomeTask
from fanal.core.registry import register
from fanal.core.templatetags.fanal import clock
from fanal.core.text.french import counted
from fanal.training.models import SessionRegistration, TrainingSession
from fanal.training.rules.session import OPEN_DAYS, OpinionMoment, SessionState

SHOWN, SOON = 3, 7  # lines; days


def _after(days: int) -> ExpressionWrapper:
    """The day of a session, and so many more: the column moves, never the day that is asked for."""
    return ExpressionWrapper(F("session__day") + timedelta(days=days), DateField())


def _own_soon(member: Member, today: date, school: Any) -> Any:
    rows = SessionRegistration.objects.for_school(school).filter(person=member.person).seated()
    near = rows.alias(noticed_on=_after(-SOON)).filter(noticed_on__lte=today, session__day__gte=today)
    return near.filter(session__state=SessionState.PLANNED)


@register(HOME_FACT)
def facts(member: Member, user_id: int, today: date) -> dict[str, Any]:
    """Whether a session of theirs comes, of which one an opinion is asked, how many presences are to note."""
    if member.person is None:
        return {}
    here = OuterRef("pk")
    there = SessionRegistration.objects.for_school(here).filter(person=member.person, is_present=True)
    kept: dict[str, Any] = {"has_sessions": Exists(_own_soon(member, today, here))}
    for moment, mark in ((OpinionMoment.NOW, "opined_now"), (OpinionMoment.LATER, "opined_later")):
        first, last = OPEN_DAYS[moment]
        dated = there.alias(asked_from=_after(first), asked_until=_after(last))
        asked = dated.filter(asked_from__lte=today, asked_until__gte=today, session__state=SessionState.HELD)
        kept[f"opinion_{moment}"] = Subquery(
            asked.filter(**{mark: False}).order_by("pk").values("session")[:1]
        )
    to_note = TrainingSession.objects.for_school(here).to_note(today)
    hosted = to_note if member.has(*LEADERSHIP) else to_note.of_host(member)
    return kept | {"sessions_to_note": count_of(hosted)}


@register(HOME_DAY, "training")
def near(member: Member, today: date) -> list[HomeDay]:
    """One's own sessions of the week (one question, for those who have some)."""
    if member.person is None or not home_facts(member, today).has_sessions:
        return []
    rows = _own_soon(member, today, member.school).select_related("session").order_by("session__starts_at")
    return [
        HomeDay(
            row.session.day,
            row.session.title,
            address("training:session_page", member.school.uai, row.session_id),
            clock(row.session.starts_at),
            row.session.place,
        )
        for row in rows[:SHOWN]
    ]


@register(HOME_TASK, "training.opinions")
def opinions(member: Member, today: date) -> list[HomeTask]:
    """« Votre avis sur une formation », a fortnight after it and three months after it."""
    if member.person is None:
        return []
    known = home_facts(member, today)
    tasks = []
    for moment in OpinionMoment:
        if pk := getattr(known, f"opinion_{moment}"):
            page = address("training:opinion_give", member.school.uai, pk)
            what = (
                "Votre avis sur une formation"
                if moment is OpinionMoment.NOW
                else "Cette formation vous sert-elle ?"
            )
            tasks.append(
                HomeTask(
                    what, page, "Répondre", "Une question, sans votre nom", "messages", is_decision=False
                )
            )
    return tasks


@register(HOME_TASK, "training.attendance")
def to_note(member: Member, today: date) -> list[HomeTask]:
    """« 1 séance de formation à noter » for whoever plans or hosts it."""
    if member.person is None or not (count := home_facts(member, today).sessions_to_note):
        return []
    what = f"{counted(count, 'séance de formation', 'séances de formation')} : notez qui était là"
    page = f"{address('training:session_list', member.school.uai)}?vue=passees"
    return [HomeTask(what, page, "Noter", "La présence ouvre l’attestation", "list-check", is_decision=False)]
