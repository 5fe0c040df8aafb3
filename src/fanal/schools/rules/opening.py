"""Which school does a line of a table describe, and why can it not be opened?

The words are those of the annuaire de l’éducation and of people's own lists. Pure: no database, no clock.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from fanal.accounts.rules import uai as uai_rules
from fanal.core.forms.hidden_signs import without_hidden
from fanal.core.imports.columns import Field, header_key
from fanal.core.text.email_address import is_address

FIELDS = (
    Field("uai", "UAI", ("Numéro UAI", "RNE", "Code établissement", "Identifiant de l’établissement")),
    Field(
        "name", "Nom", ("Nom de l’établissement", "Établissement", "Dénomination", "Appellation officielle")
    ),
    Field("kind", "Type", ("Nature", "Type d’établissement", "Nature UAI")),
    Field("status", "Statut", ("Secteur", "Public ou privé", "Statut public privé")),
    Field("zone", "Zone", ("Zone de vacances", "Zone scolaire")),
    Field("authority", "Collectivité", ("Département", "Région", "Collectivité de rattachement")),
    Field("academy", "Académie", ("Nom de l’académie", "Libellé académie")),
    Field("city", "Commune", ("Ville", "Nom de la commune")),
    Field("head_email", "Courriel de la direction", ("Courriel du chef", "Adresse du chef d’établissement")),
    Field("lead_email", "Courriel du référent", ("Adresse du référent", "Courriel du référent numérique")),
)
# Signs that the records hold.
LONGEST = {
    "name": ("Le nom", 120),
    "city": ("La commune", 80),
    "authority": ("La collectivité", 120),
    "academy": ("L’académie", 120),
}
KINDS = {
    "college": "college",
    "clg": "college",
    "lycee": "lycee",
    "lyceegeneral": "lycee",
    "lyceegeneralettechnologique": "lycee",
    "lgt": "lycee",
    "lyceepolyvalent": "lycee",
    "lpo": "lycee",
    "lyceeprofessionnel": "lycee_pro",
    "lp": "lycee_pro",
    "lyceepro": "lycee_pro",
    "autre": "other",
    "other": "other",
}
STATUSES = {"public": "public", "eple": "public", "prive": "private", "private": "private"}
STATUSES |= {"privesouscontrat": "private"}
ZONES = {
    "a": "A",
    "b": "B",
    "c": "C",
    "zonea": "A",
    "zoneb": "B",
    "zonec": "C",
    "horszone": "-",
    "corse": "-",
}


@dataclass(frozen=True)
class OpeningLine:
    """One school to open, in codes; `problems` say, in French, why it cannot be. `line` is the file’s."""

    line: int
    uai: str
    name: str
    kind: str
    status: str
    zone: str
    authority: str
    academy: str
    city: str
    head_email: str
    lead_email: str
    problems: tuple[str, ...]


def read_line(line: int, cells: Mapping[str, str]) -> OpeningLine:
    """Understand the cells of one line, by the codes of `FIELDS`."""
    values = {field.code: " ".join(without_hidden(cells.get(field.code, "")).split()) for field in FIELDS}
    problems = list(uai_rules.refusals(values["uai"]))
    if not values["name"]:
        problems.append("Le nom de l’établissement manque.")
    kind = _code(values["kind"], KINDS, "college", "le type", "collège, lycée, lycée professionnel", problems)
    status = _code(values["status"], STATUSES, "public", "le statut", "public ou privé", problems)
    if not values["zone"]:
        problems.append("La zone de vacances manque : A, B, C ou « hors zone ».")
    zone = _code(values["zone"], ZONES, "-", "la zone", "A, B, C ou « hors zone »", problems)
    for code, (what, most) in LONGEST.items():
        if len(values[code]) > most:
            problems.append(f"{what} dépasse {most} signes : abrégez.")
    problems += [
        f"« {email[:60]} » n’est pas une adresse de courriel : donnez-en une seule."
        for email in (values["head_email"], values["lead_email"])
        if email and not is_address(email)
    ]
    codes = {"uai": uai_rules.clean(values["uai"]), "kind": kind, "status": status, "zone": zone}
    return OpeningLine(line=line, problems=tuple(problems), **(values | codes))


def _code(
    word: str, codes: Mapping[str, str], by_default: str, what: str, expected: str, problems: list[str]
) -> str:
    """The code of a word; an unknown one is a problem, never a guess."""
    key = "horszone" if word == "-" else header_key(word)
    if not key:
        return by_default
    if key not in codes:
        problems.append(f"On ne reconnaît pas {what} « {word} » : écrivez {expected}.")
    return codes.get(key, by_default)
