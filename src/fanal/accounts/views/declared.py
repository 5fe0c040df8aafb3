"""« Qui peut quoi » and « quelles données »: what the code declares, in words, for whoever wants to know."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fanal.accounts.models.roles import Role, in_order, role_words
from fanal.accounts.reading.declared import declared_data, declared_rights
from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.views.access import open_to


@require_safe
def rights_page(request: SchoolRequest, uai: str) -> HttpResponse:
    """For one's own functions first; any other can be chosen."""
    chosen_role = request.GET.get("fonction", "")
    held = [chosen_role] if chosen_role in Role.values else sorted(request.member.roles)
    apps = [(app.name, app.of(held)) for app in declared_rights()]
    chips = [{"label": "Vous", "url": "?", "current": chosen_role not in Role.values}]
    chips += [
        {"label": role.label, "url": f"?fonction={role.value}", "current": chosen_role == role.value}
        for role in Role
    ]
    context = {"apps": [pair for pair in apps if pair[1]], "chips": chips, "who": role_words(in_order(held))}
    return render(request, "accounts/rights.html", context)


@open_to(
    "anyone", because="ce que Fanal garde sur les personnes, pourquoi, combien de temps : rien de personnel"
)
@require_safe
def data_page(request: SchoolRequest) -> HttpResponse:
    return render(request, "accounts/data.html", {"apps": declared_data()})


@open_to("anyone", because="la déclaration d’accessibilité est publique par la loi")
@require_safe
def accessibility(request: SchoolRequest) -> HttpResponse:
    return render(request, "accounts/accessibility.html")
