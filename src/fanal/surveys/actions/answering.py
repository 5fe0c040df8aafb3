"""How is an answer counted, and by whom could it be known? By nobody: it adds to counters, and is gone.

No journal, no address, no account, no moment. One survey, one answer at a time: the row of the survey is
held while its counters grow, so that the last place is taken once and a ticket serves once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from random import SystemRandom

from django.db import transaction
from django.db.models import Case, F, When

from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.database.drawn_keys import drawn_key
from fanal.core.errors import RuleBroken
from fanal.core.forms.hidden_signs import is_unseen
from fanal.surveys.models import (
    Survey,
    SurveyCell,
    SurveyOption,
    SurveySending,
    SurveyTicket,
    SurveyWord,
)
from fanal.surveys.policies import survey as policies
from fanal.surveys.rules.codes import LONGEST_WORDS, MOST_TICKETS
from fanal.surveys.rules.running import EMPTY, USED, answer_refusals, tickets_left
from fanal.surveys.rules.tickets import digest_of, drawn_ticket

TOO_MANY_TICKETS = f"{MOST_TICKETS} billets au plus à la fois, et pas plus que de personnes invitées."


@dataclass(frozen=True)
class GivenAnswer:
    """What one person chose, by question, and wrote; `sending`: the key of the form, drawn with its page."""

    options: Mapping[int, frozenset[int]] = field(default_factory=dict)
    words: Mapping[int, str] = field(default_factory=dict)
    sending: str = ""

    @property
    def is_empty(self) -> bool:
        return not any(self.options.values()) and all(map(is_unseen, self.words.values()))


@transaction.atomic
def count_answer(survey: Survey, given: GivenAnswer, *, today: date, ticket: str = "") -> None:
    """Count an answer by the link, or by a ticket, which has then served; the same form twice counts once."""
    survey = Survey.objects.for_school(survey.school_id).locked(survey.pk)
    if given.sending and not _is_first(survey, given.sending):
        return
    if ticket:
        _use_ticket(survey, ticket)
    _count(survey, given, today)


@transaction.atomic
def count_paper(survey: Survey, given: GivenAnswer, *, today: date, by: Actor) -> None:
    """Type in an answer that came on paper; until the survey is ended, even after its last day."""
    survey = Survey.objects.for_school(survey.school_id).locked(survey.pk)
    require(policies.collect_answers, by, survey)
    last = survey.closes_on if survey.closes_on and today > survey.closes_on else today
    _count(survey, given, last)


def _is_first(survey: Survey, sending: str) -> bool:
    digest = digest_of(sending)
    if survey.sendings.filter(digest=digest).exists():
        return False
    SurveySending.objects.create(school_id=survey.school_id, survey=survey, digest=digest)
    return True


def _use_ticket(survey: Survey, ticket: str) -> None:
    rows = survey.tickets.filter(digest=digest_of(ticket), is_used=False)
    if not rows.update(is_used=True):
        raise RuleBroken(USED)


def _count(survey: Survey, given: GivenAnswer, today: date) -> None:
    if reasons := answer_refusals(
        state=survey.state,  # type: ignore[arg-type]
        closes_on=survey.closes_on,
        answers=survey.answers,
        invited=survey.invited,
        today=today,
    ):
        raise RuleBroken(reasons)
    if given.is_empty:
        raise RuleBroken(EMPTY)
    chosen = _chosen(survey, given)
    _add_one(survey, chosen)
    _keep_words(survey, given)
    Survey.objects.for_school(survey.school_id).filter(pk=survey.pk).update(answers=F("answers") + 1)


def _add_one(survey: Survey, chosen: list[SurveyOption]) -> None:
    """Add one to each counter that was chosen, and write all the others again beside them.

    Counters that one answer wrote alone would be its row (`write_again`).
    """
    picked = {option.pk for option in chosen}
    options = SurveyOption.objects.for_school(survey.school_id).filter(question__survey=survey)
    options.update(count=F("count") + Case(When(pk__in=picked, then=1), default=0))
    group = next((option.pk for option in chosen if option.question.is_profile), 0)
    is_mine = When(profile=group, option__in=picked, then=1)
    cells = SurveyCell.objects.for_school(survey.school_id).filter(survey=survey)
    cells.update(count=F("count") + Case(is_mine, default=0))


def _chosen(survey: Survey, given: GivenAnswer) -> list[SurveyOption]:
    """The options of this survey that were chosen; « Sans réponse » for each question that was skipped."""
    rows = SurveyOption.objects.for_school(survey.school_id).filter(question__survey=survey)
    by_question: dict[int, list[SurveyOption]] = {}
    for option in rows.select_related("question").order_by("question__rank", "rank"):
        by_question.setdefault(option.question_id, []).append(option)
    chosen = []
    for question_id, options in by_question.items():
        ticked = given.options.get(question_id, frozenset())
        mine = [option for option in options if option.pk in ticked and not option.is_blank]
        if options[0].question.kind == "one":
            mine = mine[:1]
        chosen += mine or [option for option in options if option.is_blank]
    return chosen


def _keep_words(survey: Survey, given: GivenAnswer) -> None:
    """Keep these words among the others, all written anew in one go with the tickets."""
    added = []
    for question in survey.questions.filter(kind="words"):
        text = " ".join(given.words.get(question.pk, "").split())[:LONGEST_WORDS]
        if not is_unseen(text):
            added.append(SurveyWord(school_id=survey.school_id, question=question, text=text))
    write_again(survey, added)


def write_again(survey: Survey, added: Iterable[SurveyWord] = ()) -> None:
    """Write each word of a survey again, in an order drawn by chance and with other keys; touch the rest.

    A row of PostgreSQL knows the transaction that wrote it (`xmin`) and has a place on the disk: what one
    answer wrote alone would tie its words to its ticket, and to its hour.
    """
    rows = SurveyWord.objects.for_school(survey.school_id).filter(question__survey=survey)
    words = [*rows, *added]
    SystemRandom().shuffle(words)
    rows.delete()
    for word in words:
        word.pk = drawn_key()
    SurveyWord.objects.bulk_create(words)
    survey.tickets.update(is_used=F("is_used"))
    survey.sendings.update(digest=F("digest"))


@transaction.atomic
def make_tickets(survey: Survey, count: int, *, by: Actor) -> list[str]:
    """Tickets to print, in clear this once; those of before that nobody used are worth nothing any more."""
    survey = Survey.objects.for_school(survey.school_id).locked(survey.pk)
    require(policies.collect_answers, by, survey)
    used = survey.tickets.filter(is_used=True).count()
    if not survey.has_tickets:
        raise RuleBroken("Ce questionnaire se remplit par un lien : il n’a pas de billets.")
    if not 0 < count <= min(MOST_TICKETS, tickets_left(survey.invited, used)):
        raise RuleBroken(TOO_MANY_TICKETS)
    survey.tickets.filter(is_used=False).delete()
    texts = [drawn_ticket() for _ in range(count)]
    SurveyTicket.objects.bulk_create(
        SurveyTicket(school_id=survey.school_id, survey=survey, digest=digest_of(text)) for text in texts
    )
    journal.noted(survey, by=by, verb="surveys.tickets_made", count=count)
    return texts
