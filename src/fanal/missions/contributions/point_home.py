"""« Point de la semaine » on the home page: for the head, as long as a line waits."""

from datetime import date
from typing import Any

from django.db.models import OuterRef

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import MANAGEMENT
from fanal.accounts.reading.home_facts import HOME_FACT, count_of, home_facts
from fanal.core.http.addresses import address
from fanal.core.pages.cards import HOME_TASK, HomeTask
from fanal.core.registry import register
from fanal.core.text.french import counted
from fanal.missions.models import PointLine


@register(HOME_FACT)
def point_lines(member: Member, user_id: int, today: date) -> dict[str, Any]:
    """How many lines wait for an answer."""
    if not member.has(*MANAGEMENT):
        return {}
    return {"point_lines": count_of(PointLine.objects.for_school(OuterRef("pk")).awaiting())}


@register(HOME_TASK, "missions.point")
def point_to_answer(member: Member, today: date) -> list[HomeTask]:
    if not member.has(*MANAGEMENT) or not (count := home_facts(member, today).point_lines):
        return []
    lines = counted(count, "ligne attend votre réponse", "lignes attendent votre réponse")
    url, detail = (
        f"{address('points:point', member.school.uai)}#attendent",
        "« D’accord », « Non » ou « En parler »",
    )
    return [HomeTask(f"Point de la semaine : {lines}", url, "Répondre", detail, "messages", "tablet")]
