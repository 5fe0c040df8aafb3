"""A task as the school plans it each year: what, by whom, and the rule that gives its day."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q

from fanal.agenda.rules.catalogue.proposed import ProposedTask, source_line
from fanal.agenda.rules.codes import Activity, TaskCertainty, TaskOwner
from fanal.agenda.rules.due import LONGEST_SHIFT, Anchor, DueRule, ShiftUnit, Snap
from fanal.agenda.rules.due_words import in_words
from fanal.agenda.rules.reminders import MOST_DAYS
from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SchoolOwned, SchoolOwnedQuerySet


def remind_days() -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(
        "rappel, combien de jours avant", default=7, validators=[MaxValueValidator(MOST_DAYS)]
    )


class TaskTemplateQuerySet(SchoolOwnedQuerySet):
    def used(self) -> "TaskTemplateQuerySet":
        return self.filter(is_used=True)


class TaskTemplate(SchoolOwned):
    """`code` is that of the catalogue it was copied from, empty for the school's own."""

    code = models.SlugField("code", max_length=40, blank=True)
    title = models.CharField("titre", max_length=160, error_messages={"blank": "Dites ce qu’il y a à faire."})
    detail = models.TextField("précision", max_length=1000, blank=True)
    activity = models.CharField("activité", max_length=10, choices=Activity.choices())
    owner = models.CharField("à quelle fonction", max_length=12, choices=TaskOwner.choices())
    anchor = models.CharField("repère", max_length=16, choices=Anchor.choices())
    shift = models.SmallIntegerField("décalage", default=0)
    unit = models.CharField("unité", max_length=10, choices=ShiftUnit.choices(), default=ShiftUnit.DAYS)
    snap = models.CharField("jour", max_length=6, choices=Snap.choices(), default=Snap.EXACT)
    weekday = models.PositiveSmallIntegerField("jour de la semaine", default=0)
    remind_days = remind_days()
    source = models.CharField("source", max_length=200, blank=True)
    certainty = models.CharField(
        "certitude", max_length=8, choices=TaskCertainty.choices(), default=TaskCertainty.OWN
    )
    is_used = models.BooleanField("créée chaque année", default=True)

    objects = TaskTemplateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "code"], name="task_template_once", condition=~Q(code="")
            ),
            models.CheckConstraint(
                condition=Q(shift__range=(-LONGEST_SHIFT, LONGEST_SHIFT), weekday__lte=6)
                & Q(remind_days__lte=MOST_DAYS),
                name="task_template_in_bounds",
            ),
        ]

    DATA = DataMap("prévoir les tâches de l’année", "none", "vie de l’établissement")
    JOURNAL_NAME = "missions.tasktemplate"

    def __str__(self) -> str:
        return self.title

    @property
    def rule(self) -> DueRule:
        return DueRule(Anchor(self.anchor), self.shift, ShiftUnit(self.unit), Snap(self.snap), self.weekday)

    @property
    def due_words(self) -> str:
        return in_words(self.rule)

    def says_as(self, task: ProposedTask) -> bool:
        """The words and the day are those proposed."""
        return (self.detail, self.source_words, self.rule) == (
            task.detail,
            task.source.rstrip(" ."),
            task.rule,
        )

    @property
    def source_words(self) -> str:
        """The source inside a sentence: what was copied may end with a full stop."""
        return self.source.rstrip(" .")

    @property
    def source_line(self) -> str:
        """The same on a page, with the day since which a text of law holds, and how sure it is."""
        return source_line(self.source, TaskCertainty(self.certainty))

    @property
    def is_to_check(self) -> bool:
        return self.certainty in {TaskCertainty.TOLD, TaskCertainty.TO_CHECK}
