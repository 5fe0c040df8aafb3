"""What follows the end of a licence or of a contract: renewed until another day, or let go."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.http.answers import FORM
from fanal.core.pages.form_page import form_page, press
from fanal.core.pages.page import ShortFormPage
from fanal.core.text.french import full_day
from fanal.supplies.actions import purchase as actions
from fanal.supplies.policies import purchase as policies
from fanal.supplies.views.purchase_kind import PurchaseKind, ShowPage

RENEW = "Renouveler"


@require_http_methods(FORM)
def purchase_renew(request: SchoolRequest, uai: str, kind: PurchaseKind, **named: int) -> HttpResponse:
    row = kind.row_or_404(request, *named.values())
    short_form = ShortFormPage(
        form=kind.renewal(request.POST or None, school=request.member.school, instance=row),
        title=RENEW,
        detail="La période qui finit est gardée avec son prix.",
        button=RENEW,
        trail=kind.trail(uai, row),
    )
    return form_page(
        request,
        short_form,
        lambda values: actions.renew_purchase(row, values, by=request.actor),
        success=lambda renewed: f"C’est renouvelé jusqu’au {full_day(renewed.ends_on)}.",
        next_page=kind.url("page", uai, row.pk),
        require=lambda: require(policies.keep_purchases, request.actor, row),
    )


@require_http_methods(FORM)
def purchase_let_end(
    request: SchoolRequest, uai: str, kind: PurchaseKind, show: ShowPage, **named: int
) -> HttpResponse:
    """`show`: its page, with the reasons of a refusal."""
    row = kind.row_or_404(request, *named.values())
    return press(
        request,
        lambda: actions.let_end(row, by=request.actor),
        success=f"« {row} » n’est pas renouvelé : plus personne n’a à en décider.",
        page=kind.url("page", uai, row.pk),
        next_page=kind.url("page", uai, row.pk),
        show=lambda reasons: show(request, row, reasons),
    )
