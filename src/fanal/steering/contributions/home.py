"""What waits at home: the actions of the project that somebody answers for, and whose day has passed."""

from datetime import date
from typing import Any

from django.db.models import OuterRef

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import MANAGEMENT, Role
from fanal.accounts.reading.home_facts import HOME_FACT, count_of, home_facts
from fanal.core.http.addresses import address
from fanal.core.pages.cards import HOME_TASK, HomeTask
from fanal.core.registry import register
from fanal.core.text.french import counted
from fanal.steering.models import ProjectAction, ProjectVersion


@register(HOME_FACT)
def facts(member: Member, user_id: int, today: date) -> dict[str, Any]:
    """How many late actions somebody answers for; for the management, the version that the board adopted."""
    waiting = {}
    if member.has(*MANAGEMENT):
        voted = ProjectVersion.objects.for_school(OuterRef("pk")).drafts().adopted_by_board()
        waiting = {"voted_version": voted.values("pk")[:1]}
    if member.person is None:
        return waiting
    rows = ProjectAction.objects.for_school(OuterRef("pk")).in_force().late(today)
    return {**waiting, "late_project_actions": count_of(rows.filter(owner=member.person.pk))}


@register(HOME_TASK, "steering.voted_version")
def voted_version(member: Member, today: date) -> list[HomeTask]:
    """The head brings it into force; the deputy reads that it waits for the head."""
    if not member.has(*MANAGEMENT) or not (version := home_facts(member, today).voted_version):
        return []
    page, what = address("steering:version_page", member.school.uai, version), "Projet numérique adopté"
    if member.has(Role.HEAD):
        return [HomeTask(what, page, "Mettre en vigueur", "Le conseil d’administration l’a adopté")]
    return [HomeTask(what, page, "Voir", "En attente du chef d’établissement", is_decision=False)]


@register(HOME_TASK, "steering.late_actions")
def late_actions(member: Member, today: date) -> list[HomeTask]:
    """« 2 actions du projet numérique en retard »."""
    if member.person is None or not (count := home_facts(member, today).late_project_actions):
        return []
    page = f"{address('steering:timeline', member.school.uai)}?vue=mes-retards"
    words = f"{counted(count, 'action')} du projet numérique en retard"
    return [HomeTask(words, page, "Dire où on en est", "", "flag", is_decision=False)]
