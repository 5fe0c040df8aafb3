"""The page behind an invitation: choose a password, and be signed in."""

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from fanal.accounts.forms.password import PasswordChoice
from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.views.access import open_to
from fanal.people.actions.invitations import accept_invitation
from fanal.people.reading.invitation_link import invited_user

TEMPLATE = "people/invitation.html"


@open_to(
    "anyone", because="the signed link of an invitation, seven days, once; shows only the address invited"
)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: SchoolRequest, token: str) -> HttpResponse:
    user = invited_user(token)
    if user is None:
        return render(request, TEMPLATE, {"user_invited": None}, status=410)
    form = PasswordChoice(request.POST if request.method == "POST" else None, user=user)
    if request.method == "POST" and form.is_valid():
        user = accept_invitation(token, form.cleaned_data["password"])
        # Through allauth's own stages: a second factor already enrolled is asked for here too.
        record_authentication(request, user, method="password", email=user.email)
        return perform_login(request, user, email_verification="none", redirect_url="/")
    return render(request, TEMPLATE, {"user_invited": user, "form": form}, status=422 if form.errors else 200)
