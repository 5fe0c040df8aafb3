"""« Courriers »: those to sort, which are never lost, and those that left or did not."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from fanal.accounts.models import Person
from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.errors import RuleBroken
from fanal.core.http.addresses import address
from fanal.core.http.answers import get_or_404, paginate
from fanal.core.mail.departure import why_waiting
from fanal.core.mail.models import IncomingMail, Mail
from fanal.core.pages.form_page import button_page
from fanal.core.pages.page import Page, Paged, render
from fanal.helpdesk.actions import mail as actions
from fanal.helpdesk.forms.letterbox import AttachMailForm, RequesterForm
from fanal.helpdesk.models import HelpRequest
from fanal.helpdesk.policies import mail as policies

SENT = ("reference", "school_id", "to", "subject", "state", "reason", "queued_at", "not_before", "attempts")


@dataclass(frozen=True, kw_only=True)
class MailToSortPage(Page):
    template = "helpdesk/mail_to_sort.html"
    fragment = "results"

    page: Paged
    tab: str
    people: list[Person]


@require_safe
def mail_to_sort(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.sort_mail, request.actor, None)
    rows = IncomingMail.objects.for_school(request.member.school)
    view = request.GET.get("vue", "")
    mails = rows.to_sort() if view != "tous" else rows
    people = Person.objects.for_school(request.member.school).present().by_name()
    page = MailToSortPage(
        page=paginate(request, mails.with_shown_text().order_by("-received_at")),
        tab="received" if view == "tous" else "sort",
        people=list(people),
    )
    return render(request, page)


@dataclass(frozen=True, kw_only=True)
class MailSentPage(Page):
    template = "helpdesk/mail_sent.html"
    fragment = "results"

    page: Paged
    tab: str


@require_safe
def mail_sent(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.send_again, request.actor, None)
    rows = Mail.objects.for_school(request.member.school).shown()
    view = request.GET.get("vue", "")
    mails = rows.to_handle() if view == "bloques" else rows
    listed = paginate(request, mails.only(*SENT).order_by("-queued_at"))
    for mail in listed:
        mail.waits = why_waiting(mail)
    page = MailSentPage(page=listed, tab="blocked" if view == "bloques" else "sent")
    return render(request, page)


@require_safe
def mail_text(request: SchoolRequest, uai: str, reference: str) -> HttpResponse:
    """The whole of a very long message, as plain text."""
    return HttpResponse(_received(request, reference).whole_text, content_type="text/plain; charset=utf-8")


@require_POST
def mail_attach(request: SchoolRequest, uai: str, reference: str) -> HttpResponse:
    form, mail = AttachMailForm(request.POST), _received(request, reference)
    if not form.is_valid():
        raise RuleBroken("Donnez le numéro de la demande à laquelle rattacher ce courriel.")
    visible = HelpRequest.objects.visible_to(request.member)
    help_request = visible.filter(number=form.cleaned_data["number"]).first()
    if help_request is None:
        raise RuleBroken("Aucune demande ne porte ce numéro.")
    return button_page(
        request,
        lambda: actions.attach_mail(mail, help_request, now=timezone.now(), by=request.actor),
        success=f"Courriel rattaché à la demande n° {help_request.number}.",
        next_page=address("helpdesk:mail_to_sort", uai),
    )


@require_POST
def mail_ask(request: SchoolRequest, uai: str, reference: str) -> HttpResponse:
    mail = _received(request, reference)
    form = RequesterForm(request.POST, school=request.member.school)
    if not form.is_valid():
        raise RuleBroken("Choisissez de la part de qui cette demande est faite.")
    person = form.cleaned_data["person"]
    return button_page(
        request,
        lambda: actions.ask_by_mail(mail, person, now=timezone.now(), by=request.actor),
        success="",
        next_page=lambda made: address("helpdesk:request_page", uai, made.number),
    )


@require_POST
def mail_discard(request: SchoolRequest, uai: str, reference: str) -> HttpResponse:
    mail = _received(request, reference)
    return button_page(
        request,
        lambda: actions.discard_mail(mail, by=request.actor),
        success="Courriel écarté.",
        next_page=address("helpdesk:mail_to_sort", uai),
    )


@require_POST
def mail_send_again(request: SchoolRequest, uai: str, reference: str) -> HttpResponse:
    mail = get_or_404(Mail.objects.for_school(request.member.school).shown(), reference=reference)
    return button_page(
        request,
        lambda: actions.send_again(mail, now=timezone.now(), by=request.actor),
        success="Le courriel va partir.",
        next_page=address("helpdesk:mail_sent", uai),
    )


def _received(request: SchoolRequest, reference: str) -> IncomingMail:
    require(policies.sort_mail, request.actor, None)
    rows = IncomingMail.objects.for_school(request.member.school).defer("raw")
    return get_or_404(rows, reference=reference)
