"""« Semaines A et B »."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM
from fanal.core.pages.form_page import SAVED, form_page
from fanal.core.pages.page import FormPage
from fanal.timetable.actions.alternation import keep_alternation
from fanal.timetable.forms.alternation import AlternationForm
from fanal.timetable.models.alternation import alternation_of
from fanal.timetable.policies import timetable as policies


@dataclass(frozen=True, kw_only=True)
class AlternationPage(FormPage):
    template = "timetable/alternation.html"


@require_http_methods(FORM)
def alternation(request: SchoolRequest, uai: str) -> HttpResponse:
    school = request.member.school
    form = AlternationForm(request.POST or None, school=school, instance=alternation_of(school))
    return form_page(
        request,
        AlternationPage(form=form),
        lambda values: keep_alternation(school, values, today=request.today, by=request.actor),
        success=SAVED,
        next_page=address("bookings:timetable_start", uai),
        require=lambda: require(policies.manage_bookings, request.actor, None),
    )
