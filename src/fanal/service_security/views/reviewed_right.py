"""One right of a reviewed service: added or withdrawn by hand, handed to somebody, done."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.errors import reasons_of_refusal
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM, get_or_404
from fanal.core.pages.form_page import button_page, form_page
from fanal.core.pages.page import FormPage
from fanal.service_security.actions import reviews as actions
from fanal.service_security.forms.review import (
    DoerForm,
    OtherAdminForm,
)
from fanal.service_security.models import ReviewedRight
from fanal.service_security.policies import reviews as policies
from fanal.service_security.views.reviewed_service import service_of_review, show_service
from fanal.service_security.views.reviews import numbered_review


def _right(request: SchoolRequest, number: int, pk: int) -> ReviewedRight:
    rows = ReviewedRight.objects.for_school(request.member.school).select_related("reviewed")
    right: ReviewedRight = get_or_404(rows, reviewed__review=numbered_review(request, number), pk=pk)
    return right


@require_POST
def right_add(request: SchoolRequest, uai: str, number: int, reviewed: int) -> HttpResponse:
    """By hand: it leads nowhere, its screen is shown again with what was chosen and not yet sent."""
    service = service_of_review(request, number, reviewed)
    form = OtherAdminForm(request.POST, school=request.member.school)
    reasons: list[str] = []
    if form.is_valid():
        who, person = form.cleaned_data["who"], form.cleaned_data["person"]
        with reasons_of_refusal() as reasons:
            actions.add_right(service, who, person, today=request.today, by=request.actor)
            messages.success(request, "Ce droit est ajouté : dites ce qu’il devient.")
            return show_service(request, service)
    return show_service(request, service, other=form, reasons=reasons)


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


@dataclass(frozen=True, kw_only=True)
class RightHandOver(FormPage):
    template = "service_security/right_hand_over.html"

    right: ReviewedRight
    number: int


@require_http_methods(FORM)
def right_hand_over(request: SchoolRequest, uai: str, number: int, right: int) -> HttpResponse:
    reviewed_right = _right(request, number, right)
    form = DoerForm(request.POST or None, school=request.member.school, instance=reviewed_right)
    return form_page(
        request,
        RightHandOver(form=form, right=reviewed_right, number=number),
        lambda values: actions.hand_over(reviewed_right, values["doer"], by=request.actor),
        success=lambda right: f"Confié à {right.doer}.",
        next_page=address("reviews:review_page", uai, number),
        require=lambda: require(policies.run_review, request.actor, None),
    )
