"""One service of a review: each right with what is known of it, and what becomes of it."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM, UNPROCESSABLE, get_or_404
from fanal.core.pages.form_page import form_page
from fanal.core.pages.page import Page, render
from fanal.service_security.actions import reviews as actions
from fanal.service_security.forms.review import (
    OtherAdminForm,
    ReviewedServiceForm,
    RightForm,
)
from fanal.service_security.models import AccessReview, ReviewedService
from fanal.service_security.policies import reviews as policies
from fanal.service_security.reading import reviews as reading
from fanal.service_security.views.reviews import numbered_review


def service_of_review(request: SchoolRequest, number: int, pk: int) -> ReviewedService:
    rows = ReviewedService.objects.for_school(request.member.school).select_related("review", "service")
    service: ReviewedService = get_or_404(rows, review=numbered_review(request, number), pk=pk)
    return service


@dataclass(frozen=True, kw_only=True)
class ReviewedServicePage(Page):
    """`rows`: each right with its form; `note`: what was typed, or is kept."""

    template = "service_security/reviewed_service.html"

    service: ReviewedService
    rows: list[tuple[reading.RightLine, RightForm]]
    note: str
    other: OtherAdminForm
    reasons: list[str]

    @property
    def review(self) -> AccessReview:
        return self.service.review


@require_http_methods(FORM)
def reviewed_service(request: SchoolRequest, uai: str, number: int, reviewed: int) -> HttpResponse:
    """One screen: each right with what is known of it, and what becomes of it."""
    service, stamp = service_of_review(request, number, reviewed), on_day(request)
    may_run = partial(require, policies.run_review, request.actor, service.review)
    data = request.POST if request.method == "POST" else None
    form = ReviewedServiceForm(data, school=request.member.school, reviewed=service)

    def decide(values: dict[str, Any]) -> ReviewedService | None:
        actions.decide_rights(service, form.decisions(), values["note"], **stamp)
        return reading.next_of(service.review, service.name)

    return form_page(
        request,
        form,
        decide,
        success=lambda following: reviewed_sentence(service, following),
        next_page=lambda following: address_after(uai, number, following),
        require=may_run if form.is_bound else None,
        show=lambda reasons: _screen(request, service, form, reasons, is_refused=form.is_bound),
    )


def _screen(
    request: SchoolRequest,
    service: ReviewedService,
    form: ReviewedServiceForm,
    reasons: list[str],
    other: OtherAdminForm | None = None,
    *,
    is_refused: bool,
) -> HttpResponse:
    annotate_permissions([service.review], policies.run_review, to=request.actor)
    page = ReviewedServicePage(
        service=service,
        rows=[(reading.line_of(right.instance, request.today), right) for right in form.rights],
        note=request.POST.get("note", service.note),
        other=other or OtherAdminForm(school=request.member.school),
        reasons=reasons,
    )
    return render(request, page, status=UNPROCESSABLE if is_refused else 200)


def reviewed_sentence(service: ReviewedService, following: ReviewedService | None) -> str:
    return f"{service.name} est revu{'.' if following else ' : tous les services le sont.'}"


def address_after(uai: str, number: int, following: ReviewedService | None) -> str:
    """The next service that waits, or the review when none does."""
    if following:
        return address("reviews:reviewed_service", uai, number, following.pk)
    return address("reviews:review_page", uai, number)


def show_service(
    request: SchoolRequest,
    service: ReviewedService,
    *,
    reasons: list[str] | None = None,
    other: OtherAdminForm | None = None,
) -> HttpResponse:
    """The screen once its list has changed, or was not to: what was chosen and not yet sent stays.

    `reasons`: why it was refused, none when the form says it; without them, it was not.
    """
    form = ReviewedServiceForm(request.POST, school=request.member.school, reviewed=service, is_partial=True)
    return _screen(request, service, form, reasons or [], other, is_refused=reasons is not None)
