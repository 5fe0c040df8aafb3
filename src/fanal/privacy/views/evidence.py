"""The evidence of a breach: a part of the journal to freeze, and the file that was made of it."""

from dataclasses import dataclass
from datetime import datetime

from django.http import FileResponse, HttpResponse
from django.utils import timezone
from django.utils.timezone import localtime
from django.views.decorators.http import require_http_methods, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest, at_moment
from fanal.core.files import attachments
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM, get_or_404
from fanal.core.pages.form_page import form_page
from fanal.core.pages.page import FormPage
from fanal.core.text.french import counted
from fanal.privacy.actions.evidence import freeze_evidence
from fanal.privacy.forms.breach import EvidenceForm
from fanal.privacy.models import BreachEvidence, DataBreach
from fanal.privacy.policies import registers as policies
from fanal.privacy.rules.evidence import proposed
from fanal.privacy.views.breaches import one_breach


@dataclass(frozen=True, kw_only=True)
class EvidenceFreezePage(FormPage):
    template = "privacy/evidence_freeze.html"

    breach: DataBreach


@require_http_methods(FORM)
def evidence_freeze(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    breach, school = one_breach(request, number), request.member.school
    form = EvidenceForm(request.POST or None, initial=_proposed(breach))
    stamp = at_moment(request)
    return form_page(
        request,
        EvidenceFreezePage(form=form, breach=breach),
        lambda _: freeze_evidence(school, breach, form.span(), **stamp),
        success=_frozen_words,
        next_page=address("privacy:breach_page", uai, number),
        require=lambda: require(policies.handle_breach, request.actor, breach),
    )


def _frozen_words(evidence: BreachEvidence) -> str:
    count_words = counted(evidence.count, "entrée du journal est figée", "entrées du journal sont figées")
    return f"{count_words}, à l’abri de l’oubli."


def _proposed(breach: DataBreach) -> dict[str, datetime]:
    since, until = proposed(breach.known_at, timezone.now())
    return {"since": localtime(since), "until": localtime(until)}


@require_safe
def evidence_file(request: SchoolRequest, uai: str, number: int, reference: str) -> FileResponse:
    breach = one_breach(request, number)
    require(policies.read_evidence, request.actor, breach)
    rows = BreachEvidence.objects.for_school(request.member.school).filter(breach=breach)
    row = get_or_404(rows, sha256=reference)
    return attachments.serve(row.school_id, row.stored)
