"""« Vérifier un document »: is this paper the school's, of which day, and unchanged?"""

from dataclasses import dataclass

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from fanal.accounts.policies import school as policies
from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.errors import reasons_of_refusal
from fanal.core.http.answers import FORM, UNPROCESSABLE
from fanal.core.http.limits import one_more
from fanal.core.pages.page import FormPage, render
from fanal.schools.forms.verification import VerificationForm
from fanal.schools.reading.verification import verify_file, verify_typed
from fanal.schools.rules.verification import HOUR, TOO_MANY, TRIES, Verified

TOO_OFTEN = 429


@dataclass(frozen=True, kw_only=True)
class VerificationPage(FormPage):
    template = "schools/verification.html"

    answers: list[Verified]


@require_http_methods(FORM)
def verification_page(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.verify_paper, request.actor, None)
    is_sent = request.method == "POST"
    form = VerificationForm(request.POST, request.FILES) if is_sent else VerificationForm()
    status, answers = 200, list[Verified]()
    reasons = list[str]()
    if form.is_bound:
        if not one_more(f"verification:{request.user.pk}", most=TRIES, seconds=HOUR):
            status, reasons = TOO_OFTEN, [TOO_MANY]
        else:
            with reasons_of_refusal() as reasons:
                answers = _answers(request, form)
            status = 200 if answers else UNPROCESSABLE
    page = VerificationPage(form=form, reasons=reasons, answers=answers)
    return render(request, page, status=status)


def _answers(request: SchoolRequest, form: VerificationForm) -> list[Verified]:
    """What is found; nothing where the form itself is refused: it says why."""
    if not form.is_valid():
        return []
    if file := form.cleaned_data["file"]:
        return verify_file(request.member, file.read())
    return verify_typed(request.member, form.cleaned_data["fingerprint"])
