"""A mission is described anew, as long as none of its lines was presented."""

from django.db import transaction
from django.db.models import Q

from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.allowances.models import ImpEnvelope, ImpProposal
from fanal.allowances.rules.states import ProposalState
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.missions.actions.particular_mission import MissionInput, title_of
from fanal.missions.models import ParticularMission
from fanal.missions.policies.sharing import keep_missions

WORDS = ("title", "workload", "expertise")  # what somebody agrees to, and the councils have
SAID = (
    "Une ligne de cette mission est présentée ou décidée sous ces mots : l’intitulé, la charge et "
    "l’expertise ne changent plus. Retirez d’abord cette ligne, puis préparez-la de nouveau ; si le recteur "
    "l’a décidée, ajoutez une autre mission."
)


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


@transaction.atomic
def describe_mission(
    mission: ParticularMission, description: MissionInput, *, by: Actor
) -> ParticularMission:
    """Its words change until a line of it is presented; its kind does not."""
    require(keep_missions, by, None)
    title = title_of(description)
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
