"""Showing a period of one's log to the management; reading what is shown."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest, on_day_at_moment
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM, get_or_404, paginate
from fanal.core.pages.form_page import button_page, form_page
from fanal.core.pages.page import FormPage, Page, Paged, render
from fanal.work_log.actions import share as actions
from fanal.work_log.forms.work import WorkShareForm
from fanal.work_log.models import WorkEntry, WorkShare
from fanal.work_log.policies import work as policies
from fanal.work_log.reading import work as reading
from fanal.work_log.views.work import period_of


@dataclass(frozen=True, kw_only=True)
class OwnShares(FormPage):
    template = "work_log/share.html"

    page: Paged


@require_http_methods(FORM)
def share_own(request: SchoolRequest, uai: str) -> HttpResponse:
    school, period = request.member.school, period_of(request)
    days = {"first_day": period.first, "last_day": period.last}
    stamp = on_day_at_moment(request)
    form = WorkShareForm(request.POST or None, school=school, initial=days)
    return form_page(
        request,
        form,
        lambda values: actions.share_work(school, **values, **stamp),
        success="La direction peut lire cette période. Vous pouvez la reprendre ici.",
        next_page=address("work:share", uai),
        require=lambda: require(policies.share_work, request.actor, None),
        show=lambda reasons: OwnShares(form=form, reasons=reasons, page=paginate(request, _own(request))),
    )


def _own(request: SchoolRequest) -> QuerySet[WorkShare]:
    rows = WorkShare.objects.for_school(request.member.school).going_on()
    return rows.filter(person=request.member.person).order_by("-shared_at")


@require_POST
def share_stop(request: SchoolRequest, uai: str, share: int) -> HttpResponse:
    work_share = get_or_404(WorkShare.objects.visible_to(request.member), pk=share)
    return button_page(
        request,
        lambda: actions.stop_sharing(work_share, now=timezone.now(), by=request.actor),
        success="La direction ne lit plus cette période.",
        next_page=address("work:share", uai),
    )


@dataclass(frozen=True, kw_only=True)
class SharedLogs(Page):
    template = "work_log/shared_list.html"

    page: Paged


@require_safe
def shared_list(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.read_shared_work, request.actor, None)
    rows = WorkShare.objects.for_school(request.member.school).going_on().select_related("person")
    return render(request, SharedLogs(page=paginate(request, rows.order_by("-shared_at"))))


@dataclass(frozen=True, kw_only=True)
class SharedLog(Page):
    template = "work_log/shared.html"

    share: WorkShare
    summary: reading.Summary
    page: Paged
    days: list[tuple[str, list[WorkEntry]]]


@require_safe
def shared_page(request: SchoolRequest, uai: str, share: int) -> HttpResponse:
    """What is shown, as it is at this moment; nothing once it was taken back."""
    require(policies.read_shared_work, request.actor, None)
    rows = WorkShare.objects.visible_to(request.member).going_on().select_related("person", "school")
    work_share = get_or_404(rows, pk=share)
    entries = reading.shared_entries(work_share)
    page = paginate(request, entries if work_share.with_detail else [])
    days = list(reading.by_day(reading.dressed(page, uai), request.today))
    summary = reading.summary_of(entries)
    return render(request, SharedLog(share=work_share, summary=summary, page=page, days=days))
