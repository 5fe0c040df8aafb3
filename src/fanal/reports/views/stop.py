"""« Ne plus recevoir de rapport »: by the link of the mail, without any account."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from fanal.accounts.models import School
from fanal.accounts.models.member import system
from fanal.accounts.models.roles import System
from fanal.accounts.reading.open_school import enter_open_school
from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.views.access import open_to
from fanal.core.http.answers import FORM
from fanal.core.pages.page import Page, render
from fanal.reports.actions.sending import sending_of, stop_sending
from fanal.reports.models import ReportSending

BECAUSE = "Lien signé reçu par courriel : ne plus recevoir de rapport à cette adresse, rien d’autre."


@dataclass(frozen=True, kw_only=True)
class StopPage(Page):
    template = "reports/stop.html"

    sending: ReportSending
    school: School


# The seal is the proof: mail programs send the « one click » of RFC 8058 without any cookie.
@csrf_exempt
@open_to("anyone", because=BECAUSE)
@require_http_methods(FORM)
def stop(request: SchoolRequest, uai: str, report_sending: int, token: str) -> HttpResponse:
    """Opening the link changes nothing: mail servers open links by themselves."""
    school = enter_open_school(request, uai)
    sending = sending_of(school, report_sending, token)
    if sending is None:
        raise Http404
    if request.method == "POST":
        stop_sending(sending, now=timezone.now(), by=system(System.MAIL))
        sending.refresh_from_db()
    return render(request, StopPage(sending=sending, school=school))
