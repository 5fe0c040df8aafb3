"""At home: a request that waits for somebody, one that was taken, a word that waits, the slots to come."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery, TextField, Value
from django.db.models.functions import Coalesce, Concat, NullIf
from django.utils import timezone

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import LEADERSHIP
from fanal.accounts.reading.home_facts import count_of, home_facts
from fanal.accounts.rules.french import agrees, counted
from fanal.core.addresses import address
from fanal.core.cards import HomeDay, HomeTask
from fanal.core.registry import HOME_DAY, HOME_FACT, HOME_TASK, register
from fanal.core.templatetags.fanal import clock
from fanal.peer_help.models import OpenHourSlot, ProjectHelp
from fanal.peer_help.models.project_help import ProjectHelpQuerySet
from fanal.peer_help.policies import peer_help as policies

SHOWN, SOON = 4, timedelta(days=7)


@register(HOME_FACT)
def facts(member: Member, user_id: int, today: date) -> dict[str, Any]:
    if member.person is None or not member.has(*policies.use_peer_help.roles):
        return {}
    mine, running = member.person.pk, ProjectHelp.objects.for_school(OuterRef("pk")).running()
    slots = OpenHourSlot.objects.for_school(OuterRef("pk")).filter(open_hour__ends_at__date__gte=today)
    facts: dict[str, Any] = {
        "peer_taken": count_of(running.taken_without_a_word(mine)),
        **_taken_one(running.taken_without_a_word(mine)),
        "peer_words": count_of(running.awaiting_word_of(mine)),
        "has_slots": Exists(slots.filter(Q(booked_by=mine) | Q(open_hour__host=mine))),
    }
    if member.has(*LEADERSHIP):
        facts["peer_waiting"] = count_of(running.waiting_for_somebody(mine))
    return facts


def _taken_one(rows: ProjectHelpQuerySet) -> dict[str, Any]:
    """The latest that somebody took: its page, its title, who helps."""
    latest = rows.order_by("-pk")
    names = Concat(
        Coalesce(NullIf("helper__civility", Value("")), "helper__given_name"),
        Value(" "),
        "helper__family_name",
        output_field=TextField(),
    )
    return {
        "peer_taken_pk": Subquery(latest.values("pk")[:1]),
        "peer_taken_title": Subquery(latest.values("title")[:1]),
        "peer_taken_by": Subquery(latest.annotate(who=names).values("who")[:1]),
    }


def _taken_task(counts: Any, uai: str) -> HomeTask:
    """One by its name and on its own page; several by their number, on the list."""
    wait = "Écrivez-lui, ou attendez son premier mot"
    if (count := counts.peer_taken) > 1:
        what, page = f"On vous aide : {counted(count, 'demande prise')}", address("peer_help:help_list", uai)
        return HomeTask(what, page, "Voir", wait, "users", is_decision=False)
    what = f"{counts.peer_taken_by} vous aide : {counts.peer_taken_title}"
    return HomeTask(
        what,
        address("peer_help:help_page", uai, counts.peer_taken_pk),
        "Voir",
        wait,
        "users",
        is_decision=False,
    )


@register(HOME_TASK, 50)
def help_tasks(member: Member, today: date) -> list[HomeTask]:
    if not policies.use_peer_help(member.actor, None):
        return []
    counts, page = home_facts(member, today), address("peer_help:help_list", member.school.uai)
    tasks = list[HomeTask]()
    if counts.peer_taken:
        tasks.append(_taken_task(counts, member.school.uai))
    if count := counts.peer_words:
        what = f"{counted(count, 'coup')} de main {agrees(count, 'attend', 'attendent')} un mot de vous"
        tasks.append(HomeTask(what, f"{page}?vue=a-lire", "Lire", "", "messages", is_decision=False))
    if member.has(*LEADERSHIP) and (count := counts.peer_waiting):
        what = f"{counted(count, 'coup')} de main {agrees(count, 'attend', 'attendent')} quelqu’un"
        tasks.append(HomeTask(what, f"{page}?vue=a-prendre", "Voir", "", "users", is_decision=False))
    return tasks


@register(HOME_DAY, 25)
def slots_near(member: Member, today: date) -> list[HomeDay]:
    """The next four of the week, booked or to receive; a cancelled one says so."""
    if not policies.use_peer_help(member.actor, None) or not home_facts(member, today).has_slots:
        return []
    mine, zone = member.own_person.pk, member.school.zone_info
    rows = OpenHourSlot.objects.for_school(member.school).exclude(booked_by=None)
    rows = rows.filter(Q(booked_by=mine) | Q(open_hour__host=mine), open_hour__ends_at__gt=timezone.now())
    page = address("peer_help:hour_list", member.school.uai)
    days = []
    for slot in rows.select_related("open_hour").order_by("open_hour__starts_at", "position")[:SHOWN]:
        starts = slot.starts_at.astimezone(zone)
        detail = "annulée" if slot.open_hour.is_cancelled else slot.open_hour.place
        if starts.date() <= today + SOON:
            days.append(HomeDay(starts.date(), str(slot.open_hour), page, clock(starts), detail))
    return days
