"""The page behind an invitation to a school: a new account, or the one that one already has."""

from typing import Any, cast

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
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
from fanal.core.tenancy import scope
from fanal.people.actions.joining import accept_with_account, accept_with_password, has_served
from fanal.people.reading.invitation_link import JoiningLink, read_joining, standing_invitation

TEMPLATE = "people/joining.html"


@open_to(
    "anyone", because="le lien signé d’une invitation, sept jours, une fois ; ne montre que l’adresse invitée"
)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def joining(request: SchoolRequest, token: str) -> HttpResponse:
    link = read_joining(token)
    if link is None:
        return render(request, TEMPLATE, {"invitation": None}, status=410)
    with scope(link.school_id):
        invitation = standing_invitation(link, timezone.now())
        if invitation is None:
            return render(request, TEMPLATE, {"invitation": None}, status=410)
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


def _show(request: SchoolRequest, invitation: Invitation, case: str, **more: Any) -> HttpResponse:
    is_refused = more.get("reasons") or (more.get("form") and more["form"].errors)
    context = {"invitation": invitation, "case": case, "reasons": [], **more}
    return render(request, TEMPLATE, context, status=422 if is_refused else 200)


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
    return _show(request, invitation, "new", form=form, reasons=reasons)


def _as_known(request: SchoolRequest, link: JoiningLink, invitation: Invitation, case: str) -> HttpResponse:
    user = cast(User, request.user)
    if request.method != "POST" or case != "mine":
        return _show(request, invitation, case)
    with reasons_of_refusal() as reasons:
        school = accept_with_account(link, user, **_clock(request))
        with transaction.atomic():
            remember_schools(request, schools_of(user, request.today))
        return redirect("web:home", school.uai)
    return _show(request, invitation, case, reasons=reasons)


def _clock(request: SchoolRequest) -> dict[str, Any]:
    return {"today": request.today, "now": timezone.now()}
