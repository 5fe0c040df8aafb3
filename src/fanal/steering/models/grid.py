"""A self-assessment grid of the school, its questions, and what was answered one day."""

from django.db import models
from django.db.models import F

from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned
from fanal.steering.rules.grid import LONGEST_ITEM, LONGEST_SECTION, GridAnswer

RETENTION = "5 ans"


class AssessmentGrid(SchoolOwned):
    """« Faire le point sur le numérique »: questions by section, and where they come from."""

    name = models.CharField(
        "nom",
        max_length=120,
        error_messages={"blank": "Donnez un nom, par exemple « Référentiel de l’académie »."},
    )
    source = models.CharField(
        "d’où elle vient",
        max_length=300,
        error_messages={"blank": "Dites d’où vient cette grille : qui l’a écrite, et quand."},
        help_text="Qui l’a écrite, et quand.",
    )
    is_withdrawn = models.BooleanField("n’est plus proposée", default=False, editable=False)
    added_on = models.DateField("ajoutée le", editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["school", "name"], name="assessment_grid_name_once")]

    DATA = DataMap("faire le point sur le numérique", "none", "vie de l’établissement")
    JOURNAL_NAME = "steering.grid"

    def __str__(self) -> str:
        return self.name


class GridItem(SchoolOwned):
    """One question of a grid; it never changes, so that two years compare."""

    grid = models.ForeignKey(AssessmentGrid, models.CASCADE, related_name="items")
    rank = models.PositiveSmallIntegerField("rang")
    section = models.CharField("section", max_length=LONGEST_SECTION)
    text = models.CharField("question", max_length=LONGEST_ITEM)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "grid", "rank"], name="grid_item_rank_once"),
            SameSchool("grid"),
        ]

    DATA = DataMap("faire le point sur le numérique", "none", "vie de l’établissement")
    JOURNAL_NAME = "steering.grid_item"

    def __str__(self) -> str:
        return self.text


class SelfAssessment(SchoolOwned):
    """What the school answered to a grid, from one day on. Open until somebody closes it."""

    grid = models.ForeignKey(AssessmentGrid, models.PROTECT, related_name="assessments")
    made_on = models.DateField("commencée le")
    closed_on = models.DateField("terminée le", null=True)
    conclusion = models.TextField(
        "ce que l’on en retient",
        max_length=2000,
        blank=True,
        help_text="Deux ou trois priorités pour l’année. Aucun nom.",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "grid"],
                name="self_assessment_one_open",
                condition=models.Q(closed_on__isnull=True),
            ),
            models.CheckConstraint(
                condition=models.Q(closed_on__isnull=True) | models.Q(closed_on__gte=F("made_on")),
                name="self_assessment_in_order",
            ),
            SameSchool("grid"),
        ]

    DATA = DataMap("faire le point sur le numérique", "none", RETENTION)
    JOURNAL_NAME = "steering.self_assessment"

    def __str__(self) -> str:
        return str(self.grid)


class AssessmentAnswer(SchoolOwned):
    """One answer: yes, partly or no."""

    assessment = models.ForeignKey(SelfAssessment, models.CASCADE, related_name="answers")
    item = models.ForeignKey(GridItem, models.PROTECT, related_name="+")
    answer = models.CharField("réponse", max_length=6, choices=GridAnswer.choices())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "assessment", "item"], name="assessment_answer_once"),
            SameSchool("assessment"),
            SameSchool("item"),
        ]

    DATA = DataMap("faire le point sur le numérique", "none", RETENTION)
    JOURNAL_NAME = "steering.answer"

    def __str__(self) -> str:
        return str(self.get_answer_display())
