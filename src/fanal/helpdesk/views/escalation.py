"""The pages of a request's second life: transmit at once or edit first, note, remind, refused, done."""

from dataclasses import asdict, dataclass, replace
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest, at_moment
from fanal.core.errors import RuleBroken
from fanal.core.files.attachments import Stored
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM
from fanal.core.mail.departure import as_far_as_it_went
from fanal.core.pages.form_page import form_page
from fanal.core.pages.page import FormPage
from fanal.helpdesk.actions import transmission as actions
from fanal.helpdesk.forms.escalation import DraftForm
from fanal.helpdesk.forms.request import BLANK_FORMS, RefusalForm, TheirAnswerForm
from fanal.helpdesk.models import HelpRequest, Transmission
from fanal.helpdesk.policies import request as policies
from fanal.helpdesk.reading.authority import authority_name
from fanal.helpdesk.reading.dossier import Draft, draft_for, pictures_of
from fanal.helpdesk.rules.wording import AuthorityName
from fanal.helpdesk.views.request import press, request_or_404


@dataclass(frozen=True, kw_only=True)
class TransmissionDraftPage(FormPage):
    template = "helpdesk/transmission_draft.html"

    help_request: HelpRequest
    authority: AuthorityName
    pictures: tuple[Stored, ...]


@require_http_methods(FORM)
def request_transmit(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    """GET shows the composed mail to edit; POST sends it, as composed when nothing was edited."""
    help_request, now = request_or_404(request, number), timezone.now()
    require(policies.transmit_request, request.actor, help_request)
    if request.method != "POST":
        initial = asdict(draft_for(help_request, now=now))
        return _draft_page(request, help_request, DraftForm(initial=initial))
    if "text" in request.POST:
        return _draft_page(request, help_request, DraftForm(request.POST))
    return press(
        request,
        number,
        lambda help_request: actions.transmit_request(help_request, now=now, by=request.actor),
        success=_sentence(help_request),
    )


def _draft_page(request: SchoolRequest, help_request: HelpRequest, form: DraftForm) -> HttpResponse:
    def transmit(values: dict[str, Any]) -> None:
        with_pictures = values.pop("pictures")
        draft = Draft(**values)
        actions.transmit_request(help_request, draft, with_pictures=with_pictures, **at_moment(request))

    def page(reasons: list[str]) -> TransmissionDraftPage:
        return TransmissionDraftPage(
            form=form,
            reasons=reasons,
            help_request=help_request,
            authority=authority_name(help_request.school),
            pictures=pictures_of(help_request),
        )

    return form_page(
        request,
        form,
        transmit,
        success=lambda _: _sentence(help_request),
        next_page=address("helpdesk:request_page", help_request.school.uai, help_request.number),
        show=page,
    )


def _sentence(help_request: HelpRequest) -> str:
    return as_far_as_it_went(
        f"Demande n° {help_request.number} transmise {authority_name(help_request.school).to_the}."
    )


@require_POST
def transmission_answer(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    form = TheirAnswerForm(request.POST)
    return press(
        request,
        number,
        lambda help_request: actions.record_their_answer(
            sent_of(request, help_request), **form.cleaned_data, by=request.actor
        ),
        forms=replace(BLANK_FORMS, answer=form),
    )


@require_POST
def transmission_remind(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    now = timezone.now()
    success = as_far_as_it_went(f"Relance écrite {authority_name(request.member.school).to_the}.")
    return press(
        request,
        number,
        lambda help_request: actions.remind_authority(
            sent_of(request, help_request), now=now, by=request.actor
        ),
        success=success,
    )


@require_POST
def transmission_refuse(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    form, now = RefusalForm(request.POST), timezone.now()
    return press(
        request,
        number,
        lambda help_request: actions.record_refusal(
            sent_of(request, help_request), **form.cleaned_data, now=now, by=request.actor
        ),
        success=as_far_as_it_went("Refus noté. Le gestionnaire sera prévenu, avec le motif."),
        forms=replace(BLANK_FORMS, refusal=form),
    )


@require_POST
def transmission_done(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    now = timezone.now()
    return press(
        request,
        number,
        lambda help_request: actions.conclude_transmission(
            sent_of(request, help_request), now=now, by=request.actor
        ),
        success=as_far_as_it_went(f"Demande n° {number} : c’est noté, le demandeur sera prévenu."),
    )


def sent_of(request: SchoolRequest, help_request: HelpRequest) -> Transmission:
    """The latest transmission; without any, whoever may transmit is told so, and nobody else."""
    rows = Transmission.objects.for_school(help_request.school_id).filter(help_request=help_request)
    sent = rows.select_related("help_request", "school__authority").latest_first().first()
    if sent is None:
        require(policies.transmit_request, request.actor, help_request)
        raise RuleBroken("Cette demande n’a pas encore été transmise.")
    return sent
