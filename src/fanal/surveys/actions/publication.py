"""How do the counts of a survey become what may be said of it, once and for good?"""

import hashlib
import json

from fanal.surveys.models import Survey, SurveyCell, SurveyOption, SurveyPublication
from fanal.surveys.rules.codes import QuestionKind
from fanal.surveys.rules.publication import Publication, publication_of
from fanal.surveys.rules.publication_data import publication_data
from fanal.surveys.rules.tallied import TalliedOption, TalliedQuestion


def keep_publication(survey: Survey, *, smallest: int) -> Publication:
    """Publish the survey that is ending, and empty its counters: what is hidden is then nowhere.

    Its caller holds the row of the survey.
    """
    publication = publication_of(_tallied(survey), survey.answers, smallest)
    content = json.dumps(publication_data(publication), ensure_ascii=False, sort_keys=True)
    digest = hashlib.sha256(content.encode()).hexdigest()
    SurveyPublication.objects.create(
        school_id=survey.school_id, survey=survey, content=content, sha256=digest
    )
    SurveyOption.objects.for_school(survey.school_id).filter(question__survey=survey).update(count=0)
    SurveyCell.objects.for_school(survey.school_id).filter(survey=survey).delete()
    return publication


def kept_publication(survey: Survey, *, smallest: int) -> Publication:
    """The publication of a survey that has ended; made now if it ended before publications were kept."""
    kept = SurveyPublication.objects.for_school(survey.school_id).filter(survey=survey).first()
    return kept.published if kept else keep_publication(survey, smallest=smallest)


def _tallied(survey: Survey) -> list[TalliedQuestion]:
    questions = list(survey.questions.order_by("rank").prefetch_related("options"))
    profile = next((question for question in questions if question.is_profile), None)
    groups = [option.pk for option in profile.options.all()] if profile else []
    rows = SurveyCell.objects.for_school(survey.school_id).filter(survey=survey)
    cells = {(row.profile_id, row.option_id): row.count for row in rows}
    return [
        TalliedQuestion(
            question.text,
            QuestionKind(question.kind),
            tuple(_tallied_option(option, groups, cells) for option in question.options.all()),
            question.is_profile,
            question.measure,
        )
        for question in questions
    ]


def _tallied_option(
    option: SurveyOption, groups: list[int], cells: dict[tuple[int, int], int]
) -> TalliedOption:
    return TalliedOption(
        option.label,
        option.count,
        tuple(cells.get((group, option.pk), 0) for group in groups),
        option.is_counted,
        option.is_blank,
        option.is_outside,
    )
