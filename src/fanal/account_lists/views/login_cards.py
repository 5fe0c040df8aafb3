"""Login sheets on one page: the file, its columns, the PDF. The file comes with each form, stays nowhere."""

import hashlib
from typing import Any

from django.http import HttpResponse
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods

from fanal.account_lists.actions import login_cards as actions
from fanal.account_lists.forms.login_cards import LoginCardsForm
from fanal.account_lists.policies import accounts as policies
from fanal.account_lists.rules import login_cards as rules
from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import FileRequest, SchoolRequest
from fanal.accounts.views.access import reads_first
from fanal.core.errors import reasons_of_refusal
from fanal.core.http import FORM, attached_pdf, render_page
from fanal.core.sheets import Table
from fanal.core.uploads import file_of, table_in_memory
from fanal.online_services.models import OnlineService
from fanal.online_services.policies.register import read_services
from fanal.online_services.views.register import one_service

NO_FILE = "Choisissez le fichier des comptes, avec les identifiants et les mots de passe."


def read_file(request: FileRequest) -> Table:
    return table_in_memory(file_of(request, missing=NO_FILE))


@reads_first(read_file, may=read_services)
@require_http_methods(FORM)
def login_card_print(request: FileRequest, uai: str, service: int) -> HttpResponse:
    """By hand: it answers with a file and leads nowhere, and each choice shows its columns again."""
    online_service = one_service(request, service)
    require(policies.print_login_cards, request.actor, online_service)
    start = {"per_page": online_service.sheet_size, "words": online_service.sheet_words}
    form = LoginCardsForm(request.POST if request.method == "POST" else None, initial=start)
    context: dict[str, Any] = {"online_service": online_service, "form": form, "largest": rules.MOST}
    if request.method == "POST":
        context |= _looked_at(request, online_service, form)
        if form.is_valid() and not context["reasons"] and not request.htmx:
            return _file(request, online_service, context["places"], form)
    refused = bool(context.get("reasons")) and not request.htmx
    return render_page(
        request,
        "account_lists/login_cards.html",
        context,
        fragment="columns",
        status=422 if refused else 200,
    )


def _looked_at(request: FileRequest, online_service: OnlineService, form: LoginCardsForm) -> dict[str, Any]:
    """What the file would give, without any of its secrets."""
    table: Table | None = request.given
    if table is None:
        return {"reasons": request.unread}
    places = _places(request, online_service, table)
    context: dict[str, Any] = {
        "places": places,
        "headers": _print_of(table),
        "fields": _fields(table, places),
    }
    with reasons_of_refusal() as reasons:
        all_sheets, chosen = actions.sheets_of(table, places, request.POST.get("classes", "")[:200])
        context |= {
            "count": len(chosen.sheets),
            "classes": len(chosen.classes),
            "first": chosen.sheets[0],
            "left_out": rules.left_out_words(all_sheets.left_out),
        }
    return context | {"reasons": reasons}


def _places(request: SchoolRequest, online_service: OnlineService, table: Table) -> dict[str, int]:
    """As the form says, when it was filled for these headers; else as far as they are recognised."""
    if request.POST.get("headers") != _print_of(table):
        return rules.guessed(table.headers, actions.recalled(online_service, table.headers))
    chosen = {field.code: request.POST.get(f"field-{field.code}", "") for field in rules.FIELDS}
    return {
        code: int(rank)
        for code, rank in chosen.items()
        if rank.isdecimal() and len(rank) < 5 and int(rank) < len(table.headers)
    }


def _print_of(table: Table) -> str:
    return hashlib.sha256("\n".join(table.headers).encode()).hexdigest()[:16]


def _fields(table: Table, places: dict[str, int]) -> list[dict[str, Any]]:
    """Each field with the columns that may fill it."""
    columns = [(rank, header or f"Colonne {rank + 1}") for rank, header in enumerate(table.headers)]
    return [{"field": field, "columns": columns, "rank": places.get(field.code)} for field in rules.FIELDS]


def _file(
    request: FileRequest, online_service: OnlineService, places: dict[str, int], form: LoginCardsForm
) -> HttpResponse:
    made = actions.print_login_cards(
        online_service, request.given, places, by=request.actor, **form.cleaned_data
    )
    return attached_pdf(made, f"fiches-{slugify(online_service.name)}")
