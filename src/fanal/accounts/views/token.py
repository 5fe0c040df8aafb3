"""« Jetons d’accès »: those that stand, a new one shown once, and stopping one."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.actions import token as actions
from fanal.accounts.forms.token import TokenForm
from fanal.accounts.models import ApiToken
from fanal.accounts.policies import token as policies
from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.sign_in.proof import needs_fresh_proof
from fanal.core.errors import reasons_of_refusal
from fanal.core.http.answers import already_submitted, get_or_404
from fanal.core.pages.page import FormPage, Page, render

SHOWN_BEFORE = (
    "Ce jeton est déjà créé et n’est montré qu’une fois. Si vous ne l’avez pas copié, révoquez-le et créez-"
    "en un autre."
)


@dataclass(frozen=True)
class TokenRow:
    """One token of the list; `stands`: whether it opens anything today."""

    token: ApiToken
    stands: bool


@dataclass(frozen=True, kw_only=True)
class TokenList(Page):
    template = "accounts/token_list.html"

    rows: list[TokenRow]
    is_overseer: bool
    base: str


@require_safe
def token_list(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.make_token, request.actor, None)
    tokens = ApiToken.objects.visible_to(request.member).defer("digest")
    rows = [TokenRow(token, token.stands_on(request.today)) for token in tokens]
    page = TokenList(
        rows=sorted(rows, key=lambda row: (not row.stands, row.token.name.lower())),
        is_overseer=policies.oversees(request.actor),
        base=_base(request),
    )
    return render(request, page)


@dataclass(frozen=True, kw_only=True)
class NewTokenPage(FormPage):
    template = "accounts/token_make.html"


@dataclass(frozen=True, kw_only=True)
class MadeTokenPage(Page):
    """A new token with its text, which no other page shows."""

    template = "accounts/token_made.html"

    token: ApiToken
    text: str
    base: str


@needs_fresh_proof
@require_http_methods(["GET", "HEAD", "POST"])
def token_make(request: SchoolRequest, uai: str) -> HttpResponse:
    """By hand, not `form_page`: what it leads to is shown once, and not to a second press."""
    require(policies.make_token, request.actor, None)
    form = TokenForm(request.POST or None, school=request.member.school)
    reasons: list[str] = []
    if form.is_valid():
        if already_submitted(request) is not None:
            messages.warning(request, SHOWN_BEFORE)
            return redirect("tokens:token_list", uai)
        with reasons_of_refusal() as reasons:
            return render(request, _create(request, form.cleaned_data))
    return render(request, NewTokenPage(form=form, reasons=reasons))


def _create(request: SchoolRequest, values: dict[str, Any]) -> MadeTokenPage:
    """Make a token, and give the page that shows it."""
    is_read_only = values["may"] == "read"
    token, text = actions.make_token(
        request.member,
        name=values["name"],
        days=values["days"],
        is_read_only=is_read_only,
        today=request.today,
        by=request.actor,
    )
    return MadeTokenPage(token=token, text=text, base=_base(request))


@require_POST
def token_revoke(request: SchoolRequest, uai: str, token: int) -> HttpResponse:
    """By hand, not `button_page`: why not is said on the list that it leads to."""
    api_token = get_or_404(ApiToken.objects.visible_to(request.member), pk=token)
    with reasons_of_refusal() as reasons:
        actions.revoke_token(api_token, now=timezone.now(), by=request.actor)
        messages.success(request, f"Le jeton « {api_token} » n’ouvre plus rien.")
    for reason in reasons:
        messages.error(request, reason)
    return redirect("tokens:token_list", uai)


def _base(request: SchoolRequest) -> str:
    """The whole address under which the API of this school answers."""
    here = reverse("tokens:token_list", args=[request.member.school.uai])
    return request.build_absolute_uri(f"{here.removesuffix('jetons/')}api/v1/")
