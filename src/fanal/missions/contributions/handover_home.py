"""The hand-over on the home page: for a référent who has just begun, and for one whose function ends."""

from datetime import date, timedelta
from typing import Any

from django.db.models import DateField, Exists, ExpressionWrapper, F, OuterRef, Value

from fanal.accounts.models import Membership
from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import Role
from fanal.accounts.reading.home_facts import HOME_FACT, home_facts
from fanal.core.http.addresses import address
from fanal.core.pages.cards import HOME_TASK, HomeTask
from fanal.core.registry import register
from fanal.missions.models import HandoverNote

NEW, SOON = timedelta(days=45), timedelta(days=45)


@register(HOME_FACT)
def handing_over(member: Member, user_id: int, today: date) -> dict[str, Any]:
    """Has their function begun lately, with a note of somebody else to read; does it end soon?"""
    if not member.has(Role.DIGITAL_LEAD) or member.person is None:
        return {}
    own = Membership.objects.for_school(OuterRef("pk")).holding(Role.DIGITAL_LEAD)
    own = own.filter(person=member.person)
    # The day stays a value of its own: a prepared question binds it.
    new_until = ExpressionWrapper(F("valid_from") + Value(NEW), output_field=DateField())
    warned_on = ExpressionWrapper(F("valid_until") - Value(SOON), output_field=DateField())
    begun = own.filter(valid_from__lte=today).alias(new_until=new_until).filter(new_until__gte=today)
    ending = own.filter(valid_until__gte=today).alias(warned_on=warned_on).filter(warned_on__lte=today)
    notes = HandoverNote.objects.for_school(OuterRef("pk")).exclude(author=member.person)
    return {"begins_lead": Exists(begun) & Exists(notes), "ends_lead": Exists(ending)}


@register(HOME_TASK, "missions.handover")
def handover_to_see(member: Member, today: date) -> list[HomeTask]:
    if not member.has(Role.DIGITAL_LEAD) or member.person is None:
        return []
    facts, url = home_facts(member, today), address("handover:handover", member.school.uai)
    if facts.ends_lead:
        what, detail = "Votre fonction de référent finit bientôt", "Ce qu’il vous reste à transmettre"
        return [HomeTask(what, url, "Préparer la passation", detail, "logout")]
    if facts.begins_lead:
        what, detail = "Vous prenez la mission", "Demandes, promesses, accès, tâches : tout est sur une page"
        return [HomeTask(what, url, "Lire la passation", detail, is_urgent=True)]
    return []
