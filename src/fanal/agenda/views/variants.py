"""« Variantes d’académie »: which one the school's templates follow, and taking another one over."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.rules.french import counted
from fanal.agenda.actions import template as actions
from fanal.agenda.policies import year as policies
from fanal.agenda.reading.variants import chips, compared
from fanal.agenda.rules.catalogue import NAMES, known_academy
from fanal.core.addresses import address
from fanal.core.form_page import button_page
from fanal.core.http import render_page

COMMON = "commune"


@require_http_methods(["GET", "HEAD", "POST"])
def variant_page(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.edit_templates, request.actor, None)
    school = request.member.school
    own = known_academy(school.academy.code) if school.academy else ""
    if request.method == "POST":
        return _take(request, uai)
    name = request.GET.get("academie", "")
    academy = "" if name == COMMON else name if name in NAMES else own
    rows = compared(school, academy)
    context = {
        "academy": academy,
        "name": NAMES.get(academy, ""),
        "own": school.academy,
        "own_name": own,
        "chips": chips(academy),
        "rows": rows,
        "common": COMMON,
        "can_take": any(not row.is_same for row in rows),
    }
    return render_page(request, "agenda/variants.html", context)


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
