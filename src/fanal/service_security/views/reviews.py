"""A review of accesses: opened, gone through service by service, attested, printed."""

from functools import partial
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.accounts.rules.french import counted
from fanal.core.addresses import address
from fanal.core.errors import reasons_of_refusal
from fanal.core.form_page import button_page, form_page
from fanal.core.http import FORM, attached_pdf, found_or_404, get_or_404, paginate, render_page
from fanal.core.paper import typeset_whole
from fanal.service_security.actions import reviews as actions
from fanal.service_security.actions.known_rights import late_acts
from fanal.service_security.forms.review import (
    DoerForm,
    OpeningForm,
    OtherAdminForm,
    ReviewedServiceForm,
    RightForm,
)
from fanal.service_security.models import AccessReview, ReviewedRight, ReviewedService
from fanal.service_security.policies import reviews as policies
from fanal.service_security.reading import reviews as reading
from fanal.service_security.rules.reviews import default_title

TEMPLATE = Path(__file__).parents[1] / "documents" / "review.typ"


def numbered_review(request: SchoolRequest, number: int) -> AccessReview:
    require(policies.read_reviews, request.actor, None)
    review: AccessReview = found_or_404(reading.review_numbered.first(request.member.school.pk, number))
    return review


def service_of_review(request: SchoolRequest, number: int, pk: int) -> ReviewedService:
    rows = ReviewedService.objects.for_school(request.member.school).select_related("review", "service")
    service: ReviewedService = get_or_404(rows, review=numbered_review(request, number), pk=pk)
    return service


def _right(request: SchoolRequest, number: int, pk: int) -> ReviewedRight:
    rows = ReviewedRight.objects.for_school(request.member.school).select_related("reviewed")
    right: ReviewedRight = get_or_404(rows, reviewed__review=numbered_review(request, number), pk=pk)
    return right


@require_safe
def review_list(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.read_reviews, request.actor, None)
    reviews = reading.reviews_of(request.member.school)
    is_going = any(review.closed_on is None for review in reviews)
    can_open = policies.run_review(request.actor, None) and not is_going
    context = {
        "reviews": paginate(request, reviews),
        "can_open": can_open,
    }
    return render_page(request, "service_security/review_list.html", context)


@require_http_methods(FORM)
def review_open(request: SchoolRequest, uai: str) -> HttpResponse:
    school, now = request.member.school, on_day(request)
    taken = [review.title for review in reading.reviews_of(school)]
    first = {"title": default_title(request.today, taken), "due_on": actions.default_due(request.today)}
    return form_page(
        request,
        OpeningForm(request.POST or None, school=school, initial=first),
        lambda values: actions.open_review(school, **values, **now),
        template="service_security/review_open.html",
        success="",
        next_page=lambda review: address("reviews:review_page", uai, review.number),
        require=lambda: require(policies.run_review, request.actor, None),
    )


