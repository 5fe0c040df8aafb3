"""The accounts of one service: what differs, what is done about it, the file that settles it over there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import FileResponse, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from fanal.account_lists.actions import findings as actions
from fanal.account_lists.actions import owners
from fanal.account_lists.actions.undo_match import undo_decision
from fanal.account_lists.models import Finding
from fanal.account_lists.policies import accounts as policies
from fanal.account_lists.reading import findings as reading
from fanal.account_lists.reading.comparisons import (
    ComparisonHistory,
    KindFigure,
    comparisons_of,
    figures_of,
)
from fanal.account_lists.rules import corrections
from fanal.account_lists.rules.corrections import Correction, correction_of
from fanal.account_lists.rules.findings import KIND_OF, FindingKind
from fanal.accounts.policies.rights import annotate_permissions
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.core.http.addresses import address
from fanal.core.http.answers import found_or_404, get_or_404, paginate
from fanal.core.pages.filter_chips import FilterChip
from fanal.core.pages.form_page import button_page
from fanal.core.pages.page import Page, Paged, render
from fanal.core.sheets.download import download
from fanal.core.text.french import counted
from fanal.online_services.models import OnlineService
from fanal.online_services.views.register import one_service


@dataclass(frozen=True, kw_only=True)
class AccountsPage(Page):
    """The differences of the view that the address names, and how many there are of each sort.

    `late`, `back`: how many are open for more than thirty days, and how many came back.
    """

    template = "account_lists/accounts_page.html"

    online_service: OnlineService
    reasons: list[str]
    correction: Correction
    has_suspension_file: bool
    page: Paged
    rows: list[reading.FindingRow]
    chips: list[FilterChip]
    kind: FindingKind | None
    is_settled: bool
    late: int
    back: int
    history: ComparisonHistory


@require_safe
def accounts_page(request: SchoolRequest, uai: str, service: int) -> HttpResponse:
    return show_accounts(request, one_service(request, service), [])


def show_accounts(request: SchoolRequest, online_service: OnlineService, reasons: list[str]) -> HttpResponse:
    annotate_permissions([online_service], policies.compare_accounts, to=request.actor)
    kind, is_settled = request.GET.get("sorte", ""), request.GET.get("vue") == reading.SETTLED
    figures, settled_count = figures_of(online_service, request.today)
    findings = _findings_asked(request, online_service, figures)
    correction = correction_of(online_service.kind)
    page = AccountsPage(
        online_service=online_service,
        reasons=reasons,
        correction=correction,
        has_suspension_file=kind in corrections.SUSPENDED and corrections.MOODLE in correction.forms,
        page=findings,
        rows=reading.rows_of(list(findings), request.today),
        chips=reading.chips_of(figures, settled_count, kind=kind, is_settled=is_settled),
        kind=KIND_OF.get(kind),
        is_settled=is_settled,
        late=sum(figure.old for figure in figures),
        back=sum(figure.back for figure in figures),
        history=ComparisonHistory(comparisons_of(online_service), timezone.now()),
    )
    return render(request, page)


def _findings_asked(
    request: SchoolRequest, online_service: OnlineService, figures: list[KindFigure]
) -> Paged:
    """The findings that the address asks for; where `figures` count them, nothing is counted again."""
    kind, view = request.GET.get("sorte", ""), request.GET.get("vue")
    is_settled, is_back = view == reading.SETTLED, view == reading.BACK
    is_old = request.GET.get("depuis") == "30"
    rows = reading.findings_of(
        online_service, kind=kind, is_settled=is_settled, late=is_old, today=request.today, is_back=is_back
    )
    is_counted = not (is_settled or is_old or is_back)
    total = sum(figure.count for figure in figures if kind in {"", figure.code})
    page = paginate(request, rows, count=total if is_counted else None)
    annotate_permissions(page, policies.settle_finding, policies.accept_finding, to=request.actor)
    return page


def _finding_of(online_service: OnlineService, pk: int) -> Finding:
    rows = Finding.objects.for_school(online_service.school_id).filter(service=online_service)
    finding: Finding = get_or_404(rows, pk=pk)
    return finding


def _account_button(
    request: SchoolRequest,
    service: int,
    act: Callable[[OnlineService], Any],
    *,
    success: str | Callable[[Any], str] = "",
    view: str = "",
) -> HttpResponse:
    """A button of the page, which leads back to it, in this view."""
    online_service = one_service(request, service)
    page = address("account_lists:accounts_page", request.member.school.uai, service)
    return button_page(
        request,
        lambda: act(online_service),
        success=success,
        next_page=f"{page}?{view}" if view else page,
        show=lambda reasons: show_accounts(request, online_service, reasons),
    )


@require_POST
def settle(request: SchoolRequest, uai: str, service: int, finding: int) -> HttpResponse:
    state = request.POST.get("state", "")
    stamp = on_day(request) | {"reason": request.POST.get("reason", "")}
    return _account_button(
        request,
        service,
        lambda online_service: actions.settle_finding(_finding_of(online_service, finding), state, **stamp),
        view=request.GET.urlencode(),
    )


@require_POST
def settle_several(request: SchoolRequest, uai: str, service: int) -> HttpResponse:
    kind, state = request.GET.get("sorte", ""), request.POST.get("state", "")
    stamp = on_day(request) | {"reason": request.POST.get("reason", "")}
    return _account_button(
        request,
        service,
        lambda online_service: actions.settle_several(online_service, kind, state, **stamp),
        success=lambda count: f"{counted(count, 'écart réglé', 'écarts réglés')}.",
    )


@require_POST
def decide(request: SchoolRequest, uai: str, service: int, finding: int) -> HttpResponse:
    choice, stamp = request.POST.get("choice", ""), on_day(request)
    return _account_button(
        request,
        service,
        lambda online_service: owners.decide_owner(_finding_of(online_service, finding), choice, **stamp),
        view=request.GET.urlencode(),
    )


@require_POST
def undecide(request: SchoolRequest, uai: str, service: int, finding: int) -> HttpResponse:
    return _account_button(
        request,
        service,
        lambda online_service: undo_decision(_finding_of(online_service, finding), by=request.actor),
        view="sorte=doubt",
    )


@require_safe
def to_do_file(request: SchoolRequest, uai: str, service: int, form: str) -> FileResponse:
    """What is left to do: in the columns of the service's own list, in ours, or as its import is known."""
    online_service = one_service(request, service)
    last = found_or_404(
        next((comparison for comparison in comparisons_of(online_service) if comparison.compared_on), None)
    )
    kind, model = request.GET.get("sorte", ""), request.GET.get("modele", "")
    found_or_404(corrections.offers(online_service.kind, model, kind) or None)
    file = reading.file_of(last, kind, model)
    rows = reading.findings_of(online_service, kind=kind, is_settled=False, late=False, today=request.today)
    name = f"{model}-" if model else ""
    name += f"{KIND_OF[kind].many.lower()}-{uai}" if kind in KIND_OF else f"ecarts-{uai}"
    lines = file.rows(reading.with_teachers(rows).iterator(500))
    return download(form, file.headers, lines, name=name, title=str(online_service))
