"""The accounts of one service: what differs, what is done about it, the file that settles it over there."""

from collections.abc import Callable
from datetime import timedelta
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
    chart_of,
    comparisons_of,
    figures_of,
    remarks_of,
)
from fanal.account_lists.rules import corrections
from fanal.account_lists.rules.corrections import correction_of
from fanal.account_lists.rules.findings import KIND_OF, not_judged
from fanal.accounts.policies.rights import annotate_permissions
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.accounts.rules.french import counted
from fanal.core.addresses import address
from fanal.core.form_page import button_page
from fanal.core.http import found_or_404, get_or_404, paginate, render_page
from fanal.core.sheets.download import download
from fanal.online_services.models import OnlineService
from fanal.online_services.views.register import one_service

State = Finding.State
LATE = timedelta(minutes=15)  # a long list takes less than one


@require_safe
def accounts_page(request: SchoolRequest, uai: str, service: int) -> HttpResponse:
    return _show(request, one_service(request, service), [])


def _show(request: SchoolRequest, online_service: OnlineService, reasons: list[str]) -> HttpResponse:
    annotate_permissions([online_service], policies.compare_accounts, to=request.actor)
    context = {
        "online_service": online_service,
        "reasons": reasons,
        "correction": correction_of(online_service.kind),
        **_lines(request, online_service),
        **_history(online_service),
    }
    status = 422 if reasons else 200
    return render_page(request, "account_lists/accounts_page.html", context, status=status)


def _lines(request: SchoolRequest, online_service: OnlineService) -> dict[str, object]:
    """The differences of the view that the address names, and how many there are of each sort."""
    kind, is_settled = request.GET.get("sorte", ""), request.GET.get("vue") == reading.SETTLED
    late, is_back = request.GET.get("depuis") == "30", request.GET.get("vue") == reading.BACK
    rows = reading.findings_of(
        online_service, kind=kind, is_settled=is_settled, late=late, today=request.today, is_back=is_back
    )
    figures, settled = figures_of(online_service, request.today)
    counts = [figure.count for figure in figures if kind in {"", figure.code}]
    total = None if is_settled or late or is_back else sum(counts)
    page = paginate(request, rows, count=total)
    annotate_permissions(page, policies.settle_finding, policies.accept_finding, to=request.actor)
    return {
        "page": page,
        "rows": reading.rows_of(list(page), request.today),
        "chips": reading.chips_of(figures, settled, kind=kind, is_settled=is_settled),
        "kind": KIND_OF.get(kind),
        "is_settled": is_settled,
        "late": sum(figure.old for figure in figures),
        "back": sum(figure.back for figure in figures),
        "can_suspend": kind in corrections.SUSPENDED,
    }


def _history(online_service: OnlineService) -> dict[str, object]:
    """The comparisons, and what the last one could not say."""
    comparisons = comparisons_of(online_service)
    last, before, *_ = [comparison for comparison in comparisons if comparison.compared_on] + [None, None]
    return {
        "comparisons": comparisons,
        "stopped": [
            comparison for comparison in comparisons if comparison.stopped and not comparison.compared_on
        ],
        "waiting": [comparison for comparison in comparisons if comparison.waiting_since],
        "is_late": any(
            comparison.waiting_since and timezone.now() - comparison.waiting_since > LATE
            for comparison in comparisons
        ),
        "last": last,
        "remarks": remarks_of(last) if last else [],
        "not_judged": not_judged(last.imported.columns, before.imported.columns if before else ())
        if last
        else [],
        "chart": chart_of(comparisons),
    }


def _one(online_service: OnlineService, pk: int) -> Finding:
    return get_or_404(
        Finding.objects.for_school(online_service.school_id).filter(service=online_service), pk=pk
    )


def _press(
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
        show=lambda reasons: _show(request, online_service, reasons),
    )


@require_POST
def settle(request: SchoolRequest, uai: str, service: int, finding: int) -> HttpResponse:
    state = request.POST.get("state", "")
    said = on_day(request) | {"reason": request.POST.get("reason", "")}
    return _press(
        request,
        service,
        lambda kept: actions.settle_finding(_one(kept, finding), state, **said),
        view=request.GET.urlencode(),
    )


@require_POST
def settle_several(request: SchoolRequest, uai: str, service: int) -> HttpResponse:
    kind, state = request.GET.get("sorte", ""), request.POST.get("state", "")
    said = on_day(request) | {"reason": request.POST.get("reason", "")}
    return _press(
        request,
        service,
        lambda kept: actions.settle_several(kept, kind, state, **said),
        success=lambda count: f"{counted(count, 'écart réglé', 'écarts réglés')}.",
    )


@require_POST
def decide(request: SchoolRequest, uai: str, service: int, finding: int) -> HttpResponse:
    choice, now = request.POST.get("choice", ""), on_day(request)
    return _press(
        request,
        service,
        lambda kept: owners.decide_owner(_one(kept, finding), choice, **now),
        view=request.GET.urlencode(),
    )


@require_POST
def undecide(request: SchoolRequest, uai: str, service: int, finding: int) -> HttpResponse:
    return _press(
        request,
        service,
        lambda kept: undo_decision(_one(kept, finding), by=request.actor),
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
