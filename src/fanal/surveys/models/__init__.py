"""Surveys, their questions and counts, and what an answer leaves."""

from fanal.surveys.models.answering import SurveySending, SurveyTicket, SurveyWord
from fanal.surveys.models.question import SurveyCell, SurveyOption, SurveyQuestion
from fanal.surveys.models.survey import Survey

__all__ = [
    "Survey",
    "SurveyCell",
    "SurveyOption",
    "SurveyQuestion",
    "SurveySending",
    "SurveyTicket",
    "SurveyWord",
]
