"""A ticket typed by hand, by whoever cannot scan; a wrong code comes back to be read over.

Sixteen signs are not guessed: whoever tries a code here learns what its address says as well.
"""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.views.decorators.http import require_http_methods

from fanal.accounts.models import School
from fanal.accounts.reading.open_school import enter_open_school
from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.views.access import open_to
from fanal.core.addresses import address
from fanal.core.http import FORM, UNPROCESSABLE, render_page
from fanal.surveys.forms.survey import TypedTicketForm
from fanal.surveys.reading.links import door_of
from fanal.surveys.rules.tickets import typed_by_hand

BECAUSE = "Mène au questionnaire d’un billet recopié : un code faux n’apprend rien de plus que son adresse."
UNKNOWN = (
    "Ce code n’existe pas, ou ce billet est remplacé : vérifiez ses lettres, ou demandez un autre billet."
)


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
    return _show(request, school, form, UNPROCESSABLE if form.is_bound else 200)


def show_unknown_ticket(request: SchoolRequest, school: School, code: str) -> HttpResponse:
    """The form with the code that led nowhere, to be read over beside the paper."""
    form = TypedTicketForm({"code": typed_by_hand(code)})
    form.add_error("code", UNKNOWN)
    return _show(request, school, form, 404)


def _show(request: SchoolRequest, school: School, form: TypedTicketForm, status: int) -> HttpResponse:
    context = {"school": school, "form": form, "to": address("survey_ticket:ticket_type", school.uai)}
    return render_page(request, "surveys/ticket_type.html", context, status=status)


app_name = "survey_ticket"
urlpatterns = [path("", ticket_type, name="ticket_type")]
