"""The papers of a survey: the questionnaire to fill in by hand, the poster with its code, the tickets."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from fanal.accounts.models import School
from fanal.accounts.reading.letterhead import letterhead_of
from fanal.core.http.addresses import address
from fanal.core.text.french import full_day
from fanal.equipment.reading.labels import square
from fanal.surveys.models import Survey
from fanal.surveys.reading.links import answer_address, link_of
from fanal.surveys.rules.tickets import typed_by_hand

DOCUMENTS = Path(__file__).parents[1] / "documents"
PAPER, POSTER, TICKETS = (DOCUMENTS / f"survey_{name}.typ" for name in ("paper", "poster", "tickets"))


def paper_of(school: School, survey: Survey) -> dict[str, Any]:
    """The data of `survey_paper.typ`."""
    questions = survey.questions.order_by("rank").prefetch_related("options")
    return {
        "title": survey.title,
        "letterhead": letterhead_of(school),
        "intro": survey.intro,
        "until": full_day(survey.closes_on) if survey.closes_on else "",
        "questions": [
            {
                "text": question.text,
                "kind": question.kind,
                "options": [option.label for option in question.options.all() if not option.is_blank],
            }
            for question in questions
        ],
    }


def poster_of(school: School, survey: Survey) -> dict[str, Any]:
    """The data of `survey_poster.typ`."""
    url = link_of(survey, school.uai)
    return {
        "title": survey.title,
        "letterhead": letterhead_of(school),
        "intro": survey.intro,
        "until": full_day(survey.closes_on) if survey.closes_on else "",
        "square": square(url),
        "alt": "Code à scanner pour répondre au questionnaire",
    }


def tickets_of(school: School, survey: Survey, texts: list[str]) -> dict[str, Any]:
    """The data of `survey_tickets.typ`."""
    return {
        "title": f"Billets – {survey.title}",
        "survey": survey.title,
        "school": str(school),
        "until": full_day(survey.closes_on) if survey.closes_on else "",
        "typed_at": urlsplit(settings.PUBLIC_URL).netloc + address("survey_ticket:ticket_type", school.uai),
        "tickets": [
            {"square": square(answer_address(school.uai, text)), "code": typed_by_hand(text)}
            for text in texts
        ],
    }
