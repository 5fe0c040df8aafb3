"""Surveys, their questions and counts, what an answer leaves, and what is published."""

from fanal.surveys.models.answering import SurveySending, SurveyTicket, SurveyWord
from fanal.surveys.models.publication import SurveyPublication
from fanal.surveys.models.question import SurveyCell, SurveyOption, SurveyQuestion
from fanal.surveys.models.survey import Survey

__all__ = [
    "Survey",
    "SurveyCell",
    "SurveyOption",
    "SurveyPublication",
    "SurveyQuestion",
    "SurveySending",
    "SurveyTicket",
    "SurveyWord",
]
