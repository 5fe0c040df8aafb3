"""« Transmission » on the home page: for a référent who has just begun, and for one whose function ends."""

from datetime import date, timedelta
from typing import Any

from django.db.models import DateField, Exists, ExpressionWrapper, F, OuterRef, Value

from fanal.accounts.models import Membership
from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import Role
from fanal.accounts.reading.home_facts import home_facts
from fanal.core.cards import Card
from fanal.core.registry import HOME_CARD, HOME_FACT, register
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


@register(HOME_CARD, 8)
def handover_card(member: Member, today: date) -> Card | None:
    if not member.has(Role.DIGITAL_LEAD) or member.person is None:
        return None
    facts = home_facts(member, today)
    if not facts.begins_lead and not facts.ends_lead:
        return None
    return Card("missions/handover_card.html", {"ends": facts.ends_lead}, has_work=True)