@require_safe
def review_page(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    return _show(request, numbered_review(request, number), [])


def _show(request: SchoolRequest, review: AccessReview, reasons: list[str]) -> HttpResponse:
    services, left = reading.services_of(review), reading.left_of(review)
    to_review = [service for service in services if service.done_on is None]
    late = late_acts(review, request.today) if review.closed_on is None else []
    annotate_permissions([review], policies.run_review, to=request.actor)
    context = {
        "review": review,
        "services": services,
        "reasons": reasons,
        "done": len(services) - len(to_review),
        "next": to_review[0] if to_review else None,
        "left": [(right, policies.do_right(request.actor, right)) for right in left],
        "late": late,
        "of_heads": reading.of_heads_alone(services),
        "is_ready": bool(services) and review.closed_on is None and not (to_review or late),
        "can_hand": policies.run_review(request.actor, None),
        "can_close": policies.close_review(request.actor, review) and not (to_review or late),
    }
    return render_page(request, "service_security/review_page.html", context)


@require_http_methods(FORM)
def reviewed_service(request: SchoolRequest, uai: str, number: int, reviewed: int) -> HttpResponse:
    """One screen: each right with what is known of it, and what becomes of it."""
    service, now = service_of_review(request, number, reviewed), on_day(request)
    may_run = partial(require, policies.run_review, request.actor, service.review)
    data = request.POST if request.method == "POST" else None
    form = ReviewedServiceForm(data, school=request.member.school, reviewed=service)

    def decide(values: dict[str, Any]) -> ReviewedService | None:
        actions.decide_rights(service, form.decisions(), values["note"], **now)
        return reading.next_of(service.review, service.name)

    return form_page(
        request,
        form,
        decide,
        template="service_security/reviewed_service.html",
        success=lambda following: reviewed_sentence(service, following),
        next_page=lambda following: address_after(uai, number, following),
        context=lambda: _screen(request, service, form.rights),
        require=may_run if form.is_bound else None,
    )


def _screen(request: SchoolRequest, service: ReviewedService, rights: list[RightForm]) -> dict[str, Any]:
    annotate_permissions([service.review], policies.run_review, to=request.actor)
    return {
        "service": service,
        "review": service.review,
        "rows": [(reading.line_of(form.instance, request.today), form) for form in rights],
        "note": request.POST.get("note", service.note),
        "other": OtherAdminForm(school=request.member.school),
    }


def reviewed_sentence(service: ReviewedService, following: ReviewedService | None) -> str:
    return f"{service.name} est revu{'.' if following else ' : tous les services le sont.'}"


def address_after(uai: str, number: int, following: ReviewedService | None) -> str:
    """The next service that waits, or the review when none does."""
    if following:
        return address("reviews:reviewed_service", uai, number, following.pk)
    return address("reviews:review_page", uai, number)


@require_POST
def right_add(request: SchoolRequest, uai: str, number: int, reviewed: int) -> HttpResponse:
    """By hand: it leads nowhere, its screen is shown again with what was chosen and not yet sent."""
    service = service_of_review(request, number, reviewed)
    form = OtherAdminForm(request.POST, school=request.member.school)
    reasons: list[str] = []
    if form.is_valid():
        given = form.cleaned_data
        with reasons_of_refusal() as reasons:
            actions.add_right(service, given["who"], given["person"], today=request.today, by=request.actor)
            messages.success(request, "Ce droit est ajouté : dites ce qu’il devient.")
            return show_service(request, service)
    return show_service(request, service, other=form, reasons=reasons)


def show_service(request: SchoolRequest, service: ReviewedService, **refused: Any) -> HttpResponse:
    """The screen once its list has changed, or was not to: what was chosen and not yet sent stays."""
    form = ReviewedServiceForm(request.POST, school=request.member.school, reviewed=service, is_partial=True)
    context = {"reasons": [], **_screen(request, service, form.rights), **refused}
    status = 422 if refused else 200
    return render_page(request, "service_security/reviewed_service.html", context, status=status)


@require_POST
def right_withdraw(request: SchoolRequest, uai: str, number: int, right: int) -> HttpResponse:
    """By hand, as `right_add`: its screen is shown again with what was chosen and not yet sent."""
    reviewed_right = _right(request, number, right)
    actions.withdraw_right(reviewed_right, by=request.actor)
    messages.success(request, f"« {reviewed_right.who} » n’est plus dans la liste.")
    return show_service(request, service_of_review(request, number, reviewed_right.reviewed_id))


@require_POST
def right_done(request: SchoolRequest, uai: str, number: int, right: int) -> HttpResponse:
    reviewed_right = _right(request, number, right)
    return button_page(
        request,
        lambda: actions.note_done(reviewed_right, today=request.today, by=request.actor),
        success="C’est noté : ce droit est à jour dans le service.",
        next_page=address("reviews:review_page", uai, number),
    )


@require_http_methods(FORM)
def right_hand_over(request: SchoolRequest, uai: str, number: int, right: int) -> HttpResponse:
    reviewed_right = _right(request, number, right)
    return form_page(
        request,
        DoerForm(request.POST or None, school=request.member.school, instance=reviewed_right),
        lambda values: actions.hand_over(reviewed_right, values["doer"], by=request.actor),
        template="service_security/right_hand_over.html",
        success=lambda right: f"Confié à {right.doer}.",
        next_page=address("reviews:review_page", uai, number),
        context={"right": reviewed_right, "number": number},
        require=lambda: require(policies.run_review, request.actor, None),
    )


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
    made = typeset_whole(TEMPLATE, reading.report(review, request.member.school, request.today))
    return attached_pdf(made, f"revue-acces-{number}-{uai}")
