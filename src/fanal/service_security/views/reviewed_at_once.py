"""One press reviews a service: nobody administers it, or the head alone."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.core.http.addresses import address
from fanal.core.pages.form_page import button_page, form_page
from fanal.core.text.french import counted
from fanal.service_security.actions import reviewed_at_once as actions
from fanal.service_security.forms.review import ReviewedServiceForm
from fanal.service_security.models import ReviewedService
from fanal.service_security.policies import reviews as policies
from fanal.service_security.reading import reviews as reading
from fanal.service_security.rules.reviews import no_admin_refusals
from fanal.service_security.views.reviewed_service import (
    address_after,
    reviewed_sentence,
    service_of_review,
    show_service,
)
from fanal.service_security.views.reviews import numbered_review


@require_POST
def right_none(request: SchoolRequest, uai: str, number: int, reviewed: int) -> HttpResponse:
    """« J’ai ouvert le service : aucun », then the next service."""
    service, stamp = service_of_review(request, number, reviewed), on_day(request)
    form = ReviewedServiceForm(request.POST, school=request.member.school, reviewed=service)
    somebody = no_admin_refusals([right.instance.who for right in form.rights])

    def note(values: dict[str, Any]) -> ReviewedService | None:
        actions.note_no_admin(service, values["note"], **stamp)
        return reading.next_of(service.review, service.name)

    return form_page(
        request,
        form,
        note,
        require=lambda: require(policies.run_review, request.actor, service.review),
        success=lambda following: reviewed_sentence(service, following),
        next_page=lambda following: address_after(uai, number, following),
        show=lambda reasons: show_service(request, service, reasons=reasons or somebody),
    )


@require_POST
def review_keep(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    review, stamp = numbered_review(request, number), on_day(request)
    return button_page(
        request,
        lambda: actions.keep_rights_of_heads(review, **stamp),
        success=lambda count: f"{counted(count, 'service revu', 'services revus')} : de droit, gardé.",
        next_page=address("reviews:review_page", uai, number),
    )
