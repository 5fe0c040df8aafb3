"""A breach step by step: the few fields of one screen, or one press that notes who is told."""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest, at_moment
from fanal.core.forms.stale import version_of
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM
from fanal.core.labelled import Labelled
from fanal.core.pages.form_page import button_page, form_page
from fanal.core.pages.page import ChangePage
from fanal.privacy.actions import breaches as actions
from fanal.privacy.forms.breach import BreachPartForm
from fanal.privacy.models import DataBreach
from fanal.privacy.policies import registers as policies
from fanal.privacy.rules.breach_steps import BreachPart, Recipient, name_of, part_after
from fanal.privacy.views.breaches import one_breach, show_breach


def _code_or_404[T: Labelled](codes: type[T], code: str) -> T:
    if code not in codes:
        raise Http404
    return codes(code)


@dataclass(frozen=True, kw_only=True)
class BreachStepPage(ChangePage):
    template = "privacy/breach_step.html"

    breach: DataBreach
    title: str


@require_http_methods(FORM)
def breach_step(request: SchoolRequest, uai: str, number: int, part: str) -> HttpResponse:
    """Ask what one step asks, then lead to the next screen where something is left."""
    breach, now, screen = one_breach(request, number), timezone.now(), _code_or_404(BreachPart, part)
    form = BreachPartForm(request.POST or None, school=request.member.school, instance=breach, part=screen)
    seen = request.POST.get("seen") or version_of(breach, form.fields)
    return form_page(
        request,
        BreachStepPage(form=form, seen=seen, breach=breach, title=screen.label),
        lambda values: actions.write_breach(breach, values, now=now, by=request.actor, seen=seen),
        success=lambda written: _noted_words(written, screen, now),
        next_page=lambda written: _page_after(request, written, screen, now),
        require=lambda: require(policies.handle_breach, request.actor, breach),
    )


def _page_after(request: SchoolRequest, written: DataBreach, screen: BreachPart, now: datetime) -> str:
    """Find the next screen where something is left, else the page of the breach."""
    uai = request.member.school.uai
    if following := part_after(screen, written.steps(now)):
        return address("privacy:breach_step", uai, written.number, following)
    return address("privacy:breach_page", uai, written.number)


def _noted_words(written: DataBreach, screen: BreachPart, now: datetime) -> str:
    """Say that it is noted, or what this screen still asks."""
    left = [step.words for step in written.steps(now) if step.part == screen and not step.recipient]
    return " ".join(["C’est gardé. Il reste ici :", *left]) if left else "C’est noté."


@require_POST
def breach_notified(request: SchoolRequest, uai: str, number: int, recipient: str) -> HttpResponse:
    breach, to = one_breach(request, number), _code_or_404(Recipient, recipient)
    return button_page(
        request,
        lambda: actions.note_notified(breach, to, **at_moment(request)),
        success=f"C’est noté : vous avez prévenu {name_of(to, breach.facts)}. L’heure se corrige à côté.",
        next_page=address("privacy:breach_page", uai, number),
        show=lambda reasons: show_breach(request, breach, reasons),
    )
