"""One proposal as it is read: what the rules say of it, when it would be paid, what may be done."""

from datetime import date
from typing import Any

from fanal.accounts.members import Actor, Member
from fanal.accounts.rules.years import year_named
from fanal.core.money import euros
from fanal.missions import policies
from fanal.missions.models import ImpProposal, Substitution
from fanal.missions.reading.proposals import asked_of
from fanal.missions.rules.imp.instalments import ESTIMATE, handed_over, schedule
from fanal.missions.rules.imp.proposing import findings
from fanal.missions.rules.imp.rates import rates_on, units
from fanal.missions.rules.imp.states import ProposalState
from fanal.missions.rules.imp.words import Kind

LEAVE = (
    "En cas de congé, l’indemnité suit l’exercice effectif et cesse quand la personne est remplacée : "
    "à voir avec le rectorat."
)


def instalments_of(line: ImpProposal, today: date) -> list[tuple[str, str]]:
    """(month, amount) of a whole year; nothing of a mission paid once its work is done (R13)."""
    if not line.is_whole_year:
        return []
    year, cents = year_named(line.envelope.school_year), rates_on(today).cents(line.quarters)
    return [
        (one.label, euros(one.cents)) for one in schedule(cents, year, first_month=line.envelope.first_month)
    ]


def substitutions_of(line: ImpProposal, today: date) -> list[dict[str, Any]]:
    """Each with the estimate of what would stay and what would pass (R16)."""
    rows = Substitution.objects.for_school(line.school_id).filter(proposal=line).select_related("person")
    year, cents = year_named(line.envelope.school_year), rates_on(today).cents(line.quarters)
    told = []
    for row in rows.order_by("since"):
        found = handed_over(cents, year, row.since, first_month=line.envelope.first_month)
        told.append({
            "row": row, "kept": euros(found.kept), "passed": euros(found.passed), "text": found.text,
        })  # fmt: skip
    return told


def rate_of(line: ImpProposal, today: date) -> str:
    return f"{units(line.quarters)}, {rates_on(today).said(line.quarters)} par an"


def own_lines(member: Member, today: date) -> list[dict[str, Any]]:
    """Theirs, the latest year first, without those that were withdrawn; one question."""
    rows = ImpProposal.objects.for_school(member.school).filter(person=member.person)
    rows = rows.exclude(state=ProposalState.WITHDRAWN).select_related("envelope", "mission")
    return [
        {"row": row, "rate": rate_of(row, today), "tone": row.told[0], "words": row.told[1]}
        for row in rows.order_by("-envelope__school_year", "number")
    ]


def page_of(line: ImpProposal, actor: Actor, today: date) -> dict[str, Any]:
    """All that the page shows; the person who is proposed reads neither the envelope nor the others."""
    is_management = policies.read_allowances(actor, None)
    said = findings(asked_of(line, line.envelope, today=today)) if is_management else []
    is_over = line.state in {ProposalState.DECIDED, ProposalState.REFUSED, ProposalState.WITHDRAWN}
    return {
        "needs_reason": " ".join(one.text for one in said if one.kind == Kind.REASON),
        "found": line, "tone": line.told[0], "words": line.told[1], "rate": rate_of(line, today),
        "said": [] if is_over else said, "instalments": instalments_of(line, today), "estimate": ESTIMATE,
        "substitutions": substitutions_of(line, today), "is_management": is_management, "leave": LEAVE,
        "rates_source": rates_on(today).source,
        "can": {
            "change": policies.prepare_proposal(actor, line),
            "agree": policies.agree_to_proposal(actor, line),
            "record": policies.record_agreement(actor, line),
            "present": policies.present_proposal(actor, line),
            "decide": policies.record_decision(actor, line),
            "correct": policies.correct_decision(actor, line),
            "withdraw": policies.withdraw_proposal(actor, line),
            "substitute": policies.certify_substitution(actor, line),
        },
    }  # fmt: skip
