"""What the services offer to the rest of Fanal."""

from typing import Any

from fanal.accounts.models.member import Member
from fanal.core.addresses import address
from fanal.core.navigation import SCHOOL, Item
from fanal.core.own_data import OwnRows
from fanal.core.registry import NAVIGATION, PERSONAL_DATA, register
from fanal.online_services import policies
from fanal.online_services.models import Designation, ExpectedAdmin, Finding, StatePeriod
from fanal.online_services.rules.states import LABELS, ServiceState
from fanal.online_services.views.sections import sections


@register(NAVIGATION, 45)
def navigation(member: Member) -> list[Item]:
    """One line for all the pages about services; those who only read their state go there."""
    pages = sections(member, "")
    if not pages and not policies.read_states(member.actor, None):
        return []
    first, *others = [page["url"] for page in pages] or [address("states:state_list", member.school.uai)]
    return [Item("Services en ligne", first, "world", SCHOOL, also=tuple(others))]


STEPS = dict(Designation.Step.choices)


@register(PERSONAL_DATA, 40)
def accounts_of(member: Member) -> dict[str, Any]:
    """What the comparisons keep about whoever asks."""
    findings = Finding.objects.for_school(member.school).not_gone().filter(person=member.person)
    expected = ExpectedAdmin.objects.for_school(member.school).filter(person=member.person)
    declared = StatePeriod.objects.for_school(member.school).filter(declared_by=member.person)
    return {
        "états de services déclarés": OwnRows(
            declared,
            {"service": "service__name", "état": "state", "depuis": "starts_at"},
            "depuis",
            lambda row: row | {"état": LABELS[ServiceState(row["état"])]},
        ),
        "écarts de comptes": OwnRows(
            findings, {"service": "service__name", "compte": "told", "vu depuis le": "since"}, "vu depuis le"
        ),
        "administrateur prévu": OwnRows(
            expected, {"service": "service__name"}, "service", lambda row: row["service"]
        ),
        "désignations": OwnRows(
            Designation.objects.for_school(member.school).signed().filter(delegate=member.person),
            {
                "acte": "number",
                "service": "service__name",
                "du": "starts_on",
                "au": "ends_on",
                "étape": "step",
                "acceptées le": "acknowledged_at",
            },
            "du",
            lambda row: row | {"service": row["service"] or "Fanal", "étape": STEPS[row["étape"]]},
        ),
    }
