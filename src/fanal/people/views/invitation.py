"""The page behind an invitation: choose a password, and be signed in."""

from dataclasses import dataclass

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.http import HttpResponse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from fanal.accounts.forms.password import PasswordChoice
from fanal.accounts.models import User
from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.views.access import open_to
from fanal.core.http.answers import FORM, UNPROCESSABLE
from fanal.core.pages.page import Page, render
from fanal.people.actions.invitations import accept_invitation
from fanal.people.reading.invitation_link import invited_user


@dataclass(frozen=True, kw_only=True)
class InvitationPage(Page):
    """A link that does not serve any more invites nobody."""

    template = "people/invitation.html"

    user_invited: User | None = None
    form: PasswordChoice | None = None


@open_to(
    "anyone", because="the signed link of an invitation, seven days, once; shows only the address invited"
)
@sensitive_post_parameters()
@require_http_methods(FORM)
def invitation(request: SchoolRequest, token: str) -> HttpResponse:
    user = invited_user(token)
    if user is None:
        return render(request, InvitationPage(), status=410)
    form = PasswordChoice(request.POST if request.method == "POST" else None, user=user)
    if request.method == "POST" and form.is_valid():
        user = accept_invitation(token, form.cleaned_data["password"])
        # Through allauth's own stages: a second factor already enrolled is asked for here too.
        record_authentication(request, user, method="password", email=user.email)
        return perform_login(request, user, email_verification="none", redirect_url="/")
    page = InvitationPage(user_invited=user, form=form)
    return render(request, page, status=UNPROCESSABLE if form.errors else 200)
