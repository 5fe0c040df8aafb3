"""A review of accesses: opened, gone through service by service, attested, printed."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.models import Person
from fanal.accounts.policies.rights import require
from fanal.accounts.rules.french import counted
from fanal.core.addresses import address
from fanal.core.errors import reasons_of_refusal
from fanal.core.http import (
    FORM,
    already_submitted,
    attached_pdf,
    found_or_404,
    get_or_404,
    paginate,
    remember_answer,
    render_page,
)
from fanal.core.paper import typeset_whole
from fanal.online_services import policies
from fanal.online_services.actions import reviews as actions
from fanal.online_services.actions.known_rights import late_acts
from fanal.online_services.forms.review import DoerForm, OpeningForm, OtherAdminForm, RightForm
from fanal.online_services.models import AccessReview, ReviewedRight, ReviewedService
from fanal.online_services.reading import reviews as reading
from fanal.online_services.rules.reviews import default_title
from fanal.online_services.views.sections import sections

MOST_NOTE = 300
TEMPLATE = Path(__file__).parents[1] / "documents" / "review.typ"


def _one(request: HttpRequest, number: int) -> AccessReview:
    require(policies.read_reviews, request.actor, None)
    review: AccessReview = found_or_404(reading.review_numbered.first(request.member.school.pk, number))
    return review


def _service(request: HttpRequest, number: int, pk: int) -> ReviewedService:
    rows = ReviewedService.objects.for_school(request.member.school).select_related("review", "service")
    service: ReviewedService = get_or_404(rows, review=_one(request, number), pk=pk)
    return service


def _right(request: HttpRequest, number: int, pk: int) -> ReviewedRight:
    rows = ReviewedRight.objects.for_school(request.member.school).select_related("reviewed")
    right: ReviewedRight = get_or_404(rows, reviewed__review=_one(request, number), pk=pk)
    return right


@require_safe
def review_list(request: HttpRequest, uai: str) -> HttpResponse:
    require(policies.read_reviews, request.actor, None)
    reviews = reading.reviews_of(request.member.school)
    is_going = any(review.closed_on is None for review in reviews)
    can_open = policies.run_review(request.actor, None) and not is_going
    context = {
        "reviews": paginate(request, reviews),
        "can_open": can_open,
        "sections": sections(request.member, "reviews"),
    }
    return render_page(request, "online_services/review_list.html", context)


@require_http_methods(FORM)
def review_open(request: HttpRequest, uai: str) -> HttpResponse:
    require(policies.run_review, request.actor, None)
    today, reasons = request.today, list[str]()
    taken = [review.title for review in reading.reviews_of(request.member.school)]
    first = {"title": default_title(today, taken), "due_on": actions.default_due(today)}
    form = OpeningForm(request.POST or None, initial=first)
    if form.is_bound and form.is_valid():
        if seen := already_submitted(request):
            return redirect(seen)
        given = form.cleaned_data
        with reasons_of_refusal() as reasons:
            made = actions.open_review(
                request.member.school, given["title"], given["due_on"], today=today, by=request.actor
            )
            return remember_answer(request, address("reviews:review_page", uai, made.number))
    context = {"form": form, "reasons": reasons}
    status = 422 if form.is_bound else 200
    return render_page(request, "online_services/review_open.html", context, status=status)


@require_safe
def review_page(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    return _show(request, _one(request, number), [])


def _show(request: HttpRequest, review: AccessReview, reasons: list[str]) -> HttpResponse:
    services, left = reading.services_of(review), reading.left_of(review)
    to_review = [service for service in services if service.done_on is None]
    late = late_acts(review, request.today) if review.closed_on is None else []
    context = {
        "review": review,
        "services": services,
        "reasons": reasons,
        "done": len(services) - len(to_review),
        "next": to_review[0] if to_review else None,
        "left": [(right, policies.do_right(request.actor, right)) for right in left],
        "can_run": policies.run_review(request.actor, review),
        "late": late,
        "is_ready": bool(services) and review.closed_on is None and not (to_review or late),
        "can_hand": policies.run_review(request.actor, None),
        "can_close": policies.close_review(request.actor, review) and not (to_review or late),
    }
    return render_page(request, "online_services/review_page.html", context, status=422 if reasons else 200)


@require_http_methods(FORM)
def reviewed_service(request: HttpRequest, uai: str, number: int, reviewed: int) -> HttpResponse:
    """One screen: each right with what is known of it, and what becomes of it."""
    service, reasons = _service(request, number, reviewed), list[str]()
    rights, sent = reading.rights_of(service), request.POST if request.method == "POST" else None
    forms = [RightForm.of(right, sent, is_first=service.done_on is None) for right in rights]
    if sent is not None:
        require(policies.run_review, request.actor, service.review)
        are_valid = [form.is_valid() for form in forms]  # each of them: every error is shown at once
        if all(are_valid):
            if seen := already_submitted(request):
                return redirect(seen)
            decisions = {right.pk: form.decided() for right, form in zip(rights, forms, strict=True)}
            with reasons_of_refusal() as reasons:
                note = sent.get("note", "")[:MOST_NOTE]
                actions.decide_rights(service, decisions, note, today=request.today, by=request.actor)
                return remember_answer(request, _after(request, service, number))
    lines = [reading.line_of(right, request.today) for right in rights]
    context = _screen(request, service, list(zip(lines, forms, strict=True)), reasons)
    status = 200 if sent is None else 422
    return render_page(request, "online_services/reviewed_service.html", context, status=status)


def _screen(
    request: HttpRequest, service: ReviewedService, rows: list[Any], reasons: list[str]
) -> dict[str, Any]:
    return {
        "service": service,
        "review": service.review,
        "rows": rows,
        "reasons": reasons,
        "note": request.POST.get("note", service.note),
        "other": OtherAdminForm(school=request.member.school),
        "can_run": policies.run_review(request.actor, service.review),
    }


def _after(request: HttpRequest, service: ReviewedService, number: int) -> str:
    """The next service that waits, or the review when none does."""
    uai = request.member.school.uai
    if following := reading.next_of(service.review, service.name):
        messages.success(request, f"{service.name} est revu.")
        return address("reviews:reviewed_service", uai, number, following.pk)
    messages.success(request, f"{service.name} est revu : tous les services le sont.")
    return address("reviews:review_page", uai, number)


@require_POST
def right_add(request: HttpRequest, uai: str, number: int, reviewed: int) -> HttpResponse:
    service = _service(request, number, reviewed)
    form = OtherAdminForm(request.POST, school=request.member.school)
    reasons: list[str] = []
    if form.is_valid():
        given = form.cleaned_data
        with reasons_of_refusal() as reasons:
            actions.add_right(service, given["who"], given["person"], today=request.today, by=request.actor)
            messages.success(request, "Ce droit est ajouté : dites ce qu’il devient.")
            return _again(request, service)
    return _again(request, service, reasons, form)


def _again(
    request: HttpRequest,
    service: ReviewedService,
    reasons: Sequence[str] = (),
    other: OtherAdminForm | None = None,
) -> HttpResponse:
    """The screen once its list has changed, or was not to: what was chosen and not yet sent stays."""
    is_first, sent = service.done_on is None, request.POST
    rows = [
        (
            reading.line_of(right, request.today),
            RightForm.of(right, RightForm.sent(right, sent), is_first=is_first),
        )
        for right in reading.rights_of(service)
    ]
    context = _screen(request, service, rows, list(reasons)) | ({"other": other} if other else {})
    status = 422 if other else 200
    return render_page(request, "online_services/reviewed_service.html", context, status=status)


@require_POST
def right_withdraw(request: HttpRequest, uai: str, number: int, right: int) -> HttpResponse:
    reviewed_right = _right(request, number, right)
    actions.withdraw_right(reviewed_right, by=request.actor)
    messages.success(request, f"« {reviewed_right.who} » n’est plus dans la liste.")
    return _again(request, _service(request, number, reviewed_right.reviewed_id))


@require_POST
def right_done(request: HttpRequest, uai: str, number: int, right: int) -> HttpResponse:
    actions.note_done(_right(request, number, right), today=request.today, by=request.actor)
    messages.success(request, "C’est noté : ce droit est à jour dans le service.")
    return redirect("reviews:review_page", uai, number)


@require_http_methods(FORM)
def right_hand_over(request: HttpRequest, uai: str, number: int, right: int) -> HttpResponse:
    reviewed_right = _right(request, number, right)
    require(policies.run_review, request.actor, None)
    form = DoerForm(
        request.POST or None, school=request.member.school, initial={"doer": reviewed_right.doer_id}
    )
    if form.is_bound and form.is_valid():
        doer: Person = form.cleaned_data["doer"]
        actions.hand_over(reviewed_right, doer, by=request.actor)
        messages.success(request, f"Confié à {doer}.")
        return redirect("reviews:review_page", uai, number)
    context = {"form": form, "right": reviewed_right, "number": number}
    status = 422 if form.is_bound else 200
    return render_page(request, "online_services/right_hand_over.html", context, status=status)


@require_POST
def review_complete(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    made = actions.take_in(_one(request, number), today=request.today, by=request.actor)
    messages.success(request, f"{counted(made, 'acte ajouté', 'actes ajoutés')} à la revue.")
    return redirect("reviews:review_page", uai, number)


@require_POST
def review_close(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    review = _one(request, number)
    with reasons_of_refusal() as reasons:
        actions.close_review(review, today=request.today, by=request.actor)
        messages.success(request, "La revue est close et attestée.")
    return _show(request, review, reasons) if reasons else redirect("reviews:review_page", uai, number)


@require_safe
def review_file(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    review = _one(request, number)
    made = typeset_whole(TEMPLATE, reading.report(review, request.member.school, request.today))
    return attached_pdf(made, f"revue-acces-{number}-{uai}")
