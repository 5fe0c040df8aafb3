"""« Variantes d’académie »: which one the school's templates follow, and taking another one over."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from fanal.accounts.models import Academy
from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.agenda.actions import template as actions
from fanal.agenda.policies import year as policies
from fanal.agenda.reading.variants import VariantRow, chips, variant_rows
from fanal.agenda.rules.catalogue import NAMES, known_academy
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM
from fanal.core.pages.filter_chips import FilterChip
from fanal.core.pages.form_page import button_page
from fanal.core.pages.page import Page, render
from fanal.core.text.french import counted

COMMON = "commune"


@dataclass(frozen=True, kw_only=True)
class VariantsPage(Page):
    """`own`: the académie of the school, `own_name` where its variant is known; `wanted`: the one shown."""

    template = "agenda/variants.html"

    wanted: str
    name: str
    own: Academy | None
    own_name: str
    chips: list[FilterChip]
    rows: list[VariantRow]
    is_any_other: bool


@require_http_methods(FORM)
def variant_page(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.edit_templates, request.actor, None)
    school = request.member.school
    own = known_academy(school.academy.code) if school.academy else ""
    if request.method == "POST":
        return _take(request, uai)
    name = request.GET.get("academie", "")
    academy = "" if name == COMMON else name if name in NAMES else own
    rows = variant_rows(school, academy)
    page = VariantsPage(
        wanted=academy or COMMON,
        name=NAMES.get(academy, ""),
        own=school.academy,
        own_name=own,
        chips=chips(academy),
        rows=rows,
        is_any_other=any(not row.is_same for row in rows),
    )
    return render(request, page)


def _take(request: SchoolRequest, uai: str) -> HttpResponse:
    name = request.POST.get("academie", "")
    academy = "" if name == COMMON else name
    codes = request.POST.getlist("code")
    return button_page(
        request,
        lambda: actions.adopt_variant(request.member.school, academy, codes, by=request.actor),
        success=_changed,
        next_page=f"{address('agenda:variants', uai)}?academie={academy or COMMON}",
    )


def _changed(count: int) -> str:
    summary = counted(count, "modèle changé", "modèles changés")
    return f"{summary}. Les tâches déjà créées ne changent pas." if count else "Rien n’était à changer."
