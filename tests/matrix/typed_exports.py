"""Every table that leaves, in its three forms: what is a figure or a day is typed, what names a thing is not.

The addresses are those of the resolver; whoever may opens them, with the first rows that they lead to. The
cells are read with nothing of ours: the XML of the two formats, as a spreadsheet does.
"""

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import product
from typing import Any
from xml.etree import ElementTree

from django.conf import settings
from django.http import HttpResponse

from fanal.accounts.models import Membership, PartnerMembership, School
from fanal.accounts.models.roles import Role
from fanal.accounts.testing import proven_session
from fanal.campaigns.models import Campaign
from fanal.core.clock.testing import today
from fanal.core.tenancy import scope
from fanal.core.testing import ForgetfulClient
from fanal.disposals.models import Disposal
from fanal.online_services.models import OnlineService
from fanal.people_files.rules.own_tables import TABLES
from fanal.steering.models import ProjectVersion
from fanal.surveys.models import Survey
from fanal.year.rules.years import year_of
from tests.matrix.routes import PARAMETER, Route, all_routes

ROLES = (Role.DIGITAL_LEAD, Role.HEAD, Role.BURSAR)
PARTNERS = (Role.TECHNICIAN, Role.ADVISER)
ROWS = {
    "campaign": Campaign,
    "disposal": Disposal,
    "service": OnlineService,
    "project_version": ProjectVersion,
    "survey": Survey,
}
DAY = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d)?|\d\d/\d\d/\d{4}( \d\d:\d\d)?")
FIGURE = re.compile("(0|[1-9][0-9]{0,2}([\u00a0\u202f ]?[0-9]{3})*)([,.][0-9]+)?")
# What names a thing is never a figure, whatever its signs; what Fanal numbers itself may be either.
NAMES = re.compile(
    r"UAI|série|inventaire|Téléphone|Courriel|Référence|Bon de commande|N° de contrat|Identifiant|Login"
)
NUMBERED = re.compile(r"N°|n°|^Code$|^Salle$|^Classe|^Groupe|^Niveau|^Élément$|^Acheté en$|^Version$")
ONE_SECOND = timedelta(seconds=1)  # a workbook keeps the fractions that a text leaves out
FIRST_DAY = date(1899, 12, 30)  # of the days that a spreadsheet counts
BUILT_IN_DAYS = range(14, 23)
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
OFFICE, TABLE, TEXT = (
    f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("office", "table", "text")
)


@dataclass(frozen=True)
class Typed:
    """A cell as a spreadsheet holds it."""

    kind: str
    value: Any


NOTHING = Typed("", "")


def exports(school: School) -> Iterator[tuple[str, dict[str, bytes]]]:
    """Each address with its three files; one that nobody may open, or that has no row, gives none."""
    clients = _clients(school)
    for route in all_routes():
        names = [match["name"] for match in PARAMETER.finditer(route.pattern)]
        if "form" in names and route.access in {"member", "partner"}:
            yield route.pattern, _longest(clients[route.access], route, school, names)


def _clients(school: School) -> dict[str, list[ForgetfulClient]]:
    members = [Membership.objects.for_school(school).holding(role).first() for role in ROLES]
    partners = [PartnerMembership.objects.filter(role=role).first() for role in PARTNERS]
    return {
        "member": [_client(one) for one in members if one],
        "partner": [_client(one) for one in partners if one],
    }


def _client(membership: Membership | PartnerMembership) -> ForgetfulClient:
    client = ForgetfulClient(raise_request_exception=True)
    client.cookies[settings.SESSION_COOKIE_NAME] = proven_session(membership.user)
    return client


def _longest(
    clients: list[ForgetfulClient], route: Route, school: School, names: list[str]
) -> dict[str, bytes]:
    """The files of the address that holds most, of whoever may open it."""
    found: dict[str, bytes] = {}
    for client, values in product(clients, _values(school, names)):
        written = _body(client.get(route.address(**values, form="csv")))
        if len(written) > len(found.get("csv", b"")):
            more = {form: _body(client.get(route.address(**values, form=form))) for form in ("xlsx", "ods")}
            found = {"csv": written, **more}
    return found


def _values(school: School, names: list[str]) -> list[dict[str, object]]:
    """Each way to fill the address."""
    choices: dict[str, list[object]] = {
        "uai": [school.uai],
        "code": [body.code for body in (school.authority, school.academy) if body],
        "table": [table.name for table in TABLES],
        "year": [str(year_of(today())), str(year_of(today()).previous)],
    }
    with scope(school):  # each page that was opened left it
        for name, model in ROWS.items():
            choices[name] = list(model.objects.for_school(school).order_by("pk").values_list("pk", flat=True))
    wanted = [name for name in names if name != "form"]
    return [dict(zip(wanted, values, strict=True)) for values in product(*(choices[name] for name in wanted))]


