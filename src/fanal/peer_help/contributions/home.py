"""At home: a request that waits for somebody, one that was taken, a word that waits, the slots to come."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import LEADERSHIP
from fanal.accounts.reading.home_facts import HOME_FACT, count_of, home_facts
from fanal.core.http.addresses import address
from fanal.core.pages.cards import HOME_DAY, HOME_TASK, HomeDay, HomeTask
from fanal.core.registry import register
from fanal.core.templatetags.fanal import clock
from fanal.core.text.french import agrees, counted
from fanal.peer_help.models import OpenHourSlot, ProjectHelp
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
        "peer_words": count_of(running.awaiting_word_of(mine)),
        "has_slots": Exists(slots.filter(Q(booked_by=mine) | Q(open_hour__host=mine))),
    }
    if member.has(*LEADERSHIP):
        facts["peer_waiting"] = count_of(running.waiting_for_somebody(mine))
    return facts


def _taken_task(member: Member, count: int) -> HomeTask:
    """One by its name and on its own page; several by their number, on the list."""
    uai, wait = member.school.uai, "Écrivez-lui, ou attendez son premier mot"
    what, page = f"On vous aide : {counted(count, 'demande prise')}", address("peer_help:help_list", uai)
    if count == 1 and (taken := _taken_one(member)):
        what = f"{taken.helper.polite_name if taken.helper else 'Quelqu’un'} vous aide : {taken.title}"
        page = address("peer_help:help_page", uai, taken.pk)
    return HomeTask(what, page, "Voir", wait, "users", is_decision=False)


def _taken_one(member: Member) -> ProjectHelp | None:
    """The one that somebody took, with who helps."""
    running = ProjectHelp.objects.for_school(member.school).running().select_related("helper")
    taken: ProjectHelp | None = running.taken_without_a_word(member.own_person.pk).first()
    return taken


@register(HOME_TASK, "peer_help")
def help_tasks(member: Member, today: date) -> list[HomeTask]:
    if not policies.use_peer_help(member.actor, None):
        return []
    counts, page = home_facts(member, today), address("peer_help:help_list", member.school.uai)
    tasks = list[HomeTask]()
    if counts.peer_taken:
        tasks.append(_taken_task(member, counts.peer_taken))
    if count := counts.peer_words:
        what = f"{counted(count, 'coup')} de main {agrees(count, 'attend', 'attendent')} un mot de vous"
        tasks.append(HomeTask(what, f"{page}?vue=a-lire", "Lire", "", "messages", is_decision=False))
    if member.has(*LEADERSHIP) and (count := counts.peer_waiting):
        what = f"{counted(count, 'coup')} de main {agrees(count, 'attend', 'attendent')} quelqu’un"
        tasks.append(HomeTask(what, f"{page}?vue=a-prendre", "Voir", "", "users", is_decision=False))
    return tasks


@register(HOME_DAY, "peer_help")
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
