"""The page behind an invitation to a school: a new account, or the one that one already has."""

from dataclasses import dataclass, field
from typing import Any, cast

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from fanal.accounts.forms.password import PasswordChoice
from fanal.accounts.models import Invitation, User
from fanal.accounts.models.member import schools_of
from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.sign_in.school_switcher import remember_schools
from fanal.accounts.views.access import open_to
from fanal.core.errors import reasons_of_refusal
from fanal.core.http.answers import FORM, UNPROCESSABLE
from fanal.core.pages.page import Page, render
from fanal.core.tenancy import scope
from fanal.people.actions.joining import accept_with_account, accept_with_password, has_served
from fanal.people.reading.invitation_link import JoiningLink, read_joining, standing_invitation


@dataclass(frozen=True, kw_only=True)
class JoiningPage(Page):
    """`case`: as `_case` says it; a link that does not serve any more has no invitation."""

    template = "people/joining.html"

    invitation: Invitation | None = None
    case: str = ""
    form: PasswordChoice | None = None
    reasons: list[str] = field(default_factory=list)


@open_to(
    "anyone", because="le lien signé d’une invitation, sept jours, une fois ; ne montre que l’adresse invitée"
)
@sensitive_post_parameters()
@require_http_methods(FORM)
def joining(request: SchoolRequest, token: str) -> HttpResponse:
    link = read_joining(token)
    if link is None:
        return render(request, JoiningPage(), status=410)
    with scope(link.school_id):
        invitation = standing_invitation(link, timezone.now())
        if invitation is None:
            return render(request, JoiningPage(), status=410)
        case = _case(request, invitation)
        if case == "new":
            return _as_new(request, link, invitation)
        return _as_known(request, link, invitation, case)


def _case(request: SchoolRequest, invitation: Invitation) -> str:
    """`mine`: signed in as the one invited; `other`: as another; `new`: no account; `known`: has one."""
    if request.user.is_authenticated:
        return "mine" if request.user.email.lower() == invitation.email.lower() else "other"
    user = User.objects.filter(email=invitation.email.lower()).first()
    return "known" if user is not None and has_served(user) else "new"


def _as_new(request: SchoolRequest, link: JoiningLink, invitation: Invitation) -> HttpResponse:
    form = PasswordChoice(
        request.POST if request.method == "POST" else None, user=User(email=invitation.email)
    )
    reasons: list[str] = []
    if form.is_valid():
        with reasons_of_refusal() as reasons:
            user = accept_with_password(link, form.cleaned_data["password"], **_clock(request))
            # Through allauth's own stages, which every sign-in passes.
            record_authentication(request, user, method="password", email=user.email)
            return perform_login(request, user, email_verification="none", redirect_url="/")
    page = JoiningPage(invitation=invitation, case="new", form=form, reasons=reasons)
    return render(request, page, status=UNPROCESSABLE if form.errors or reasons else 200)


def _as_known(request: SchoolRequest, link: JoiningLink, invitation: Invitation, case: str) -> HttpResponse:
    user = cast(User, request.user)
    if request.method != "POST" or case != "mine":
        return render(request, JoiningPage(invitation=invitation, case=case))
    with reasons_of_refusal() as reasons:
        school = accept_with_account(link, user, **_clock(request))
        with transaction.atomic():
            remember_schools(request, schools_of(user, request.today))
        return redirect("web:home", school.uai)
    return render(request, JoiningPage(invitation=invitation, case=case, reasons=reasons))


def _clock(request: SchoolRequest) -> dict[str, Any]:
    return {"today": request.today, "now": timezone.now()}
