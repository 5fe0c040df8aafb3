"""What privacy offers to the rest of Fanal."""

from typing import Any

from fanal.accounts.models.member import Member
from fanal.core.addresses import address
from fanal.core.navigation import SCHOOL, Item
from fanal.core.own_data import OwnRows
from fanal.core.registry import NAVIGATION, PERSONAL_DATA, register
from fanal.privacy.models import BreachEvidence, DataBreach, Processing, ProcessingVersion
from fanal.privacy.policies import registers as policies


@register(NAVIGATION, 55)
def navigation(member: Member) -> list[Item]:
    uai = member.school.uai
    if policies.read_register(member.actor, None):
        return [Item("Registre RGPD", address("privacy:register", uai), "shield-check", SCHOOL)]
    if policies.declare_use(member.actor, None):
        return [Item("Protéger les données", address("privacy:declare", uai), "shield-check", SCHOOL)]
    return []


@register(PERSONAL_DATA, 44)
def declared_by(member: Member) -> dict[str, Any]:
    """The uses that whoever asks declared, the versions they validated."""
    rows = Processing.objects.for_school(member.school).filter(declared_by=member.person)
    versions = ProcessingVersion.objects.for_school(member.school).filter(validated_by=member.person)
    reported = DataBreach.objects.for_school(member.school).filter(reported_by=member.person)
    frozen = BreachEvidence.objects.for_school(member.school).filter(frozen_by=member.person)
    return {
        "preuves figées": OwnRows(
            frozen, {"violation": "breach__title", "fichier": "name", "le": "frozen_at"}, "le"
        ),
        "violations signalées": OwnRows(reported, {"quoi": "title", "le": "known_at"}, "le"),
        "usages déclarés": OwnRows(rows, {"outil": "name", "le": "made_on"}, "le"),
        "fiches validées": OwnRows(
            versions, {"traitement": "processing__name", "version": "number", "le": "validated_at"}, "le"
        ),
    }
