"""Comparing a service on two screens: deposit its list, check its columns. Its page shows the rest."""

from dataclasses import dataclass
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
from fanal.accounts.reading.requests import FileRequest, SchoolRequest, at_moment, file_content_of
from fanal.accounts.views.access import reads_first
from fanal.core.errors import RuleBroken
from fanal.core.files.uploads import table_of
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM, UNPROCESSABLE, get_or_404
from fanal.core.imports.columns import Field
from fanal.core.imports.models import Import
from fanal.core.imports.shown import ShownColumn, columns_of
from fanal.core.pages.form_page import form_page
from fanal.core.pages.page import Page, render
from fanal.core.text.french import counted
from fanal.file_readings.views.long_files import read_later
from fanal.online_services.models import OnlineService
from fanal.online_services.policies.register import read_services
from fanal.online_services.views.register import one_service

STEPS = ["Déposer la liste", "Vérifier les colonnes", "Voir les écarts"]
NO_FILE = "Choisissez la liste des comptes, telle que le service l’exporte."


@dataclass(frozen=True, kw_only=True)
class ListDepositPage(Page):
    template = "account_lists/list_deposit.html"

    online_service: OnlineService
    steps: list[str]
    fields: tuple[Field, ...]
    reasons: list[str]


@read_later(actions.KIND)
@reads_first(partial(table_of, missing=NO_FILE), may=read_services)
@require_http_methods(FORM)
def list_deposit(request: FileRequest, uai: str, service: int) -> HttpResponse:
    online_service = one_service(request, service)

    def deposit(_: dict[str, Any]) -> Comparison:
        table, name = file_content_of(request)
        return actions.deposit_accounts(online_service, table, name=name, **at_moment(request))

    def show(reasons: list[str]) -> HttpResponse:
        page = ListDepositPage(online_service=online_service, steps=STEPS, fields=FIELDS, reasons=reasons)
        return render(request, page)

    return form_page(
        request,
        forms.Form(request.POST if request.method == "POST" else None),
        deposit,
        success="",
        next_page=lambda comparison: address(
            "account_lists:list_columns", uai, service, comparison.imported.number
        ),
        require=lambda: require(policies.compare_accounts, request.actor, online_service),
        show=show,
    )


def _comparison(online_service: OnlineService, number: int) -> Comparison:
    rows = Comparison.objects.for_school(online_service.school_id).filter(service=online_service)
    comparison: Comparison = get_or_404(rows.select_related("imported"), imported__number=number)
    return comparison


@dataclass(frozen=True, kw_only=True)
class ListColumnsPage(Page):
    template = "account_lists/list_columns.html"

    online_service: OnlineService
    comparison: Comparison
    steps: list[str]
    fields: tuple[Field, ...]
    columns: list[ShownColumn]
    reasons: list[str]
    is_doubtful: bool


@require_http_methods(FORM)
def list_columns(request: SchoolRequest, uai: str, service: int, compared: int) -> HttpResponse:
    """By hand: the columns of a list are no form, and why it was stopped is shown before anything is sent."""
    online_service = one_service(request, service)
    require(policies.compare_accounts, request.actor, online_service)
    comparison, is_sent = _comparison(online_service, compared), request.method == "POST"
    reasons, is_doubtful = comparison.stopped, comparison.is_doubtful
    is_over = comparison.imported.stage == Import.Stage.APPLIED or bool(comparison.waiting_since)
    if is_sent and not is_over:
        reasons, is_doubtful = _compare(request, comparison)
    if is_over or (is_sent and not reasons):
        return redirect("account_lists:accounts_page", uai, online_service.pk)
    page = ListColumnsPage(
        online_service=online_service,
        comparison=comparison,
        steps=STEPS,
        fields=FIELDS,
        columns=columns_of(comparison.imported),
        reasons=reasons,
        is_doubtful=is_doubtful,
    )
    return render(request, page, status=UNPROCESSABLE if is_sent else 200)


@require_safe
def list_state(request: SchoolRequest, uai: str, service: int, compared: int) -> HttpResponse:
    """Asked by the page of a service while a long list is compared: nothing new, or « look again »."""
    comparison = _comparison(one_service(request, service), compared)
    answer = HttpResponse(status=204)
    if not comparison.waiting_since:
        answer.headers["HX-Refresh"] = "true"
    return answer


def _compare(request: SchoolRequest, comparison: Comparison) -> tuple[list[str], bool]:
    """Why it could not be compared, and whether a « yes » would be enough."""
    columns = [request.POST.get(f"column-{rank}", "") for rank in range(len(comparison.imported.headers))]
    is_sure, now = request.POST.get("sure") == "yes", timezone.now()
    try:
        if background.is_long(comparison.imported):
            background.promise_comparison(comparison, columns, is_sure=is_sure, now=now, by=request.actor)
        else:
            actions.compare_accounts(
                comparison, columns, is_sure=is_sure, today=request.today, now=now, by=request.actor
            )
            messages.success(request, _done(comparison))
    except RuleBroken as refusal:
        comparison.imported.columns = columns
        return refusal.reasons, isinstance(refusal, actions.Doubtful)
    return [], False


def _done(comparison: Comparison) -> str:
    return f"{counted(comparison.read, 'ligne comparée', 'lignes comparées')}. La liste n’est pas gardée."
