"""The opinions of the demonstration: one with reserves that the head did not answer, one that is asked."""

from datetime import timedelta

from django.utils import timezone

from fanal.accounts.models import PartnerMembership, School
from fanal.accounts.models.member import Actor, actor_of
from fanal.accounts.models.roles import Role
from fanal.core.registry import register
from fanal.core.story import STORY, Story
from fanal.core.tenancy import scope
from fanal.privacy.actions.opinions import answer_opinion, ask_opinion, give_opinion
from fanal.privacy.models import Processing
from fanal.privacy.rules.opinions import OpinionDecision, OpinionOutcome, OpinionSubject

RESERVES = (
    "La finalité et la base légale sont bien dites.\n"
    "Deux réserves : la durée de conservation des bulletins n’a pas de terme, et le contrat du sous-traitant n’est "
    "pas joint. Complétez les deux avant la prochaine rentrée."
)
FAVOURABLE = "Rien à redire : les durées sont dites, et aucun sous-traitant n’est en jeu."


@register(STORY, "privacy.opinions")
def ask_the_officer(story: Story) -> None:
    """After the school appointed the officer of its académie."""
    school = School.objects.get(pk=story.school.pk)
    partnership = PartnerMembership.objects.filter(role=Role.DPO, academy=school.academy_id).first()
    if partnership is None:
        return
    lead = actor_of(story.people["digital_lead"], Role.DIGITAL_LEAD)
    head = actor_of(story.people["head"], Role.HEAD)
    officer = Actor(f"partner:{partnership.pk}", str(partnership), frozenset({Role.DPO}), school.pk)
    with scope(school):
        sheets = {row.model_code: row for row in Processing.objects.for_school(school)}
        now = timezone.now()
        followed = give_opinion(
            sheets["fanal"],
            _values(OpinionOutcome.FAVOURABLE, FAVOURABLE),
            now=now - timedelta(20),
            by=officer,
        )
        decision = {"decision": OpinionDecision.FOLLOWED, "decision_text": ""}
        answer_opinion(followed, decision, now=now - timedelta(18), by=head)
        ask_opinion(school, sheets["vie-scolaire"], now=now - timedelta(9), by=lead)
        reserves = _values(OpinionOutcome.RESERVES, RESERVES)
        give_opinion(sheets["vie-scolaire"], reserves, now=now - timedelta(3), by=officer)
        ask_opinion(school, sheets["ent"], now=now - timedelta(1), by=head)


def _values(outcome: OpinionOutcome, text: str) -> dict[str, str]:
    return {"about": OpinionSubject.SHEET, "outcome": outcome, "text": text}
