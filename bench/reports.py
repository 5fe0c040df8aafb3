"""How long does a job take to freeze a report of every part, with its papers? All is undone afterwards."""

import time

from django.db import transaction
from django.utils import timezone

from bench.visitors import SCHOOL
from fanal.accounts.models import Person, School
from fanal.accounts.models.member import actor_of
from fanal.accounts.models.roles import Role
from fanal.core.tenancy import scope
from fanal.reports.actions import freezing
from fanal.reports.actions import report as actions
from fanal.reports.reading.content import sources
from fanal.year.rules.periods import PeriodKind, period_of

AIM, TIMES = 2.0, 3  # seconds; the first one loads typst


def measure() -> None:
    now = timezone.now()
    today = now.date()
    values = {"title": "Mesure", "period": period_of(today, PeriodKind.YEAR).code, "board_on": None}
    with scope(SCHOOL), transaction.atomic():
        school = School.objects.select_related("academy", "authority").get(pk=SCHOOL)
        by = actor_of(Person.objects.for_school(school).order_by("pk")[0], Role.HEAD)
        for _ in range(TIMES):
            report = actions.begin_report(school, values, list(sources()), today=today, by=by)
            begun = time.perf_counter()
            freezing.freeze(report, school, now=now, today=today)
            print(f"a report frozen with its papers: {time.perf_counter() - begun:.2f} s (aim {AIM} s)")
        transaction.set_rollback(True)