def _body(answer: HttpResponse) -> bytes:
    if answer.status_code != 200:
        return b""
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def mistakes(files: dict[str, bytes]) -> Iterator[str]:
    """Where a cell of a spreadsheet is not what the same cell of the CSV says."""
    text = files["csv"].decode("utf-8-sig")
    headers, *lines = csv.reader(io.StringIO(text, newline=""), delimiter=";")
    for form, read in (("xlsx", read_xlsx), ("ods", read_ods)):
        _, *rows = read(files[form])
        if len(rows) != len(lines):
            yield f"{form}: {len(rows)} lines for {len(lines)}"
        for line, row in zip(lines, rows, strict=False):
            padded = row + [NOTHING] * (len(headers) - len(row))
            for heading, words, cell in zip(headers, line, padded, strict=True):
                if problem := _mistake(heading, words, cell):
                    yield f"{form}, « {heading} », « {words} »: {problem}"


def kinds(files: dict[str, bytes]) -> Counter[str]:
    """How many cells of each kind the workbook holds, below its headings."""
    return Counter(cell.kind for row in read_xlsx(files["xlsx"])[1:] for cell in row)


def _mistake(heading: str, words: str, cell: Typed) -> str:
    if not words:
        return "something for nothing" if cell.kind else ""
    if NAMES.search(heading) and not heading.startswith(("N°", "Demande")):
        return "" if cell.kind == "text" else f"a {cell.kind} for what names a thing"
    if DAY.fullmatch(words):
        is_right = cell.kind == "day" and abs(cell.value - _day(words)) <= ONE_SECOND
        return "" if is_right else f"a {cell.kind} {cell.value} for a day"
    if FIGURE.fullmatch(words):
        if NUMBERED.search(heading) and cell.kind == "text":
            return ""
        figure = Decimal(re.sub("[\u00a0\u202f ]", "", words).replace(",", "."))
        is_right = cell.kind == "figure" and cell.value == figure
        return "" if is_right else f"a {cell.kind} {cell.value} for a figure"
    return "" if cell.kind == "text" else f"a {cell.kind} for a text"


def _day(words: str) -> datetime:
    shape = "%d/%m/%Y %H:%M"[: 8 if len(words) == len("31/08/2026") else None]
    return datetime.fromisoformat(words) if "-" in words else datetime.strptime(words, shape)  # noqa: DTZ007


def read_xlsx(data: bytes) -> list[list[Typed]]:
    """The cells of the first sheet."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        styles = ElementTree.fromstring(archive.read("xl/styles.xml"))
        sheet = ElementTree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
    formats = {one.get("numFmtId"): one.get("formatCode", "") for one in styles.iter(f"{SHEET}numFmt")}
    of_cells = styles.find(f"{SHEET}cellXfs")
    assert of_cells is not None
    are_days = [_is_of_days(int(xf.get("numFmtId", "0")), formats) for xf in of_cells]
    return [_xlsx_row(row, are_days) for row in sheet.iter(f"{SHEET}row")]


def _is_of_days(number: int, formats: dict[str | None, str]) -> bool:
    return number in BUILT_IN_DAYS or "yy" in formats.get(str(number), "")


def _xlsx_row(row: ElementTree.Element, are_days: list[bool]) -> list[Typed]:
    cells: list[Typed] = []
    for cell in row:
        column = re.sub("[0-9]", "", cell.get("r", ""))
        rank = sum((ord(sign) - 64) * 26**place for place, sign in enumerate(reversed(column))) - 1
        cells += [NOTHING] * (rank - len(cells))
        cells.append(_xlsx_cell(cell, is_day=are_days[int(cell.get("s", "0"))]))
    return cells


def _xlsx_cell(cell: ElementTree.Element, *, is_day: bool) -> Typed:
    if cell.get("t") == "inlineStr":
        return Typed("text", "".join(cell.itertext()))
    written = cell.findtext(f"{SHEET}v")
    if not written:
        return NOTHING
    if not is_day:
        return Typed("figure", Decimal(written))
    days = float(written)
    moment = datetime.combine(FIRST_DAY, datetime.min.time()) + timedelta(seconds=round(days * 86400))
    return Typed("day", moment)


def read_ods(data: bytes) -> list[list[Typed]]:
    """The cells of the first table."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        content = ElementTree.fromstring(archive.read("content.xml"))
    table = next(content.iter(f"{TABLE}table"))
    return [[_ods_cell(cell) for cell in row] for row in table.iter(f"{TABLE}table-row")]


def _ods_cell(cell: ElementTree.Element) -> Typed:
    kind = cell.get(f"{OFFICE}value-type")
    if kind == "float":
        return Typed("figure", Decimal(cell.get(f"{OFFICE}value", "")))
    if kind == "date":
        return Typed("day", datetime.fromisoformat(cell.get(f"{OFFICE}date-value", "")))
    return Typed("text", "\n".join("".join(one.itertext()) for one in cell)) if kind else NOTHING
