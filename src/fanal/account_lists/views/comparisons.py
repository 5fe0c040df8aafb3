"""Comparing a service on two screens: deposit its list, check its columns. Its page shows the rest."""

from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from fanal.account_lists.actions import background_comparison as background
from fanal.account_lists.actions import comparisons as actions
from fanal.account_lists.models import Comparison
from fanal.account_lists.policies import accounts as policies
from fanal.account_lists.rules.columns import FIELDS
from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import FileRequest, SchoolRequest, at_moment, given_by
from fanal.accounts.rules.french import counted
from fanal.accounts.views.access import reads_first
from fanal.core.addresses import address
from fanal.core.errors import RuleBroken
from fanal.core.form_page import form_page
from fanal.core.http import FORM, get_or_404, render_page
from fanal.core.imports.models import Import
from fanal.core.imports.shown import columns_of
from fanal.core.uploads import table_of
from fanal.online_services.models import OnlineService
from fanal.online_services.policies.register import read_services
from fanal.online_services.views.register import one_service

STEPS = ["Déposer la liste", "Vérifier les colonnes", "Voir les écarts"]
NO_FILE = "Choisissez la liste des comptes, telle que le service l’exporte."


@reads_first(partial(table_of, missing=NO_FILE), may=read_services)
@require_http_methods(FORM)
def list_deposit(request: FileRequest, uai: str, service: int) -> HttpResponse:
    online_service = one_service(request, service)

    def deposit(_: dict[str, Any]) -> Comparison:
        table, name = given_by(request)
        now = at_moment(request)
        return actions.deposit_accounts(online_service, table, name=name, **now)

    return form_page(
        request,
        forms.Form(request.POST if request.method == "POST" else None),
        deposit,
        template="account_lists/list_deposit.html",
        success="",
        next_page=lambda made: address("account_lists:list_columns", uai, service, made.imported.number),
        context={"online_service": online_service, "steps": STEPS, "fields": FIELDS},
        require=lambda: require(policies.compare_accounts, request.actor, online_service),
    )


def _comparison(online_service: OnlineService, number: int) -> Comparison:
    rows = Comparison.objects.for_school(online_service.school_id).filter(service=online_service)
    return get_or_404(rows.select_related("imported"), imported__number=number)


@require_http_methods(FORM)
def list_columns(request: SchoolRequest, uai: str, service: int, compared: int) -> HttpResponse:
    """By hand: the columns of a list are no form, and why it was stopped is shown before anything is sent."""
    online_service = one_service(request, service)
    require(policies.compare_accounts, request.actor, online_service)
    made, is_sent = _comparison(online_service, compared), request.method == "POST"
    reasons, is_doubtful = made.stopped, made.is_doubtful
    is_over = made.imported.stage == Import.Stage.APPLIED or bool(made.waiting_since)
    if is_sent and not is_over:
        reasons, is_doubtful = _compare(request, made)
    if is_over or (is_sent and not reasons):
        return redirect("account_lists:accounts_page", uai, online_service.pk)
    context = {
        "online_service": online_service,
        "made": made,
        "steps": STEPS,
        "fields": FIELDS,
        "reasons": reasons,
        "is_doubtful": is_doubtful,
        "columns": columns_of(made.imported),
    }
    status = 422 if is_sent else 200
    return render_page(request, "account_lists/list_columns.html", context, status=status)


@require_safe
def list_state(request: SchoolRequest, uai: str, service: int, compared: int) -> HttpResponse:
    """Asked by the page of a service while a long list is compared: nothing new, or « look again »."""
    made = _comparison(one_service(request, service), compared)
    answer = HttpResponse(status=204)
    if not made.waiting_since:
        answer.headers["HX-Refresh"] = "true"
    return answer


def _compare(request: SchoolRequest, made: Comparison) -> tuple[list[str], bool]:
    """Why it could not be compared, and whether a « yes » would be enough."""
    columns = [request.POST.get(f"column-{rank}", "") for rank in range(len(made.imported.headers))]
    is_sure, now = request.POST.get("sure") == "yes", timezone.now()
    try:
        if background.is_long(made.imported):
            background.promise_comparison(made, columns, is_sure=is_sure, now=now, by=request.actor)
        else:
            actions.compare_accounts(
                made, columns, is_sure=is_sure, today=request.today, now=now, by=request.actor
            )
            messages.success(request, _done(made))
    except RuleBroken as refusal:
        made.imported.columns = columns
        return refusal.reasons, isinstance(refusal, actions.Doubtful)
    return [], False


def _done(made: Comparison) -> str:
    return f"{counted(made.read, 'ligne comparée', 'lignes comparées')}. La liste n’est pas gardée."
