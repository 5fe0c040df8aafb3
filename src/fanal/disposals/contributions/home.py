"""What waits of goods that leave: the owner's decision to note, then the goods to take out."""

from datetime import date
from typing import Any

from django.db.models import OuterRef

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import Role
from fanal.accounts.reading.home_facts import HOME_FACT, count_of, home_facts
from fanal.core.http.addresses import address
from fanal.core.pages.cards import HOME_TASK, HomeTask
from fanal.core.registry import register
from fanal.core.text.french import agrees, counted
from fanal.disposals.models import Disposal
from fanal.disposals.policies.disposal import DECIDERS


@register(HOME_FACT)
def facts(member: Member, user_id: int, today: date) -> dict[str, Any]:
    rows = Disposal.objects.for_school(OuterRef("pk"))
    if member.has(Role.TECHNICIAN):
        return {"disposals_waiting": count_of(rows.of_authority().waiting())}
    if not member.has(*DECIDERS):
        return {}
    return {"disposals_waiting": count_of(rows.waiting()), "disposals_decided": count_of(rows.decided())}


@register(HOME_TASK, "disposals.owner")
def for_the_owner(member: Member, today: date) -> list[HomeTask]:
    """The lists of its own goods that the authority has to decide about, on its technician's page."""
    if not member.has(Role.TECHNICIAN) or not (count := home_facts(member, today).disposals_waiting):
        return []
    waits = agrees(count, "attend", "attendent")
    what = f"{counted(count, 'sortie')} d’inventaire {waits} la décision de la collectivité"
    page = f"{address('disposals:disposal_list', member.school.uai)}?vue=attente"
    return [HomeTask(what, page, "Voir", "Ses biens, dont la liste est arrêtée", "archive", "other")]


@register(HOME_TASK, "disposals.decisions")
def decisions(member: Member, today: date) -> list[HomeTask]:
    if not member.has(*DECIDERS):
        return []
    known, page = home_facts(member, today), address("disposals:disposal_list", member.school.uai)
    tasks = []
    if count := known.disposals_waiting:
        waits = agrees(count, "attend", "attendent")
        what = f"{counted(count, 'sortie')} d’inventaire {waits} la décision du propriétaire"
        tasks.append(HomeTask(what, f"{page}?vue=attente", "Voir", "", "archive", "other", is_decision=False))
    if count := known.disposals_decided:
        what = f"{counted(count, 'sortie')} d’inventaire à terminer"
        detail = "La décision est notée : effacez, remettez, sortez"
        tasks.append(HomeTask(what, f"{page}?vue=decidees", "Voir", detail, "archive", "other"))
    return tasks
