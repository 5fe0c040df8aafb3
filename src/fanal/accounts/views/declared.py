"""« Qui peut quoi » and « quelles données »: what the code declares, in words, for whoever wants to know."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from fanal.accounts.models.roles import Role, in_order, role_words
from fanal.accounts.reading.declared import AppData, KindData, declared_data, declared_people, declared_rights
from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.views.access import open_to
from fanal.core.pages.filter_chips import FilterChip
from fanal.core.pages.page import Page, render


@dataclass(frozen=True, kw_only=True)
class RightsPage(Page):
    """`apps`: each with what may be done there; `who`: the functions that may."""

    template = "accounts/rights.html"

    apps: list[tuple[str, list[str]]]
    chips: list[FilterChip]
    who: str


@require_safe
def rights_page(request: SchoolRequest, uai: str) -> HttpResponse:
    """For one's own functions first; any other can be chosen."""
    asked = request.GET.get("fonction", "")
    roles = [asked] if asked in Role.values else sorted(request.member.roles)
    apps = [(app.name, app.of(roles)) for app in declared_rights()]
    page = RightsPage(
        apps=[(name, rights) for name, rights in apps if rights],
        chips=_chips(asked),
        who=role_words(in_order(roles)),
    )
    return render(request, page)


def _chips(asked: str) -> list[FilterChip]:
    return [
        FilterChip("Vous", "?", None, current=asked not in Role.values),
        *(
            FilterChip(role.label, f"?fonction={role.value}", None, current=asked == role.value)
            for role in Role
        ),
    ]


@dataclass(frozen=True, kw_only=True)
class DataPage(Page):
    template = "accounts/data.html"

    apps: list[AppData]
    people: list[KindData]


@open_to(
    "anyone", because="ce que Fanal garde sur les personnes, pourquoi, combien de temps : rien de personnel"
)
@require_safe
def data_page(request: SchoolRequest) -> HttpResponse:
    return render(request, DataPage(apps=declared_data(), people=declared_people()))


@dataclass(frozen=True, kw_only=True)
class AccessibilityPage(Page):
    template = "accounts/accessibility.html"


@open_to("anyone", because="la déclaration d’accessibilité est publique par la loi")
@require_safe
def accessibility(request: SchoolRequest) -> HttpResponse:
    return render(request, AccessibilityPage())
