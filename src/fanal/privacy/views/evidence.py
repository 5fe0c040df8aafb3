"""The evidence of a breach: a part of the journal to freeze, and the file that was made of it."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.timezone import localtime
from django.views.decorators.http import require_http_methods, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.rules.french import counted
from fanal.core import attachments
from fanal.core.addresses import address
from fanal.core.errors import reasons_of_refusal
from fanal.core.http import FORM, already_submitted, get_or_404, remember_answer, render_page
from fanal.privacy.actions.evidence import freeze_evidence
from fanal.privacy.forms.breach import EvidenceForm
from fanal.privacy.models import BreachEvidence, DataBreach
from fanal.privacy.policies import registers as policies
from fanal.privacy.rules.evidence import proposed
from fanal.privacy.views.breaches import one_breach


@require_http_methods(FORM)
def evidence_freeze(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    breach, reasons = one_breach(request, number), list[str]()
    require(policies.handle_breach, request.actor, breach)
    form = EvidenceForm(request.POST or None, initial=_proposed(breach))
    if form.is_bound and form.is_valid():
        if seen := already_submitted(request):
            return redirect(seen)
        with reasons_of_refusal() as reasons:
            school, now = request.member.school, timezone.now()
            made = freeze_evidence(school, breach, form.span(), now=now, by=request.actor)
            count_words = counted(made.count, "entrée du journal est figée", "entrées du journal sont figées")
            messages.success(request, f"{count_words}, à l’abri de l’oubli.")
            return remember_answer(request, address("privacy:breach_page", uai, number))
    context = {"form": form, "breach": breach, "reasons": reasons}
    return render_page(request, "privacy/evidence.html", context, status=422 if form.is_bound else 200)


def _proposed(breach: DataBreach) -> dict[str, Any]:
    since, until = proposed(breach.known_at, timezone.now())
    return {"since": localtime(since), "until": localtime(until)}


@require_safe
def evidence_file(request: HttpRequest, uai: str, number: int, reference: str) -> FileResponse:
    breach = one_breach(request, number)
    require(policies.read_evidence, request.actor, breach)
    rows = BreachEvidence.objects.for_school(request.member.school).filter(breach=breach)
    row = get_or_404(rows, sha256=reference)
    return attachments.serve(row.school_id, row.stored)
