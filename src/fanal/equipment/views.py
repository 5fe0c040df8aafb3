"""The pages of equipment."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from fanal.core.http import paginate, render_page
from fanal.equipment.models import Equipment


@require_safe
def equipment_list(request: HttpRequest, uai: str) -> HttpResponse:
    rows = Equipment.objects.visible_to(request.member).for_list()
    page = paginate(request, rows)
    return render_page(request, "equipment/equipment_list.html", {"page": page}, fragment="results")
