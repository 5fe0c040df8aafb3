"""The envelope of a year and its missions. One function per sentence."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.accounts.rules.french import agrees
from fanal.allowances.models import ImpEnvelope, ImpProposal
from fanal.allowances.rules.rates import FULL, units
from fanal.allowances.rules.states import ProposalState
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.core.numbers import next_number
from fanal.core.stale import CHANGED, version_of
from fanal.missions.models import ParticularMission
from fanal.missions.policies.sharing import keep_missions
from fanal.missions.rules.particular_mission import MissionKind

MISSIONS = "mission"
NOTED = ("quarters", "notified_on", "reference", "first_month")
WORDS = ("title", "workload", "expertise")  # what somebody agrees to, and the councils have
SAID = (
    "Une ligne de cette mission est présentée ou décidée sous ces mots : l’intitulé, la charge et "
    "l’expertise ne changent plus. Retirez d’abord cette ligne, puis préparez-la de nouveau ; si le recteur "
    "l’a décidée, ajoutez une autre mission."
)
MOST_QUARTERS = 400  # a hundred IMP: more is a slip of the hand


@dataclass(frozen=True)
class Notified:
    """What the rector's letter says."""

    quarters: int
    notified_on: date | None
    reference: str
    first_month: int


@dataclass(frozen=True)
class MissionInput:
    """A mission in the head's words."""

    kind: MissionKind
    title: str
    has_priority: bool
    workload: str = ""
    expertise: str = ""
    reason: str = ""
    code: str = ""


def version_of_envelope(envelope: ImpEnvelope | None) -> str:
    """In a few letters, what is noted; of none too, that somebody may note meanwhile."""
    return version_of(envelope, NOTED) if envelope else "none"


@transaction.atomic
def note_envelope(school: School, year: str, notified: Notified, *, by: Actor, seen: str = "") -> ImpEnvelope:
    """Write or correct what was notified; never below what is already proposed (R7).

    `seen`: what the page showed (`version_of_envelope`); RuleBroken when somebody changed it meanwhile.
    """
    require(keep_missions, by, None)
    School.objects.held(school.pk)
    kept = ImpEnvelope.objects.for_school(school).select_for_update().filter(school_year=year).first()
    if seen and seen != version_of_envelope(kept):
        raise RuleBroken(CHANGED)
    envelope = kept or ImpEnvelope(school=school, school_year=year)
    taken = (
        ImpProposal.objects.for_school(school).filter(envelope=kept).committed().total_quarters()
        if kept
        else 0
    )
    if notified.quarters > MOST_QUARTERS:
        raise RuleBroken(f"Une enveloppe de {units(notified.quarters)} n’existe pas : vérifiez le nombre.")
    if notified.quarters < taken:
        proposed = f"{units(taken)} {agrees(taken / FULL, 'est déjà proposé', 'sont déjà proposés')}"
        raise RuleBroken(f"{proposed} : l’enveloppe ne peut pas être plus petite.")
    with journal.writing(envelope, by=by, verb="missions.envelope_noted"):
        _fill(envelope, notified)
        envelope.save()
    return envelope


def _fill(envelope: ImpEnvelope, notified: Notified) -> None:
    envelope.quarters, envelope.notified_on = notified.quarters, notified.notified_on
    envelope.reference, envelope.first_month = notified.reference.strip(), notified.first_month


def _refuse_without_reason(mission: ParticularMission, description: MissionInput) -> None:
    """A reason that lines were presented with stays: another may replace it (R2)."""
    rows = ImpProposal.objects.for_school(mission.school_id).filter(mission=mission)
    if mission.reason and not description.reason.strip() and rows.committed().exists():
        raise RuleBroken("Ce motif a été présenté avec les propositions : remplacez-le, ne l’effacez pas.")


def _words(mission: ParticularMission, description: MissionInput, title: str) -> dict[str, str]:
    """The words as they become; another end of line is no other word.

    Refused once a line was presented: its agreement and its opinions stand for what was written (R3).
    """
    written = {
        "title": title,
        "workload": description.workload.strip(),
        "expertise": description.expertise.strip(),
    }
    before = {name: getattr(mission, name) for name in WORDS}
    after = {
        name: text if text.splitlines() != before[name].splitlines() else before[name]
        for name, text in written.items()
    }
    rows = ImpProposal.objects.for_school(mission.school_id).filter(mission=mission)
    if after != before and rows.committed().exists():
        raise RuleBroken(SAID)
    return after


def _title(description: MissionInput) -> str:
    """The title that was written, or that of its kind; « Autre mission » would tell the councils nothing."""
    if title := description.title.strip():
        return title
    if description.kind == MissionKind.OTHER:
        raise RuleBroken("Donnez un intitulé à cette mission : les instances la liront sous ce nom.")
    return description.kind.label


@transaction.atomic
def add_mission(school: School, year: str, description: MissionInput, *, by: Actor) -> ParticularMission:
    """One more mission in the year; the digital one only once."""
    require(keep_missions, by, None)
    title = _title(description)
    School.objects.held(school.pk)
    rows = ParticularMission.objects.for_school(school).of_year(year)
    if description.kind == MissionKind.DIGITAL and rows.filter(kind=description.kind).exists():
        raise RuleBroken("La mission de référent numérique est déjà dans cette année : partagez-la.")
    mission = ParticularMission.objects.create(
        school=school,
        number=next_number(school.pk, MISSIONS),
        school_year=year,
        kind=description.kind,
        title=title,
        has_priority=description.has_priority,
        workload=description.workload.strip(),
        expertise=description.expertise.strip(),
        reason=description.reason.strip(),
        code=description.code.strip(),
    )
    journal.created(mission, by=by, verb="missions.mission_added")
    return mission


@transaction.atomic
def describe_mission(
    mission: ParticularMission, description: MissionInput, *, by: Actor
) -> ParticularMission:
    """Its words change until a line of it is presented; its kind does not."""
    require(keep_missions, by, None)
    title = _title(description)
    drafts = _answered_drafts(mission)
    mission = ParticularMission.objects.for_school(mission.school_id).locked(mission.pk)
    _refuse_without_reason(mission, description)
    words = _words(mission, description, title)
    with journal.change(mission, by=by, verb="missions.mission_described"):
        for name, text in words.items():
            setattr(mission, name, text)
        mission.has_priority = description.has_priority
        mission.reason, mission.code = description.reason.strip(), description.code.strip()
        mission.save(update_fields=[*WORDS, "has_priority", "reason", "code"])
    for line, answered_to in drafts:
        line.mission = mission
        if line.terms != answered_to:
            with journal.change(line, by=by, verb="missions.agreement_lapsed"):
                line.answer()
                line.save(update_fields=ImpProposal.ANSWER)
    return mission


def _answered_drafts(mission: ParticularMission) -> list[tuple[ImpProposal, str]]:
    """Held after their envelope, each with what its person answered to: other words are another question."""
    envelopes = ImpEnvelope.objects.for_school(mission.school_id).filter(school_year=mission.school_year)
    envelopes.select_for_update().first()
    rows = ImpProposal.objects.for_school(mission.school_id).filter(
        Q(agreed_on__isnull=False) | Q(declined_on__isnull=False), mission=mission
    )
    drafts = rows.filter(state=ProposalState.DRAFT).select_related("mission")
    return [(line, line.terms) for line in drafts.select_for_update(of=("self",)).order_by("pk")]
