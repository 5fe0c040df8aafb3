"""What the data protection officer says of a sheet, and what the head decides of it. Pure.

The controller asks the officer's advice on an impact assessment (RGPD, article 35, § 2); the officer advises
when asked (article 39, § 1, c), takes no instruction (article 38, § 3), and decides nothing: the controller
answers (article 24). That a decision against the advice says why is recommended, not written in the articles
(`docs/domain/privacy.md`): Fanal asks for the words, and forbids no decision.
"""

from dataclasses import dataclass

from fanal.core.labelled import Labelled
from fanal.privacy.rules.codes import Dpia


class OpinionSubject(Labelled):
    """What of a sheet an opinion is about."""

    SHEET = "sheet", "La fiche"
    DPIA = "dpia", "L’analyse d’impact (AIPD)"


class OpinionOutcome(Labelled):
    """What the officer concludes."""

    FAVOURABLE = "favourable", "Avis favorable"
    RESERVES = "reserves", "Avis favorable avec réserves"
    UNFAVOURABLE = "unfavourable", "Avis défavorable"
    QUESTION = "question", "Demande de précisions"


class OpinionDecision(Labelled):
    """What the head does with it."""

    FOLLOWED = "followed", "Avis suivi"
    PARTLY = "partly", "Avis suivi en partie"
    NOT_FOLLOWED = "not_followed", "Avis non suivi"
    CLARIFIED = "clarified", "Précisions données"


TONES = {
    OpinionOutcome.FAVOURABLE: "ok",
    OpinionOutcome.RESERVES: "warn",
    OpinionOutcome.UNFAVOURABLE: "bad",
    OpinionOutcome.QUESTION: "info",
}
WITH_REASONS = (OpinionDecision.PARTLY, OpinionDecision.NOT_FOLLOWED, OpinionDecision.CLARIFIED)
LONGEST = 5000  # signs of an opinion, and of the answer to it
NO_OUTCOME = "Dites ce que vous concluez : favorable, avec réserves, défavorable, ou ce que vous demandez."
NO_TEXT = "Écrivez votre avis, même en une phrase : c’est lui qui sera lu plus tard."
NO_DECISION = "Dites si vous suivez cet avis : c’est le responsable de traitement qui décide."
NO_REASON = "Dites pourquoi : c’est ce que lira qui contrôlera le registre."
NOT_A_QUESTION = "Cet avis ne demande pas de précisions : dites si vous le suivez."
ONLY_A_QUESTION = "Le délégué demande des précisions : donnez-les, il rendra son avis ensuite."
REPLACED = "Un avis plus récent remplace celui-ci : répondez au dernier."
ENDED = "Ce traitement est terminé : cet avis n’attend plus de réponse."


@dataclass(frozen=True)
class SheetRead:
    """The sheet as the officer had it before them: its last version, and whether it was changed since."""

    version: int
    has_changed: bool

    @property
    def words(self) -> str:
        """« version 2 », « modifiée depuis la version 2 », « pas encore validée »."""
        if not self.version:
            return "pas encore validée"
        return f"modifiée depuis la version {self.version}" if self.has_changed else f"version {self.version}"


def subject_of(dpia: str) -> OpinionSubject:
    """What an opinion is asked about: the impact assessment where there is one to make, else the sheet."""
    return OpinionSubject.DPIA if dpia in {Dpia.NEEDED, Dpia.DONE} else OpinionSubject.SHEET


def opinion_refusals(outcome: str, text: str) -> list[str]:
    """Why this is no opinion yet."""
    reasons = [] if outcome in list(OpinionOutcome) else [NO_OUTCOME]
    return reasons if text.strip() else [*reasons, NO_TEXT]


def decisions_after(outcome: str) -> list[OpinionDecision]:
    """What the head may answer."""
    if outcome == OpinionOutcome.QUESTION:
        return [OpinionDecision.CLARIFIED]
    return [OpinionDecision.FOLLOWED, OpinionDecision.PARTLY, OpinionDecision.NOT_FOLLOWED]


def decision_refusals(outcome: str, decision: str, text: str) -> list[str]:
    """Why this is no answer yet."""
    if not decision:
        return [NO_DECISION]
    if decision not in decisions_after(outcome):
        return [ONLY_A_QUESTION if outcome == OpinionOutcome.QUESTION else NOT_A_QUESTION]
    return [NO_REASON] if decision in WITH_REASONS and not text.strip() else []
