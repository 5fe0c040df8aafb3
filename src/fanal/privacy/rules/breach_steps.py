"""What is left to do about a breach, who is noted as told by a press, which few fields a step asks. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from fanal.core.labelled import Labelled
from fanal.privacy.rules.breaches import BreachController, BreachFacts, Risk, TellingChoice, is_late
from fanal.privacy.rules.codes import People

FAMILIES = frozenset({People.PUPILS, People.GUARDIANS})


class BreachPart(Labelled):
    """A screen of the file of a breach, in the order in which one answers."""

    CONTROLLER = "responsable", "Qui répond de ces données"
    FACTS = "faits", "Ce qui s’est passé"
    DATA = "donnees", "Les personnes et les données"
    RISK = "suites", "Les suites"
    CNIL = "cnil", "La CNIL"
    SUBJECTS = "personnes", "Les personnes concernées"


FIELDS = {
    BreachPart.CONTROLLER: ("answers", "answers_name", "controller_notified_at", "dpo_notified_at"),
    BreachPart.FACTS: ("title", "description", "happened", "known_at", "nature"),
    BreachPart.DATA: ("people", "people_count", "data_kinds", "records_count"),
    BreachPart.RISK: ("consequences", "measures", "risk"),
    BreachPart.CNIL: ("cnil", "cnil_reason", "cnil_notified_at", "cnil_number", "late_reason"),
    BreachPart.SUBJECTS: ("others", "others_reason", "subjects_notified_at"),
}


class Recipient(Labelled):
    """Who is told of a breach. The label ends « J’ai prévenu … »."""

    DPO = "dpd", "le DPD"
    CONTROLLER = "responsable", "ce responsable"
    CNIL = "cnil", "la CNIL"
    SUBJECTS = "personnes", "les personnes"


NOTED_IN = {
    Recipient.DPO: "dpo_notified_at",
    Recipient.CONTROLLER: "controller_notified_at",
    Recipient.CNIL: "cnil_notified_at",
    Recipient.SUBJECTS: "subjects_notified_at",
}
PART_OF = {
    Recipient.DPO: BreachPart.CONTROLLER,
    Recipient.CONTROLLER: BreachPart.CONTROLLER,
    Recipient.CNIL: BreachPart.CNIL,
    Recipient.SUBJECTS: BreachPart.SUBJECTS,
}
NOT_TO_TELL = (
    "Ce n’est pas à noter ici : dites d’abord qui répond de ces données, ou changez ce qui a été décidé de "
    "la CNIL et des personnes."
)


@dataclass(frozen=True)
class BreachStep:
    """One thing left: answered on the screen of `part`, or noted by one press once `recipient` is told."""

    words: str
    part: BreachPart
    recipient: Recipient | None = None


def recipients(facts: BreachFacts) -> list[Recipient]:
    """Whom the school may have to tell, or told: who was decided against is left out."""
    if facts.answers == BreachController.TO_SAY:
        return [Recipient.DPO]
    if not facts.is_ours:
        return [Recipient.DPO, Recipient.CONTROLLER]
    cnil = [Recipient.CNIL] if facts.cnil != TellingChoice.NO else []
    subjects = [Recipient.SUBJECTS] if facts.others != TellingChoice.NO else []
    return [Recipient.DPO, *cnil, *subjects]


def name_of(recipient: Recipient, facts: BreachFacts) -> str:
    """« les familles » where the data are theirs or their children’s."""
    is_families = recipient == Recipient.SUBJECTS and not FAMILIES.isdisjoint(facts.people)
    return "les familles" if is_families else recipient.label


def notified_values(recipient: Recipient, now: datetime) -> dict[str, datetime | TellingChoice]:
    """Give what one press writes: the minute, and the decision that it shows was taken."""
    decided = {Recipient.CNIL: "cnil", Recipient.SUBJECTS: "others"}
    values: dict[str, datetime | TellingChoice] = {NOTED_IN[recipient]: now.replace(second=0, microsecond=0)}
    if recipient in decided:
        values[decided[recipient]] = TellingChoice.YES
    return values


def steps(facts: BreachFacts, now: datetime) -> list[BreachStep]:
    """What is left to do, the most urgent first. Empty: it can be closed."""
    if facts.answers == BreachController.TO_SAY:
        first = "Dites d’abord qui répond de ces données : de là dépend qui doit être prévenu."
        return [BreachStep(first, BreachPart.CONTROLLER)]
    left = _described(facts) + (_ours(facts, now) if facts.is_ours else _theirs(facts))
    if facts.dpo_notified_at is None:
        words = "Prévenez le délégué à la protection des données, et notez quand."
        left.insert(0, BreachStep(words, BreachPart.CONTROLLER, Recipient.DPO))
    return left


def part_after(part: BreachPart, left: Iterable[BreachStep]) -> BreachPart | None:
    """The next screen where something is still to be answered; None when nothing is, or presses alone."""
    order, waiting = list(BreachPart), {step.part for step in left if step.recipient is None}
    return next((later for later in order[order.index(part) + 1 :] if later in waiting), None)


def _described(facts: BreachFacts) -> list[BreachStep]:
    """What article 33, paragraph 3 asks, in its order."""
    checks = [
        (facts.nature, "Cochez la nature de la violation.", BreachPart.FACTS),
        (facts.people, "Cochez les personnes concernées.", BreachPart.DATA),
        (facts.people_count is not None, "Donnez leur nombre, même approximatif.", BreachPart.DATA),
        (facts.data, "Cochez les catégories de données.", BreachPart.DATA),
        (facts.consequences.strip(), "Décrivez les conséquences probables.", BreachPart.RISK),
        (facts.measures.strip(), "Décrivez les mesures prises ou proposées.", BreachPart.RISK),
    ]
    return [BreachStep(words, part) for is_said, words, part in checks if not is_said]


def _theirs(facts: BreachFacts) -> list[BreachStep]:
    part = BreachPart.CONTROLLER
    left = [] if facts.answers_name.strip() else [BreachStep("Nommez le responsable de ces données.", part)]
    if facts.controller_notified_at is None:
        told = "Prévenez ce responsable : c’est à lui de notifier la CNIL. Notez quand."
        left.append(BreachStep(told, part, Recipient.CONTROLLER))
    return left


def _ours(facts: BreachFacts, now: datetime) -> list[BreachStep]:
    risk = "Évaluez le risque pour les personnes."
    left = [] if facts.risk != Risk.TO_SAY else [BreachStep(risk, BreachPart.RISK)]
    return left + _about_cnil(facts, now) + _about_subjects(facts)


def _about_cnil(facts: BreachFacts, now: datetime) -> list[BreachStep]:
    left, part = list[BreachStep](), BreachPart.CNIL
    if facts.cnil == TellingChoice.TO_SAY:
        left.append(BreachStep("Décidez s’il faut notifier la CNIL, et dites pourquoi.", part))
    elif not facts.cnil_reason.strip():
        left.append(BreachStep("Dites pourquoi la CNIL est notifiée, ou ne l’est pas.", part))
    if facts.cnil == TellingChoice.YES and facts.cnil_notified_at is None:
        told = "Notifiez la CNIL sur son téléservice, puis notez quand."
        left.append(BreachStep(told, part, Recipient.CNIL))
    if is_late(facts, now) and not facts.late_reason.strip():
        left.append(BreachStep("Le délai de 72 heures est passé : dites pourquoi.", part))
    return left


def _about_subjects(facts: BreachFacts) -> list[BreachStep]:
    left, part = list[BreachStep](), BreachPart.SUBJECTS
    if facts.others == TellingChoice.TO_SAY:
        words = "Décidez s’il faut prévenir les personnes concernées, et dites pourquoi."
        left.append(BreachStep(words, part))
    elif not facts.others_reason.strip():
        left.append(BreachStep("Dites pourquoi les personnes sont prévenues, ou ne le sont pas.", part))
    if facts.others == TellingChoice.YES and facts.subjects_notified_at is None:
        told = "Prévenez les personnes concernées, puis notez quand."
        left.append(BreachStep(told, part, Recipient.SUBJECTS))
    return left
