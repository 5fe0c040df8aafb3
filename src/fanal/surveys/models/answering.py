"""What an answer leaves beside counts: free words without an author, a used ticket, the mark of a sent form.

No field leads from one to another, nor to a person or a moment; keys are drawn by chance. Each answer writes
all words again and touches all tickets, since PostgreSQL keeps with a row the transaction that wrote it
(`actions.answering.write_again`). What stays: who compares two copies of the tables, or reads the raw files
of a running survey, sees what the answers between them added.
"""

from django.db import models

from fanal.core.database.drawn_keys import drawn_key
from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned, SchoolOwnedQuerySet
from fanal.surveys.models.question import SurveyQuestion
from fanal.surveys.models.survey import Survey
from fanal.surveys.rules.codes import LONGEST_WORDS

PURPOSE = "demander un avis sans savoir qui le donne"


class SurveyWord(SchoolOwned):
    """A few words to a question; a withdrawn one keeps its place in the count, and no word."""

    id = models.BigIntegerField("numéro", primary_key=True, default=drawn_key, editable=False)
    question = models.ForeignKey(SurveyQuestion, models.CASCADE, related_name="words")
    text = models.CharField("mots", max_length=LONGEST_WORDS, blank=True)
    is_withdrawn = models.BooleanField("retiré", default=False)

    objects = SchoolOwnedQuerySet.as_manager()

    class Meta:
        constraints = [SameSchool("question")]

    DATA = DataMap(PURPOSE, "quelques mots, sans auteur", "1 an après la fin")
    JOURNAL_NAME = "surveys.word"
    JOURNALED = frozenset({"is_withdrawn"})

    def __str__(self) -> str:
        return "Mots libres"


class SurveyTicket(SchoolOwned):
    """One answer, once. Only its fingerprint is kept: the ticket itself is on paper."""

    id = models.BigIntegerField("numéro", primary_key=True, default=drawn_key, editable=False)
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="tickets")
    digest = models.CharField("empreinte", max_length=64)
    is_used = models.BooleanField("a servi", default=False)

    objects = SchoolOwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "digest"], name="survey_ticket_once"),
            SameSchool("survey"),
        ]

    DATA = DataMap(PURPOSE, "none", "92 jours après la fin", secrets=("digest",))
    JOURNAL_NAME = "surveys.ticket"

    def __str__(self) -> str:
        return "Billet"


class SurveySending(SchoolOwned):
    """A form that was counted: pressed twice, it counts once. Drawn with the page, it goes at the end."""

    id = models.BigIntegerField("numéro", primary_key=True, default=drawn_key, editable=False)
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="sendings")
    digest = models.CharField("empreinte", max_length=64)

    objects = SchoolOwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["survey", "digest"], name="survey_sending_once"),
            SameSchool("survey"),
        ]

    DATA = DataMap(PURPOSE, "none", "jusqu’à la fin du questionnaire", secrets=("digest",))
    JOURNAL_NAME = "surveys.sending"

    def __str__(self) -> str:
        return "Formulaire compté"
