"""« Les heures de cours »."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM
from fanal.core.pages.form_page import form_page
from fanal.core.pages.page import FormPage
from fanal.timetable.actions.periods import keep_periods
from fanal.timetable.forms.periods import ModelForm, PeriodsForm
from fanal.timetable.policies import timetable as policies
from fanal.timetable.reading.periods import periods_of
from fanal.timetable.views.team_menu import TeamMenuPage

HOURS_SAVED = "Les heures de cours sont enregistrées."
OLD_HOURS = "Les réservations déjà faites gardent leurs anciennes heures."


@dataclass(frozen=True, kw_only=True)
class LessonPeriodsPage(TeamMenuPage, FormPage):
    template = "timetable/lesson_periods.html"

    is_first: bool


@require_http_methods(FORM)
def lesson_periods(request: SchoolRequest, uai: str) -> HttpResponse:
    """The hours of lessons: a usual week first, then line by line."""
    require(policies.manage_bookings, request.actor, None)
    school = request.member.school
    known = periods_of(school)
    is_first = not known
    form: Any = (
        ModelForm(request.POST or None)
        if is_first
        else PeriodsForm(request.POST or None, school=school, known=known)
    )

    def save(_: dict[str, Any]) -> object:
        periods = form.periods() if is_first else form.periods
        return keep_periods(school, periods, by=request.actor)

    return form_page(
        request,
        LessonPeriodsPage(form=form, is_first=is_first),
        save,
        success=HOURS_SAVED if is_first else f"{HOURS_SAVED} {OLD_HOURS}",
        next_page=address("bookings:lesson_periods" if is_first else "bookings:bookable_list", uai),
    )
