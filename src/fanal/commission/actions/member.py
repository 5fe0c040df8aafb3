"""Who sits in a circle: added, changed, gone. Names of outsiders go by themselves (`privacy`)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.commission.models import CommissionMember
from fanal.commission.policies import meeting as policies
from fanal.commission.rules.meeting import MOST_MEMBERS, full_refusal
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.core.forms.stale import refuse_stale

ONE_OF_TWO = "Choisissez une personne de l’établissement, ou écrivez le nom de la personne extérieure."
TWICE = "Cette personne siège déjà : changez sa ligne plutôt que d’en ajouter une."


def _refuse(school_id: int, values: Mapping[str, Any], own: int | None, *, today: date) -> None:
    """RuleBroken for one who sits already, for nobody or two, and above what one mailing may write to."""
    if (values["person"] is None) != bool(values["name"]):
        raise RuleBroken(ONE_OF_TWO)
    sitting = CommissionMember.objects.for_school(school_id).filter(circle=values["circle"])
    sitting = sitting.sitting_on(max(today, values["starts_on"])).exclude(pk=own or 0)
    if values["person"] is not None:
        is_twice = sitting.filter(person=values["person"]).exists()
    else:
        is_twice = sitting.filter(email=values["email"]).exclude(email="").exists()
    if is_twice:
        raise RuleBroken(TWICE)
    if reasons := full_refusal(sitting.count(), MOST_MEMBERS, "membres"):
        raise RuleBroken(reasons)


@transaction.atomic
def add_member(school: School, values: Mapping[str, Any], *, today: date, by: Actor) -> CommissionMember:
    """One more member of a circle, once at a time."""
    require(policies.keep_members, by, None)
    School.objects.held(school.pk)
    _refuse(school.pk, values, None, today=today)
    member = CommissionMember.objects.create(school=school, **values)
    journal.created(member, by=by, verb="commission.member_added")
    return member


@transaction.atomic
def change_member(
    member: CommissionMember, values: Mapping[str, Any], *, today: date, by: Actor, seen: str = ""
) -> CommissionMember:
    """What they are there for, their voice, their days. `seen`: the version that the page showed."""
    School.objects.held(member.school_id)
    member = CommissionMember.objects.for_school(member.school_id).locked(member.pk)
    require(policies.keep_members, by, member)
    refuse_stale(member, values, seen)
    _refuse(member.school_id, values, member.pk, today=today)
    journal.write_changes(member, values, by=by, verb="commission.member_changed")
    return member
