"""« Mon compte »: where one works, how the screen looks, how one signs in."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from fanal.accounts.actions import choose_shortcuts
from fanal.accounts.forms.display import DisplayForm
from fanal.accounts.models import User
from fanal.accounts.reading.own_places import places_of
from fanal.accounts.views.access import open_to

THEME = "theme"
ONE_YEAR = 365 * 24 * 3600


@open_to("signed in", because="son propre compte : ses établissements, son affichage, ses connexions")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def account_page(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    now = {"theme": request.COOKIES.get(THEME, "system"), "without_shortcuts": not user.has_shortcuts}
    form = DisplayForm(request.POST if request.method == "POST" else None, initial=now)
    if request.method == "POST" and form.is_valid():
        choose_shortcuts(user, are_on=not form.cleaned_data["without_shortcuts"])
        messages.success(request, "Votre affichage est enregistré.")
        return _with_theme(redirect("account"), form.cleaned_data["theme"])
    context = {"form": form, "places": places_of(user, request.today)}
    return render(request, "accounts/account.html", context, status=422 if form.errors else 200)


def _with_theme(response: HttpResponse, theme: str) -> HttpResponse:
    """A cookie that the page's own script reads and writes too; « system » leaves none."""
    if theme == "system":
        response.delete_cookie(THEME)
    else:
        response.set_cookie(THEME, theme, max_age=ONE_YEAR, samesite="Lax")
    return response
