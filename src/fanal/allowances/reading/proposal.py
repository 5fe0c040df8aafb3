"""One proposal as it is read: what the rules say of it, when it would be paid, what may be done."""

from datetime import date
from typing import Any

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor, Member
from fanal.accounts.rules.french import counted
from fanal.accounts.rules.years import year_named
from fanal.allowances.models import ImpProposal, Substitution
from fanal.allowances.policies import allowance as policies
from fanal.allowances.reading.proposals import proposed_line_of
from fanal.allowances.rules.instalments import ESTIMATE, NINTHS, NOT_SHARED, SHARED, handed_over, schedule
from fanal.allowances.rules.leave import leave_of
from fanal.allowances.rules.proposing import findings
from fanal.allowances.rules.rates import DatedRates, rates_of, units
from fanal.allowances.rules.states import ProposalState
from fanal.core.money import euros
from fanal.missions.rules.words import SUBSTITUTION, Texts, texts_of

NO_INSTALMENT = "aucun versement ne tombe surtout dans ces dates"


def rates_for(line: ImpProposal) -> DatedRates:
    """Those of the year that the line is for, whenever it is read."""
    return rates_of(year_named(line.envelope.school_year))


def is_private(line: ImpProposal) -> bool:
    return line.school.status == School.Status.PRIVATE


def texts_for(line: ImpProposal) -> Texts:
    return texts_of(is_private=is_private(line))


def instalments_of(line: ImpProposal) -> list[tuple[str, str]]:
    """(month, amount) of a whole year; nothing of a mission paid once its work is done (R13)."""
    if not line.is_whole_year:
        return []
    year, cents = year_named(line.envelope.school_year), rates_for(line).cents(line.quarters)
    return [
        (instalment.label, euros(instalment.cents))
        for instalment in schedule(cents, year, first_month=line.envelope.first_month)
    ]


def substitutions_of(line: ImpProposal) -> dict[str, Any]:
    """Who took over; of a mission paid by ninths, an estimate of what would pass to each (R16, R18)."""
    rows = Substitution.objects.for_school(line.school_id).filter(proposal=line).select_related("person")
    substitutes = list(rows.order_by("since"))
    if not line.is_whole_year or not substitutes:
        return {
            "rows": [(row, "") for row in substitutes],
            "kept": "",
            "text": NOT_SHARED,
            "source": SUBSTITUTION,
        }
    year, cents = year_named(line.envelope.school_year), rates_for(line).cents(line.quarters)
    spans = [(row.since, row.until) for row in substitutes]
    shared = handed_over(cents, year, spans, first_month=line.envelope.first_month)
    amounts = [
        f"{euros(part)} ({counted(count, 'versement')} sur {NINTHS})" if count else NO_INSTALMENT
        for count, part in shared.passed
    ]
    return {
        "rows": list(zip(substitutes, amounts, strict=True)),
        "kept": euros(shared.kept),
        "text": SHARED,
        "source": SUBSTITUTION,
    }


def rate_of(line: ImpProposal) -> str:
    return f"{units(line.quarters)}, {rates_for(line).said(line.quarters)} par an"


def own_lines(member: Member) -> list[dict[str, Any]]:
    """Theirs, the latest year first, without those that were withdrawn; one question."""
    rows = ImpProposal.objects.for_school(member.school).filter(person=member.person)
    rows = rows.exclude(state=ProposalState.WITHDRAWN).select_related("envelope", "mission", "school")
    return [
        {"row": row, "rate": rate_of(row), "tone": row.tone_and_words[0], "words": row.tone_and_words[1]}
        for row in rows.order_by("-envelope__school_year", "number")
    ]


def page_of(line: ImpProposal, actor: Actor, today: date) -> dict[str, Any]:
    """All that the page shows; the person who is proposed reads neither the envelope nor the others."""
    is_management = policies.read_allowances(actor, None)
    said = findings(proposed_line_of(line, line.envelope, today=today)) if is_management else []
    out_of_range = [sentence.text for sentence in said if sentence.rule == "R2" and not line.mission.reason]
    is_over = line.state in {ProposalState.DECIDED, ProposalState.REFUSED, ProposalState.WITHDRAWN}
    return {
        "out_of_range": " ".join(out_of_range),
        "line": line,
        "tone": line.tone_and_words[0],
        "words": line.tone_and_words[1],
        "rate": rate_of(line),
        "said": [] if is_over else said,
        "instalments": instalments_of(line),
        "estimate": ESTIMATE,
        "substitutions": substitutions_of(line),
        "is_management": is_management,
        "leave": leave_of(is_private=is_private(line)),
        "rates_source": texts_for(line).of(rates_for(line).source),
        "can": {
            "change": policies.prepare_proposal(actor, line),
            "agree": policies.agree_to_proposal(actor, line),
            "record": policies.record_agreement(actor, line),
            "present": policies.present_proposal(actor, line) and not any(rule.stops for rule in said),
            "remind": policies.remind_of_agreement(actor, line) and line.reminded_on != today,
            "decide": policies.record_decision(actor, line),
            "correct": policies.correct_decision(actor, line),
            "withdraw": not is_over and policies.withdraw_proposal(actor, line),
            "substitute": policies.certify_substitution(actor, line),
        },
    }
