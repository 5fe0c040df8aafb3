"""A ticket typed by hand, by whoever cannot scan: the same way whether or not there is such a ticket."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.views.decorators.http import require_http_methods

from fanal.accounts.reading.open_school import enter_open_school
from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.views.access import open_to
from fanal.core.http import FORM, UNPROCESSABLE, render_page
from fanal.surveys.forms.survey import TypedTicketForm

BECAUSE = "Mène à l’adresse d’un billet recopié, sans rien lire : le même chemin qu’il existe ou non."


@open_to("anyone", because=BECAUSE)
@require_http_methods(FORM)
def ticket_type(request: SchoolRequest, uai: str) -> HttpResponse:
    school = enter_open_school(request, uai)
    form = TypedTicketForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return redirect("surveys:survey_answer", uai, form.cleaned_data["code"])
    context = {"school": school, "form": form}
    return render_page(
        request, "surveys/ticket_type.html", context, status=UNPROCESSABLE if form.is_bound else 200
    )


app_name = "survey_ticket"
urlpatterns = [path("", ticket_type, name="ticket_type")]
