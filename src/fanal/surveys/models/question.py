"""What a survey asks, the options of each question, and how many chose them: answers are counts, not rows."""

from django.db import models
from django.db.models import F, Q

from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned, SchoolOwnedQuerySet
from fanal.surveys.models.survey import Survey
from fanal.surveys.rules.codes import LONGEST_OPTION, QuestionKind
from fanal.surveys.rules.running import DraftedQuestion

PURPOSE, KEPT = "demander un avis sans savoir qui le donne", "5 ans après la fin"


class SurveyQuestion(SchoolOwned):
    """`measure`: the indicator that its answers make, none for most."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="questions")
    rank = models.PositiveSmallIntegerField("rang", editable=False)
    text = models.CharField(
        "question", max_length=200, error_messages={"blank": "Écrivez la question, en une phrase."}
    )
    kind = models.CharField(
        "sorte de réponse",
        max_length=7,
        choices=[
            (QuestionKind.ONE.value, "Un seul choix"),
            (QuestionKind.SEVERAL.value, "Plusieurs choix"),
            (QuestionKind.WORDS.value, "Quelques mots libres"),
        ],
        default=QuestionKind.ONE,
    )
    is_profile = models.BooleanField(
        "croiser les autres réponses avec celle-ci",
        default=False,
        help_text="Une seule : une matière, un niveau. Les groupes trop petits restent cachés.",
    )
    measure = models.CharField("indicateur", max_length=8, blank=True, editable=False)

    objects = SchoolOwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "rank"],
                name="survey_question_rank_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(
                fields=["survey"], condition=Q(is_profile=True), name="survey_one_profile_question"
            ),
            models.CheckConstraint(
                condition=Q(is_profile=False) | Q(kind="one"), name="survey_profile_is_one_choice"
            ),
            SameSchool("survey"),
        ]

    DATA = DataMap(PURPOSE, "none", KEPT)
    JOURNAL_NAME = "surveys.question"

    def __str__(self) -> str:
        return self.text

    @property
    def is_words(self) -> bool:
        return self.kind == QuestionKind.WORDS

    @property
    def name(self) -> str:
        """What its field is called in a form."""
        return f"q{self.pk}"

    def drafted(self, labels: tuple[str, ...] = ()) -> DraftedQuestion:
        return DraftedQuestion(self.text, QuestionKind(self.kind), labels, self.is_profile)


class SurveyOption(SchoolOwned):
    """`is_blank`: what whoever skips the question is counted under, so that each table counts all.

    `is_outside`: whoever chooses it is no one of whom the indicator speaks.
    """

    question = models.ForeignKey(SurveyQuestion, models.CASCADE, related_name="options")
    rank = models.PositiveSmallIntegerField("rang")
    label = models.CharField("choix", max_length=LONGEST_OPTION)
    is_counted = models.BooleanField("compte pour l’indicateur", default=False)
    is_outside = models.BooleanField("hors de l’indicateur", default=False)
    is_blank = models.BooleanField("sans réponse", default=False)
    count = models.PositiveIntegerField("nombre", default=0)

    objects = SchoolOwnedQuerySet.as_manager()

    class Meta:
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(fields=["question", "rank"], name="survey_option_rank_once"),
            SameSchool("question"),
        ]

    DATA = DataMap(PURPOSE, "none", KEPT)
    JOURNAL_NAME = "surveys.option"

    def __str__(self) -> str:
        return self.label


class SurveyCell(SchoolOwned):
    """How many of one group of the profile question chose one option; all are made when the survey opens."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="cells")
    profile = models.ForeignKey(SurveyOption, models.CASCADE, related_name="+")
    option = models.ForeignKey(SurveyOption, models.CASCADE, related_name="+")
    count = models.PositiveIntegerField("nombre", default=0)

    objects = SchoolOwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["profile", "option"], name="survey_cell_once"),
            models.CheckConstraint(condition=~Q(profile=F("option")), name="survey_cell_of_two"),
            SameSchool("survey"),
            SameSchool("profile"),
            SameSchool("option"),
        ]

    DATA = DataMap(PURPOSE, "none", KEPT)
    JOURNAL_NAME = "surveys.cell"

    def __str__(self) -> str:
        return f"{self.profile} × {self.option}"
