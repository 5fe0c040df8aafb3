"""A review of accesses: opened, gone through, attested, printed."""

from dataclasses import dataclass
from pathlib import Path

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.models import School
from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.core.documents.paper import typeset_whole
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM, attached_pdf, found_or_404, paginate
from fanal.core.pages.form_page import button_page, form_page
from fanal.core.pages.page import FormPage, Page, Paged, render
from fanal.core.text.french import counted
from fanal.designations.models import Designation
from fanal.service_security.actions import reviews as actions
from fanal.service_security.actions.known_rights import late_acts
from fanal.service_security.forms.review import (
    OpeningForm,
)
from fanal.service_security.models import AccessReview, ReviewedRight, ReviewedService
from fanal.service_security.policies import reviews as policies
from fanal.service_security.reading import reviews as reading
from fanal.service_security.rules.reviews import default_title

TEMPLATE = Path(__file__).parents[1] / "documents" / "review.typ"


def numbered_review(request: SchoolRequest, number: int) -> AccessReview:
    require(policies.read_reviews, request.actor, None)
    review: AccessReview = found_or_404(reading.review_numbered(request.member.school.pk, number).first())
    return review


@dataclass(frozen=True, kw_only=True)
class ReviewList(Page):
    template = "service_security/review_list.html"

    reviews: Paged
    is_going: bool
    school: School


@require_safe
def review_list(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.read_reviews, request.actor, None)
    school = request.member.school
    annotate_permissions([school], policies.run_review, to=request.actor)
    reviews = reading.reviews_of(school)
    is_going = any(review.closed_on is None for review in reviews)
    page = ReviewList(reviews=paginate(request, reviews), is_going=is_going, school=school)
    return render(request, page)


@dataclass(frozen=True, kw_only=True)
class ReviewOpening(FormPage):
    template = "service_security/review_open.html"


@require_http_methods(FORM)
def review_open(request: SchoolRequest, uai: str) -> HttpResponse:
    school, stamp = request.member.school, on_day(request)
    taken = [review.title for review in reading.reviews_of(school)]
    initial = {"title": default_title(request.today, taken), "due_on": actions.default_due(request.today)}
    return form_page(
        request,
        ReviewOpening(form=OpeningForm(request.POST or None, school=school, initial=initial)),
        lambda values: actions.open_review(school, **values, **stamp),
        success="",
        next_page=lambda review: address("reviews:review_page", uai, review.number),
        require=lambda: require(policies.run_review, request.actor, None),
    )


@dataclass(frozen=True, kw_only=True)
class ReviewPage(Page):
    """`left`: rights decided, and not done yet; `is_gone_through`: nothing is in the way of its end."""

    template = "service_security/review_page.html"

    review: AccessReview
    services: list[ReviewedService]
    done: int
    next: ReviewedService | None
    left: list[ReviewedRight]
    late: list[Designation]
    is_gone_through: bool
    school: School
    reasons: list[str]

    @property
    def of_heads(self) -> int:
        return reading.of_heads_alone(self.services)


@require_safe
def review_page(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    return _show(request, numbered_review(request, number), [])


def _show(request: SchoolRequest, review: AccessReview, reasons: list[str]) -> HttpResponse:
    services, left = reading.services_of(review), reading.left_of(review)
    to_review = [service for service in services if service.done_on is None]
    late = late_acts(review, request.today) if review.closed_on is None else []
    school, actor = request.member.school, request.actor
    annotate_permissions([review], policies.run_review, policies.close_review, to=actor)
    annotate_permissions([school], policies.run_review, to=actor)
    annotate_permissions(left, policies.do_right, to=actor)
    page = ReviewPage(
        review=review,
        services=services,
        done=len(services) - len(to_review),
        next=to_review[0] if to_review else None,
        left=left,
        late=late,
        is_gone_through=not (to_review or late),
        school=school,
        reasons=reasons,
    )
    return render(request, page)


@require_POST
def review_complete(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    review = numbered_review(request, number)
    return button_page(
        request,
        lambda: actions.take_in(review, today=request.today, by=request.actor),
        success=lambda count: f"{counted(count, 'acte ajouté', 'actes ajoutés')} à la revue.",
        next_page=address("reviews:review_page", uai, number),
    )


@require_POST
def review_close(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    review = numbered_review(request, number)
    return button_page(
        request,
        lambda: actions.close_review(review, today=request.today, by=request.actor),
        success="La revue est close et attestée.",
        next_page=address("reviews:review_page", uai, number),
        show=lambda reasons: _show(request, review, reasons),
    )


@require_safe
def review_file(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    review = numbered_review(request, number)
    report = typeset_whole(TEMPLATE, reading.report(review, request.member.school, request.today))
    return attached_pdf(report, f"revue-acces-{number}-{uai}")
