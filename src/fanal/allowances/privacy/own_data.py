"""What was proposed for somebody: theirs to read."""

from typing import Any

from fanal.accounts.models.member import Member
from fanal.allowances.models import ImpProposal, ServiceRelief, Substitution
from fanal.allowances.rules.rates import units
from fanal.allowances.rules.relief import ReliefState, hours_said
from fanal.allowances.rules.states import ProposalState
from fanal.core.own_data import OwnRows, Row
from fanal.core.registry import PERSONAL_DATA, register


@register(PERSONAL_DATA, 16)
def allowances_of_member(member: Member) -> dict[str, Any]:
    who, school = member.person, member.school
    return {
        "propositions d’indemnité": OwnRows(
            ImpProposal.objects.for_school(school).filter(person=who),
            {
                "année": "envelope__school_year",
                "mission": "mission__title",
                "tâche": "task",
                "taux": "quarters",
                "accord": "agreed_on",
                "pas d’accord": "declined_on",
                "mot": "declined_word",
                "état": "state",
                "décision": "decided_on",
            },
            "année",
            _line,
            is_private=True,
        ),
        "allègements de service": OwnRows(
            ServiceRelief.objects.for_school(school).filter(person=who),
            {
                "année": "mission__school_year",
                "mission": "mission__title",
                "heures": "halves",
                "motif": "reason",
                "état": "state",
            },
            "année",
            _relief,
            is_private=True,
        ),
        "remplacements": OwnRows(
            Substitution.objects.for_school(school).filter(person=who),
            {"mission": "proposal__mission__title", "depuis": "since", "jusqu’au": "until"},
            "depuis",
            is_private=True,
        ),
    }


def _line(row: Row) -> Row:
    return row | {"taux": units(row["taux"]), "état": ProposalState(row["état"]).label}


def _relief(row: Row) -> Row:
    return row | {"heures": hours_said(row["heures"]), "état": ReliefState(row["état"]).label}
