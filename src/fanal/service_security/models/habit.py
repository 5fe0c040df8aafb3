"""What somebody answered about one habit of security of a service."""

from django.db import models

from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned
from fanal.online_services.models.online_service import OnlineService
from fanal.service_security.rules.checklist import CHECKLIST, HABIT_OF
from fanal.service_security.rules.habit_facts import HabitAnswer, HabitStatement


class ServiceHabit(SchoolOwned):
    """The last answer; a year later it counts no more (`rules.habits`)."""

    service = models.ForeignKey(OnlineService, models.CASCADE, related_name="habits")
    code = models.CharField(
        "habitude", max_length=10, choices=[(habit.code, habit.short) for habit in CHECKLIST]
    )
    answer = models.CharField("réponse", max_length=7, choices=HabitAnswer.choices())
    note = models.CharField("précision", max_length=200, blank=True)
    said_on = models.DateField("répondu le")
    said_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "service", "code"], name="service_habit_once"),
            SameSchool("service"),
            SameSchool("said_by"),
        ]

    DATA = DataMap("suivre les habitudes de sécurité d’un service", "qui répond", "réponse + 2 ans")
    JOURNAL_NAME = "online_services.servicehabit"
    JOURNALED = ("code", "answer", "note", "said_on")

    def __str__(self) -> str:
        return HABIT_OF[self.code].label

    @property
    def statement(self) -> HabitStatement:
        return HabitStatement(HabitAnswer(self.answer), self.said_on, self.note)
