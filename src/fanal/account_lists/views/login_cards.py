"""Login sheets on one page: the file, its columns, the PDF. The file comes with each form, stays nowhere."""

import hashlib
from dataclasses import dataclass, field, replace

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
from fanal.core.files.uploads import file_of, table_in_memory
from fanal.core.http.answers import FORM, UNPROCESSABLE, attached_pdf
from fanal.core.imports.columns import Field
from fanal.core.pages.page import Page, render
from fanal.core.sheets import Table
from fanal.online_services.models import OnlineService
from fanal.online_services.policies.register import read_services
from fanal.online_services.views.register import one_service

NO_FILE = "Choisissez le fichier des comptes, avec les identifiants et les mots de passe."


def read_file(request: FileRequest) -> Table:
    return table_in_memory(file_of(request, missing=NO_FILE))


@dataclass(frozen=True)
class FieldColumns:
    """One field of a card, the columns that may fill it, and the rank of the one that does."""

    field: Field
    columns: list[tuple[int, str]]
    rank: int | None


@dataclass(frozen=True)
class CardsPreview:
    """What a file would give, without any of its secrets; `headers`: their print, for the columns chosen."""

    reasons: list[str]
    places: dict[str, int] = field(default_factory=dict)
    headers: str = ""
    fields: list[FieldColumns] = field(default_factory=list)
    count: int = 0
    classes: int = 0
    first: rules.LoginCard | None = None
    left_out: str = ""


@dataclass(frozen=True, kw_only=True)
class LoginCardsPage(Page):
    template = "account_lists/login_cards.html"
    fragment = "columns"

    online_service: OnlineService
    form: LoginCardsForm
    largest: int
    preview: CardsPreview


@reads_first(read_file, may=read_services)
@require_http_methods(FORM)
def login_card_print(request: FileRequest, uai: str, service: int) -> HttpResponse:
    """By hand: it answers with a file and leads nowhere, and each choice shows its columns again."""
    online_service = one_service(request, service)
    require(policies.print_login_cards, request.actor, online_service)
    start = {"per_page": online_service.sheet_size, "words": online_service.sheet_words}
    form = LoginCardsForm(request.POST if request.method == "POST" else None, initial=start)
    preview = CardsPreview([])
    if request.method == "POST":
        preview = _preview(request, online_service)
        if form.is_valid() and not preview.reasons and not request.htmx:
            return _file(request, online_service, preview.places, form)
    page = LoginCardsPage(online_service=online_service, form=form, largest=rules.MOST, preview=preview)
    is_refused = bool(preview.reasons) and not request.htmx
    return render(request, page, status=UNPROCESSABLE if is_refused else 200)


def _preview(request: FileRequest, online_service: OnlineService) -> CardsPreview:
    table: Table | None = request.file_content
    if table is None:
        return CardsPreview(request.unread)
    places = _places(request, online_service, table)
    columns = CardsPreview([], places, _print_of(table), _fields(table, places))
    with reasons_of_refusal() as reasons:
        cards, cards_of_classes = actions.sheets_of(table, places, request.POST.get("classes", "")[:200])
        return replace(
            columns,
            count=len(cards_of_classes.sheets),
            classes=len(cards_of_classes.classes),
            first=cards_of_classes.sheets[0],
            left_out=rules.left_out_words(cards.left_out),
        )
    return replace(columns, reasons=reasons)


def _places(request: SchoolRequest, online_service: OnlineService, table: Table) -> dict[str, int]:
    """As the form says, when it was filled for these headers; else as far as they are recognised."""
    if request.POST.get("headers") != _print_of(table):
        return rules.guessed(table.headers, actions.recalled(online_service, table.headers))
    ranks = {one.code: request.POST.get(f"field-{one.code}", "") for one in rules.FIELDS}
    return {
        code: int(rank)
        for code, rank in ranks.items()
        if rank.isdecimal() and len(rank) < 5 and int(rank) < len(table.headers)
    }


def _print_of(table: Table) -> str:
    return hashlib.sha256("\n".join(table.headers).encode()).hexdigest()[:16]


def _fields(table: Table, places: dict[str, int]) -> list[FieldColumns]:
    columns = [(rank, header or f"Colonne {rank + 1}") for rank, header in enumerate(table.headers)]
    return [FieldColumns(one, columns, places.get(one.code)) for one in rules.FIELDS]


def _file(
    request: FileRequest, online_service: OnlineService, places: dict[str, int], form: LoginCardsForm
) -> HttpResponse:
    cards = actions.print_login_cards(
        online_service, request.file_content, places, by=request.actor, **form.cleaned_data
    )
    return attached_pdf(cards, f"fiches-{slugify(online_service.name)}")
