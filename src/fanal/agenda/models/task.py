"""One task of one school year."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from fanal.accounts.models.roles import TEAM
from fanal.agenda.models.template import TaskTemplate, remind_days
from fanal.agenda.rules.codes import OPEN, Activity, TaskOwner, TaskState
from fanal.agenda.rules.reminders import MOST_DAYS
from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned, SchoolOwnedQuerySet
from fanal.core.text.french import weekday_and_day

if TYPE_CHECKING:
    from fanal.accounts.models.member import Member


class YearTaskQuerySet(SchoolOwnedQuerySet):
    def visible_to(self, member: "Member") -> "YearTaskQuerySet":
        """The team sees all the tasks of its school; anyone else of the school, those given to them."""
        here = self.for_school(member.school)
        if member.person is None:
            return here.none()
        return here if member.has(*TEAM) else here.filter(person=member.person)

    def of(self, person_id: int, roles: frozenset[str]) -> "YearTaskQuerySet":
        """Given to this person, or to nobody by name and to one of these functions."""
        return self.filter(Q(person=person_id) | Q(person__isnull=True, owner__in=sorted(roles)))

    def still_open(self) -> "YearTaskQuerySet":
        return self.filter(state__in=OPEN)

    def by_day(self) -> "YearTaskQuerySet":
        return self.order_by("due_on", "number")


class YearTask(SchoolOwned):
    """`school_year` is the year it prepares: what must be ready by the return is due in August, before it.

    Without `person` it is for whoever holds the function `owner`. `reminded_on`: the last reminder.
    """

    number = models.PositiveIntegerField("numéro")
    school_year = models.CharField("année scolaire", max_length=9)
    template = models.ForeignKey(TaskTemplate, models.PROTECT, null=True, blank=True, related_name="+")
    # What a service asks each year: `detail` is the duty as its page says it.
    service = models.ForeignKey(
        "online_services.OnlineService", models.PROTECT, null=True, blank=True, related_name="+"
    )
    title = models.CharField("titre", max_length=160, error_messages={"blank": "Dites ce qu’il y a à faire."})
    detail = models.TextField("précision", max_length=1000, blank=True)
    activity = models.CharField("activité", max_length=10, choices=Activity.choices())
    owner = models.CharField("à quelle fonction", max_length=12, choices=TaskOwner.choices())
    person = models.ForeignKey(
        "accounts.Person",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="ou à une personne",
        related_name="+",
        help_text="Elle en est rappelée, même hors de l’équipe, et ne voit que ses tâches.",
    )
    due_on = models.DateField("pour le")
    is_to_check = models.BooleanField("date ou tâche à vérifier", default=False)
    remind_days = remind_days()
    state = models.CharField("état", max_length=6, choices=TaskState.choices(), default=TaskState.TODO)
    reason = models.CharField(
        "pourquoi écartée",
        max_length=300,
        blank=True,
        help_text="Gardé avec la tâche : l’an prochain, quelqu’un se le demandera.",
    )
    note = models.TextField("note", max_length=2000, blank=True)
    ended_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField("faite ou écartée le", null=True, blank=True)
    changed_at = models.DateTimeField("changée le")
    reminded_on = models.DateField("rappelée le", null=True, blank=True)

    objects = YearTaskQuerySet.as_manager()

    JOURNALED = frozenset({"title", "owner", "person", "due_on", "state", "reason", "note", "remind_days"})

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "number"], name="year_task_number_once"),
            models.UniqueConstraint(
                fields=["school", "school_year", "template"],
                name="year_task_once_a_year",
                condition=Q(template__isnull=False),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["todo", "taken"], ended_at__isnull=True)
                | Q(state__in=["done", "aside"], ended_at__isnull=False),
                name="year_task_ended_has_its_date",
            ),
            models.CheckConstraint(condition=Q(remind_days__lte=MOST_DAYS), name="year_task_in_bounds"),
            SameSchool("template"),
            SameSchool("service"),
            SameSchool("person"),
            SameSchool("ended_by"),
        ]
        indexes = [models.Index(fields=["school", "school_year", "state", "due_on"], name="year_task_by_day")]

    DATA = DataMap(
        "suivre les tâches de l’année", "à qui, par qui, notes", "2 ans après la fin, puis anonymisée"
    )
    JOURNAL_NAME = "missions.yeartask"

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def owner_words(self) -> str:
        return str(self.person) if self.person_id else self.get_owner_display()

    @property
    def day_words(self) -> str:
        """« lundi 30 novembre »: the year stands beside it."""
        return weekday_and_day(self.due_on, today=self.due_on)

    def is_late(self, today: date) -> bool:
        return self.is_open and self.due_on < today
