"""One proposal as it is read: what the rules say of it, when it would be paid, what may be done."""

from dataclasses import dataclass
from datetime import date

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor, Member
from fanal.accounts.rules.law import LegalText
from fanal.allowances.models import ImpProposal, Substitution
from fanal.allowances.policies import allowance as policies
from fanal.allowances.reading.proposals import proposed_line_of
from fanal.allowances.rules.instalments import ESTIMATE, NINTHS, NOT_SHARED, SHARED, handed_over, schedule
from fanal.allowances.rules.leave import LEAVE
from fanal.allowances.rules.proposing import findings
from fanal.allowances.rules.rates import DatedRates, rates_of, units
from fanal.allowances.rules.states import ProposalState
from fanal.core.pages.page import Page
from fanal.core.text.french import counted
from fanal.core.text.money import euros
from fanal.missions.rules.words import PRACTICE, RuleSentence, Texts, texts_of
from fanal.year.rules.years import year_named

NO_INSTALMENT = "aucun versement ne tombe surtout dans ces dates"


def rates_for(line: ImpProposal) -> DatedRates:
    """Give the rates of the year that the line is for, whenever it is read."""
    return rates_of(year_named(line.envelope.school_year))


def is_private(line: ImpProposal) -> bool:
    return line.school.status == School.Status.PRIVATE


def texts_for(line: ImpProposal) -> Texts:
    return texts_of(is_private=is_private(line))


def rate_of(line: ImpProposal) -> str:
    return f"{units(line.quarters)}, {rates_for(line).amount(line.quarters)} par an"


def instalments_of(line: ImpProposal) -> list[tuple[str, str]]:
    """(month, amount) of a whole year; nothing of a mission paid once its work is done (R13)."""
    if not line.is_whole_year:
        return []
    year, cents = year_named(line.envelope.school_year), rates_for(line).cents(line.quarters)
    return [
        (instalment.label, euros(instalment.cents))
        for instalment in schedule(cents, year, first_month=line.envelope.first_month)
    ]


@dataclass(frozen=True)
class Takeovers:
    """Who took a mission over, with what would pass to each; `kept`: what the first person would keep."""

    rows: list[tuple[Substitution, str]]
    kept: str = ""
    text: str = NOT_SHARED
    source: LegalText = PRACTICE


def substitutions_of(line: ImpProposal) -> Takeovers:
    """List who took over; of a mission paid by ninths, an estimate of what would pass to each (R16, R18)."""
    rows = Substitution.objects.for_school(line.school_id).filter(proposal=line).select_related("person")
    substitutes = list(rows.order_by("since"))
    if not line.is_whole_year or not substitutes:
        return Takeovers([(row, "") for row in substitutes])
    year, cents = year_named(line.envelope.school_year), rates_for(line).cents(line.quarters)
    spans = [(row.since, row.until) for row in substitutes]
    shares = handed_over(cents, year, spans, first_month=line.envelope.first_month)
    amounts = [
        f"{euros(part)} ({counted(count, 'versement')} sur {NINTHS})" if count else NO_INSTALMENT
        for count, part in shares.passed
    ]
    return Takeovers(list(zip(substitutes, amounts, strict=True)), euros(shares.kept), SHARED)


@dataclass(frozen=True)
class OwnProposal:
    """A line as the person whom it names finds it in their list."""

    proposal: ImpProposal

    @property
    def rate(self) -> str:
        return rate_of(self.proposal)

    @property
    def tone(self) -> str:
        return self.proposal.tone_and_words[0]

    @property
    def words(self) -> str:
        return self.proposal.tone_and_words[1]


def own_lines(member: Member) -> list[OwnProposal]:
    """List theirs, the latest year first, without those that were withdrawn; one question."""
    rows = ImpProposal.objects.for_school(member.school).filter(person=member.person)
    rows = rows.exclude(state=ProposalState.WITHDRAWN).select_related("envelope", "mission", "school")
    return [OwnProposal(row) for row in rows.order_by("-envelope__school_year", "number")]


@dataclass(frozen=True, kw_only=True)
class ProposalPage(Page):
    """All that the page of a line shows, but what may be done to it (`line.can`).

    `sentences`: what the rules say of it, until it is over; `is_stopped`: whether one of them keeps it from
    being presented.
    """

    template = "allowances/proposal_page.html"

    line: ImpProposal
    back: str
    reasons: list[str]
    sentences: list[RuleSentence]
    out_of_range: str
    is_stopped: bool
    is_over: bool
    is_reminded_today: bool
    instalments: list[tuple[str, str]]
    substitutions: Takeovers
    estimate: str = ESTIMATE
    leave: str = LEAVE

    @property
    def tone(self) -> str:
        return self.line.tone_and_words[0]

    @property
    def words(self) -> str:
        return self.line.tone_and_words[1]

    @property
    def rate(self) -> str:
        return rate_of(self.line)

    @property
    def rates_source(self) -> LegalText:
        return texts_for(self.line).of(rates_for(self.line).source)


def page_of(line: ImpProposal, actor: Actor, today: date, *, back: str, reasons: list[str]) -> ProposalPage:
    """The person who is proposed reads neither the envelope nor the others."""
    is_management = policies.read_allowances(actor, None)
    sentences = findings(proposed_line_of(line, line.envelope, today=today)) if is_management else []
    is_unexplained = not line.mission.reason
    out_of_range = [sentence.text for sentence in sentences if sentence.rule == "R2" and is_unexplained]
    is_over = line.state in {ProposalState.DECIDED, ProposalState.REFUSED, ProposalState.WITHDRAWN}
    return ProposalPage(
        line=line,
        back=back,
        reasons=reasons,
        sentences=[] if is_over else sentences,
        out_of_range=" ".join(out_of_range),
        is_stopped=any(sentence.stops for sentence in sentences),
        is_over=is_over,
        is_reminded_today=line.reminded_on == today,
        instalments=instalments_of(line),
        substitutions=substitutions_of(line),
    )
