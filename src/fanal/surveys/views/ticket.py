"""A ticket typed by hand, by whoever cannot scan; a wrong code comes back to be read over.

Sixteen signs are not guessed: whoever tries a code here learns what its address says as well.
"""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from fanal.accounts.models import School
from fanal.accounts.reading.open_school import enter_open_school
from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.views.access import open_to
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM
from fanal.core.pages.page import Page, render
from fanal.surveys.forms.survey import TypedTicketForm
from fanal.surveys.reading.links import door_of
from fanal.surveys.rules.tickets import typed_by_hand

BECAUSE = "Mène au questionnaire d’un billet recopié : un code faux n’apprend rien de plus que son adresse."
UNKNOWN = (
    "Ce code n’existe pas, ou ce billet est remplacé : vérifiez ses lettres, ou demandez un autre billet."
)


@dataclass(frozen=True, kw_only=True)
class TicketPage(Page):
    """`to`: where the code is sent, whichever address showed the form."""

    template = "surveys/ticket_type.html"

    school: School
    form: TypedTicketForm
    to: str

    def is_refused(self) -> bool:
        return self.form.is_bound


@open_to("anyone", because=BECAUSE)
@require_http_methods(FORM)
def ticket_type(request: SchoolRequest, uai: str) -> HttpResponse:
    school = enter_open_school(request, uai)
    form = TypedTicketForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        code = form.cleaned_data["code"]
        if door_of(school, code) is not None:
            return redirect("surveys:survey_answer", uai, code)
        form.add_error("code", UNKNOWN)
    return render(request, _page(school, form))


def show_unknown_ticket(request: SchoolRequest, school: School, code: str) -> HttpResponse:
    """Show the form with the code that led nowhere, to be read over beside the paper."""
    form = TypedTicketForm({"code": typed_by_hand(code)})
    form.add_error("code", UNKNOWN)
    return render(request, _page(school, form), status=404)


def _page(school: School, form: TypedTicketForm) -> TicketPage:
    return TicketPage(form=form, school=school, to=address("survey_ticket:ticket_type", school.uai))
