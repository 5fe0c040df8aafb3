"""Printing the login sheets of a service. The file and its passwords are here for one request, in memory.

Nothing of a line is written anywhere: the service remembers what its headers mean, how many sheets a page
holds and the school's sentence; the journal, who printed how many for which service. A header is remembered
by a mark too short to be read back: the first line of a file without headers is somebody's password.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.crypto import salted_hmac

from fanal.account_lists.policies import accounts as policies
from fanal.account_lists.rules import login_card_layout as layout
from fanal.account_lists.rules import login_cards as rules
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.documents.pdf import typeset
from fanal.core.errors import RuleBroken
from fanal.core.imports.columns import header_key, remembered_by
from fanal.core.imports.forbidden_columns import refused_headers
from fanal.core.sheets import Table
from fanal.core.text.typography import spaced
from fanal.online_services.models import OnlineService

TEMPLATE = Path(__file__).parents[1] / "documents" / "login_cards.typ"
LONGEST_LABEL = 40
MARK = 5  # hexadecimal signs: a million marks tell ten headers apart, and stand for any number of passwords


def _mark(service: OnlineService, key: str) -> str:
    digest = salted_hmac("online_services.sheet_header", f"{service.pk}:{key}", algorithm="sha256")
    return digest.hexdigest()[:MARK]


def recalled(service: OnlineService, headers: Sequence[str]) -> dict[str, str]:
    """Key of header → field, of those of these headers that this school chose before."""
    marks = {key: _mark(service, key) for key in map(header_key, headers)}
    return {key: service.sheet_columns[mark] for key, mark in marks.items() if mark in service.sheet_columns}


def sheets_of(
    table: Table, places: Mapping[str, int], classes: str
) -> tuple[rules.LoginCards, rules.LoginCards]:
    """Every sheet that the file makes, and those of the classes typed. RuleBroken when there is none."""
    if reasons := refused_headers(table.headers) or rules.refused_columns(places):
        raise RuleBroken(reasons)
    cards = rules.read_sheets(table.numbered(), places)
    chosen = rules.of_classes(cards, classes)
    if reasons := rules.refused_sheets(cards, chosen, classes):
        raise RuleBroken(reasons)
    return cards, chosen


@transaction.atomic
def print_login_cards(
    service: OnlineService,
    table: Table,
    places: Mapping[str, int],
    *,
    per_page: int,
    words: str,
    classes: str,
    by: Actor,
) -> bytes:
    """The PDF of the sheets. It is given to whoever asked, and kept nowhere."""
    require(policies.print_login_cards, by, service)
    _, chosen = sheets_of(table, places, classes)
    pages = list(rules.pages_of(chosen.sheets, per_page))
    made = typeset(TEMPLATE, _data(service, table, places, pages, per_page=per_page, words=words))
    service = OnlineService.objects.for_school(service.school_id).locked(service.pk)
    require(policies.print_login_cards, by, service)
    codes = {rank: code for code, rank in places.items()}
    columns = [codes.get(rank, "") for rank in range(len(table.headers))]
    meant = remembered_by(table.headers, columns)
    service.sheet_columns |= {_mark(service, key): code for key, code in meant.items()}
    service.sheet_size, before, service.sheet_words = per_page, service.sheet_words, words
    service.save(update_fields=["sheet_columns", "sheet_size", "sheet_words"])
    changed = {"words": words, "before": before} if words != before else {}
    journal.noted(
        service,
        by=by,
        verb="online_services.sheets_printed",
        count=len(chosen.sheets),
        per_page=per_page,
        **changed,
    )
    return made


def _data(
    service: OnlineService,
    table: Table,
    places: Mapping[str, int],
    pages: list[list[rules.LoginCard]],
    *,
    per_page: int,
    words: str,
) -> dict[str, Any]:
    """As the template reads it."""
    page = layout.PAGES[per_page]
    shared = [
        (layout.breakable(f"{service.name} · {service.school.name}", 24), layout.SMALL),
        (layout.breakable(service.address, 30), layout.PLAIN),
        (layout.breakable(spaced(words), 30), layout.SMALL),
    ]
    texts = [(text, part) for text, part in shared if text]
    return {
        "title": f"Fiches de connexion – {service.name}",
        "heading": shared[0][0],
        "address": shared[1][0],
        "words": shared[2][0],
        "login": table.headers[places["login"]][:LONGEST_LABEL] or "Identifiant",
        "password": table.headers[places["password"]][:LONGEST_LABEL] or "Mot de passe",
        "columns": page.columns,
        "rows": page.rows,
        "margin": page.margin,
        "pages": [[_card(card, page, texts) for card in same] for same in pages],
    }


def _card(card: rules.LoginCard, page: layout.CardPage, shared: list[tuple[str, float]]) -> dict[str, Any]:
    fit = layout.fit(
        page,
        name=card.name,
        klass=card.klass,
        login=len(card.login),
        password=len(card.password),
        shared=shared,
    )
    size = page.base * fit.scale
    least = layout.SECRETS[-1]
    return {
        "name": layout.breakable(card.name, 14),
        "class": layout.breakable(card.klass, 20),
        "login": card.login if fit.login else layout.BREAK.join(card.login),
        "password": card.password if fit.password else layout.BREAK.join(card.password),
        "size": size,
        "login-size": size * (fit.login or least),
        "password-size": size * (fit.password or least),
    }
