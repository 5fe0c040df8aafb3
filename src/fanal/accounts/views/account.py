"""« Mon compte »: where one works, how the screen looks, how one signs in."""

from dataclasses import dataclass
from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from fanal.accounts.actions.account import choose_shortcuts
from fanal.accounts.forms.display import DisplayForm
from fanal.accounts.models import User
from fanal.accounts.reading.own_places import WorkPlace, places_of
from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.views.access import open_to
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM
from fanal.core.pages.form_page import form_page
from fanal.core.pages.page import FormPage

THEME = "theme"
ONE_YEAR = 365 * 24 * 3600


@dataclass(frozen=True, kw_only=True)
class AccountPage(FormPage):
    template = "accounts/account.html"

    places: list[WorkPlace]


@open_to("signed in", because="son propre compte : ses établissements, son affichage, ses connexions")
@login_required
@require_http_methods(FORM)
def account_page(request: SchoolRequest) -> HttpResponse:
    user = cast(User, request.user)
    now = {"theme": request.COOKIES.get(THEME, "system"), "without_shortcuts": not user.has_shortcuts}
    form = DisplayForm(request.POST or None, initial=now)
    response = form_page(
        request,
        form,
        lambda values: choose_shortcuts(user, are_on=not values["without_shortcuts"]),
        success="Votre affichage est enregistré.",
        next_page=address("account"),
        show=lambda reasons: AccountPage(form=form, places=places_of(user, request.today)),
    )
    return _with_theme(response, form.cleaned_data["theme"]) if form.is_valid() else response


def _with_theme(response: HttpResponse, theme: str) -> HttpResponse:
    """A cookie that the page's own script reads and writes too; « system » leaves none."""
    if theme == "system":
        response.delete_cookie(THEME)
    else:
        response.set_cookie(THEME, theme, max_age=ONE_YEAR, samesite="Lax")
    return response
