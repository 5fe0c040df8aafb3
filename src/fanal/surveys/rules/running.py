"""When may a survey be opened, answered, ended or published, and why not? Pure: the day is an argument."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from fanal.accounts.rules.small_groups import may_be_shown
from fanal.core.forms.hidden_signs import without_hidden
from fanal.core.text.french import counted
from fanal.surveys.rules.codes import (
    BLANK,
    FEWEST_OPTIONS,
    LONGEST_DAYS,
    LONGEST_OPTION,
    MOST_OPEN,
    MOST_OPTIONS,
    MOST_PROFILES,
    MOST_QUESTIONS,
    MOST_WORD_QUESTIONS,
    QuestionKind,
    SurveyState,
)

OVER = "Ce questionnaire est terminé : plus aucune réponse n’est comptée."
NOT_YET = "Ce questionnaire n’est pas encore ouvert : revenez plus tard."
USED = "Ce billet a déjà servi : une réponse par billet. Si ce n’était pas vous, demandez-en un autre."
FULL = "Toutes les réponses attendues sont arrivées : celle-ci ne peut plus être comptée."
EMPTY = "Répondez au moins à une question, puis envoyez."


def answer_refusals(
    *, state: SurveyState, closes_on: date | None, answers: int, invited: int, today: date
) -> list[str]:
    """Say why one more answer is not counted; never more answers than people who were invited."""
    if state == SurveyState.DRAFT:
        return [NOT_YET]
    if state != SurveyState.OPEN or (closes_on is not None and today > closes_on):
        return [OVER]
    return [FULL] if answers >= invited else []


def last_day_refusals(closes_on: date | None, today: date) -> list[str]:
    """Say why this cannot be the last day of a survey that is prepared or opened today."""
    if closes_on is None or closes_on < today:
        return ["Donnez un dernier jour qui n’est pas passé."]
    if closes_on > today + timedelta(days=LONGEST_DAYS):
        return ["Trois mois au plus : donnez un dernier jour plus proche."]
    return []


def open_refusals(
    *, kinds: Sequence[QuestionKind], closes_on: date | None, opened: int, today: date
) -> list[str]:
    """Say why a survey cannot begin; `opened`: the surveys of the school that run already."""
    reasons = []
    if not kinds:
        reasons.append("Ajoutez au moins une question, puis ouvrez le questionnaire.")
    reasons += last_day_refusals(closes_on, today)
    if opened >= MOST_OPEN:
        reasons.append(f"{MOST_OPEN} questionnaires sont déjà ouverts : terminez-en un d’abord.")
    return reasons


ENDS_AT, AGAIN_AT = time(20), time(4)


def is_overdue(closes_on: date, local: datetime) -> bool:
    """Whether a survey ends by itself, on the school's own clock: the evening after its last day.

    Until then the papers of the last day may be typed in.
    """
    day = local.date() - timedelta(days=1)
    return closes_on < day or (closes_on == day and local.time() >= ENDS_AT)


def is_hour_to_end(local: datetime) -> bool:
    return local.hour in {ENDS_AT.hour, AGAIN_AT.hour}


def in_tens(answers: int) -> int:
    """The whole tens of so many answers: the next answer does not show."""
    return answers // 10 * 10


def tickets_left(invited: int, used: int) -> int:
    """How many tickets may be printed: one that is used shows only with nine others.

    A few more tickets than people count no answer more: `answer_refusals` stops at who was invited.
    """
    return max(0, invited - in_tens(used))


def so_far_words(answers: int, invited: int) -> str:
    """How many answered as long as others may, « au moins 20 »: one more at a time would say who just did."""
    if answers >= invited:
        return "toutes"
    tens = in_tens(answers)
    return f"au moins {tens}" if tens else "moins de 10"


def ended_words(answers: int, smallest: int) -> str:
    """« 34 », « moins de 5 » of a small group and of nobody."""
    return str(answers) if may_be_shown(answers, smallest) else f"moins de {smallest}"


def answers_words(answers: int, invited: int, smallest: int) -> str:
    """« 34 réponses sur 48 personnes invitées » of a survey that has ended; no number of a small group."""
    if not may_be_shown(answers, smallest):
        return f"Moins de {smallest} réponses sur {invited} personnes invitées"
    return f"{counted(answers, 'réponse')} sur {invited} personnes invitées"


def publish_refusals(*, answers: int, smallest: int) -> list[str]:
    if may_be_shown(answers, smallest):
        return []
    return [
        f"Moins de {smallest} réponses : rien ne peut en être montré sans qu’on devine qui a répondu. "
        "Les résultats restent fermés."
    ]


@dataclass(frozen=True)
class DraftedQuestion:
    """A question as it is typed; `labels`: its options, none for free words."""

    text: str
    kind: QuestionKind
    labels: tuple[str, ...] = ()
    is_profile: bool = False


def labels_of(typed: str) -> tuple[str, ...]:
    """One option a line, without the signs that nobody sees; empty lines and repeated ones go."""
    lines = (" ".join(line.split()) for line in without_hidden(typed).splitlines())
    return tuple(dict.fromkeys(line for line in lines if line))


def new_labels(before: Sequence[str], labels: Sequence[str]) -> dict[str, str]:
    """Under which words each former option stands now: its own, or those of the only one that was corrected.

    Where more changed at once nobody can say which became which: those are new options.
    """
    same = {label: label for label in before if label in labels}
    gone = [label for label in before if label not in same]
    fresh = [label for label in labels if label not in same]
    is_corrected = len(gone) == len(fresh) == 1 and before.index(gone[0]) == labels.index(fresh[0])
    return same | ({gone[0]: fresh[0]} if is_corrected else {})


def question_refusals(drafted: DraftedQuestion, others: Collection[DraftedQuestion]) -> list[str]:
    """Say why a question cannot stand beside the others of its survey."""
    reasons = []
    if len(others) >= MOST_QUESTIONS:
        reasons.append(
            f"{MOST_QUESTIONS} questions au plus : un questionnaire court est rempli. Retirez-en une."
        )
    if drafted.kind == QuestionKind.WORDS:
        if sum(other.kind == QuestionKind.WORDS for other in others) >= MOST_WORD_QUESTIONS:
            reasons.append(f"{MOST_WORD_QUESTIONS} questions libres au plus : donnez des choix à celle-ci.")
        if drafted.is_profile:
            reasons.append("Une réponse libre ne fait pas de groupes : choisissez « Un seul choix ».")
        return reasons
    reasons += _option_refusals(drafted)
    if drafted.is_profile and any(other.is_profile for other in others):
        reasons.append(
            "Une autre question croise déjà les réponses. Avec deux, on devinerait qui a répondu : "
            "décochez-la d’abord."
        )
    return reasons


def _option_refusals(drafted: DraftedQuestion) -> list[str]:
    reasons, most = [], MOST_PROFILES if drafted.is_profile else MOST_OPTIONS
    if not FEWEST_OPTIONS <= len(drafted.labels) <= most:
        reasons.append(f"Donnez de {FEWEST_OPTIONS} à {most} choix, un par ligne.")
    if long := [label for label in drafted.labels if len(label) > LONGEST_OPTION]:
        reasons.append(f"« {long[0][:40]}… » est trop long : {LONGEST_OPTION} signes au plus par choix.")
    if BLANK in drafted.labels:
        reasons.append(f"« {BLANK} » est compté sans qu’on l’écrive : retirez cette ligne.")
    if drafted.is_profile and drafted.kind != QuestionKind.ONE:
        reasons.append("Pour croiser les réponses, il faut « Un seul choix ».")
    return reasons
