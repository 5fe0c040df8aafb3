"""The demonstration: last spring's survey, published; one that is open; one that is being written."""

from datetime import date, timedelta

from fanal.accounts.models.member import Actor, actor_of
from fanal.accounts.models.roles import Role
from fanal.core.registry import register
from fanal.core.story import STORY, Story
from fanal.core.tenancy import scope
from fanal.surveys.actions import survey as actions
from fanal.surveys.actions.answering import GivenAnswer, count_answer
from fanal.surveys.models import Survey
from fanal.surveys.rules.delivered import DELIVERED

ANSWERS = {"usages": 34, "equipement": 12}
# How often each option is chosen, the first ones more than the last.
WEIGHTS = (9, 11, 6, 4, 2, 2, 1, 1, 1, 1)
WORDS = (
    "Le chariot de tablettes est souvent pris le mardi.",
    "Merci pour l’heure d’aide du midi, à refaire.",
    "J’aimerais voir comment un collègue s’y prend.",
    "Le son manque au premier étage.",
    "Les identifiants des élèves oubliés prennent dix minutes à chaque cours.",
    "Rien à ajouter, tout va bien.",
    "Une fiche d’une page vaut mieux qu’un long stage.",
)


@register(STORY, "surveys")
def keep_surveys(story: Story) -> None:
    by = actor_of(story.people["digital_lead"], Role.DIGITAL_LEAD)
    with scope(story.school):
        _published(story, by)
        _opened(story, by)
        _begun(story, "formation", story.today, 60, by)


def _begun(story: Story, code: str, since: date, days: int, by: Actor) -> Survey:
    given = DELIVERED[code]
    values = {
        "title": given.title,
        "intro": given.intro,
        "access": "link",
        "invited": 48,
        "closes_on": since + timedelta(days=days),
        "is_for_staff": True,
    }
    return actions.begin_survey(story.school, values, code, today=since, by=by)


def _published(story: Story, by: Actor) -> None:
    since = story.today - timedelta(days=170)
    survey = _begun(story, "usages", since, 20, by)
    survey = actions.open_survey(survey, today=since, by=by)
    _answer(story, survey, ANSWERS["usages"], since)
    survey = actions.end_survey(survey, today=since + timedelta(days=21), by=by)
    actions.publish_survey(survey, today=since + timedelta(days=22), by=by)


def _opened(story: Story, by: Actor) -> None:
    since = story.today - timedelta(days=4)
    survey = _begun(story, "equipement", since, 16, by)
    survey = actions.open_survey(survey, today=since, by=by)
    _answer(story, survey, ANSWERS["equipement"], since)


def _answer(story: Story, survey: Survey, count: int, since: date) -> None:
    questions = list(survey.questions.order_by("rank").prefetch_related("options"))
    for rank in range(count):
        options, words = dict[int, frozenset[int]](), dict[int, str]()
        for question in questions:
            if question.is_words:
                words[question.pk] = WORDS[rank] if rank < len(WORDS) else ""
                continue
            choices = [option.pk for option in question.options.all() if not option.is_blank]
            picked = story.chance.choices(choices, WEIGHTS[: len(choices)], k=2)
            options[question.pk] = frozenset(picked if question.kind == "several" else picked[:1])
        count_answer(survey, GivenAnswer(options, words), today=since)
