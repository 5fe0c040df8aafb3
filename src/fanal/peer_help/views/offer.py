"""« Qui sait faire quoi »: who offers help, one's own card, taken back in one press."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM, paginate
from fanal.core.pages.form_page import button_page, form_page
from fanal.core.pages.page import Page, Paged, ShortFormPage, render
from fanal.peer_help.actions import offer as actions
from fanal.peer_help.forms.peer_help import PeerOfferForm
from fanal.peer_help.models import PeerOffer
from fanal.peer_help.policies import peer_help as policies
from fanal.peer_help.rules.codes import TOPICS


def _own(request: SchoolRequest) -> PeerOffer | None:
    rows = PeerOffer.objects.for_school(request.member.school)
    return rows.filter(person=request.member.own_person).first()


@dataclass(frozen=True, kw_only=True)
class OfferList(Page):
    template = "peer_help/offer_list.html"

    page: Paged
    topics: dict[str, str]
    topic: str
    own: PeerOffer | None


@require_safe
def offer_list(request: SchoolRequest, uai: str) -> HttpResponse:
    """By name, never by how much they gave."""
    require(policies.use_peer_help, request.actor, None)
    topic = request.GET.get("sujet", "")
    rows = PeerOffer.objects.visible_to(request.member).select_related("person")
    if topic in TOPICS:
        rows = rows.filter(topics__contains=[topic])
    page = paginate(request, rows.order_by("person__family_name", "person__given_name"))
    return render(request, OfferList(page=page, topics=TOPICS, topic=topic, own=_own(request)))


@require_http_methods(FORM)
def offer_edit(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.use_peer_help, request.actor, None)
    listed = address("peer_help:offer_list", uai)
    short_form = ShortFormPage(
        form=PeerOfferForm(request.POST or None, school=request.member.school, instance=_own(request)),
        title="Ce que je sais faire",
        detail="Lu par les personnels de l’établissement seulement.",
        button="Proposer mon aide",
        trail=[("Qui sait faire quoi", listed)],
    )
    return form_page(
        request,
        short_form,
        lambda values: actions.keep_offer(request.member.own_person, values, **on_day(request)),
        success="Merci. Vous le retirez quand vous voulez, d’un geste.",
        next_page=listed,
    )


@require_POST
def offer_withdraw(request: SchoolRequest, uai: str) -> HttpResponse:
    return button_page(
        request,
        lambda: actions.withdraw_offer(request.member.own_person, now=timezone.now(), by=request.actor),
        success="Votre nom n’y est plus, ni là ni dans l’aide que vous aviez donnée.",
        next_page=address("peer_help:offer_list", uai),
    )
