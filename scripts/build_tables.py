"""Write what the code declares about itself: who may do what, what is kept, what is open, how it is laid.

python scripts/build_tables.py           writes the three pages, and the parts of two others
python scripts/build_tables.py --check   exit code 1 when one of them is not what the code says
"""

import argparse
import os
import re
import sys
import tempfile
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LAYERS = "An app imports only lower layers"
ENTRY = re.compile(r"^\| ([^|]+) \| ([^|]+) \| .+ \|$", re.MULTILINE)
YES, NO, IF_DESIGNATED = "oui", "–", "si désigné"
MADE = "<!-- Page produite par scripts/build_tables.py : ne pas la modifier à la main. -->"
OPEN_TO = {
    "anyone": "anyone",
    "signed in": "whoever is signed in",
    "partner": "a partner of the body named in the address",
    "token": "a program with a token of the school",
}
DATA_HEADER = [
    "Table",
    "De l’établissement",
    "Pourquoi",
    "Données sur des personnes",
    "Conservation",
    "Effacé",
]
# Columns of the table of rights: the roles' codes under a word short enough.
SHORT = {
    "head": "Chef",
    "deputy": "Adjoint",
    "digital_lead": "Référent",
    "bursar": "Gestionnaire",
    "teacher": "Enseignant",
    "staff": "Personnel",
    "technician": "Technicien",
    "adviser": "Conseiller",
    "dpo": "DPD",
}


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _table(header: list[str], rows: Iterable[list[str]]) -> list[str]:
    return [_row(header), _row("---" for _ in header), *map(_row, rows), ""]


def rights_page() -> str:
    from fanal.accounts.models.roles import Role, System
    from fanal.accounts.reading.declared import declared_rights

    lines = [
        MADE,
        "",
        "# Qui peut quoi",
        "",
        "« oui » : la fonction le permet dans son établissement, tant que l’état de la chose s’y prête (on "
        "ne prend pas en charge une demande terminée). Une personne qui a plusieurs fonctions a les droits "
        "de chacune. Le bouton ne s’affiche que si le geste est possible, et le geste est vérifié de nouveau "
        "quand on appuie. Personne n’a de droit dans un autre établissement que les siens.",
        "",
        "« si désigné » : tant qu’une désignation signée de la direction le permet, pour cette opération "
        "(ou les trente premiers jours d’un nouveau référent) ; un autre membre du personnel peut l’être "
        "aussi.",
        "",
        f"Les fonctions : {', '.join(f'{SHORT[role.value]} ({role.label.lower()})' for role in Role)}. "
        "« Sans personne » : ce que fait le logiciel quand nul n’appuie (courrier reçu, agent "
        "d’inventaire, tâche planifiée, mise en service).",
        "",
    ]
    for app in declared_rights():
        header = ["", *(SHORT[role.value] for role in Role), "Sans personne"]
        lines += [
            f"## {app.name}",
            "",
            *_table(header, (_right_row(right, Role, System) for right in app.rights)),
        ]
    return "\n".join(lines)


def _right_row(right: Any, roles: Any, systems: Any) -> list[str]:
    alone = [system.label.lower() for system in systems if system.value in right.roles]
    return [
        right.label,
        *(_right_cell(right, role) for role in roles),
        ", ".join(alone) or NO,
    ]


def _right_cell(right: Any, role: Any) -> str:
    from fanal.accounts.models.roles import Delegated, Role

    if role.value in right.roles:
        return YES
    is_delegated = role == Role.DIGITAL_LEAD and not right.roles.isdisjoint(Delegated)
    return IF_DESIGNATED if is_delegated else NO


def data_page() -> str:
    from fanal.accounts.reading.declared import declared_data, declared_people
    from fanal.core.retention.rule import rules

    lines = [
        MADE,
        "",
        "# Quelles données, pourquoi, combien de temps",
        "",
        "Une ligne par table de la base. Une table « de l’établissement » n’est lue et écrite que dans cet "
        "établissement : PostgreSQL lui-même cache les lignes des autres.",
        "",
        "Chaque nuit, Fanal efface lui-même ce qui a fait son temps : la colonne « Effacé » dit quelles "
        "tables. Le nombre de lignes effacées est noté dans le journal de l’établissement, jamais leur "
        "contenu.",
        "",
        "## De qui",
        "",
        "La notice publique, la fiche de Fanal au registre, la recherche d’une personne, la remise de ses "
        "données et leur effacement sont faits de cette même carte.",
        "",
        *(_people_line(one) for one in declared_people()),
        "",
        "## Ce qui s’efface chaque nuit",
        "",
        *(f"- {rule.says}" for rule in rules()),
        "",
    ]
    for app in declared_data():
        lines += [f"## {app.name}", "", *_table(DATA_HEADER, map(_data_row, app.tables))]
    return "\n".join(lines)


def _people_line(one: Any) -> str:
    places = " ; ".join(f"{name} ({', '.join(parts)})" for name, parts in one.apps)
    return f"- **{one.kind.plural}** : {places}."


def _data_row(kept: Any) -> list[str]:
    category = "aucune" if kept.data.category == "none" else kept.data.category
    return [
        f"`{kept.label}`",
        YES if kept.is_of_school else NO,
        kept.data.purpose,
        category,
        kept.kept,
        YES if kept.is_erased_alone else NO,
    ]


def addresses_page() -> str:
    sys.path.insert(0, str(ROOT))
    from tests.matrix.routes import all_routes

    ours, library = [], []
    for route in all_routes():
        if route.view.__module__.startswith("fanal."):
            if route.access != "member":
                who, why = route.view.fanal_access
                ours.append([f"`/{route.pattern}`", OPEN_TO[who], why])
        else:
            library.append([f"`/{route.pattern}`"])
    return "\n".join(
        [
            MADE,
            "",
            "# Addresses open without being a member of the school",
            "",
            "Every other address lies under `/e/<uai>/` and answers 404 to whoever is not a member of "
            "that school today. Each row is declared beside its page (`@open_to`), with its reason.",
            "",
            *_table(["Address", "Open to", "Because"], ours),
            "## Sign-in",
            "",
            "These belong to the sign-in library (django-allauth), under its limits of attempts; "
            "none of them reads a school.",
            "",
            *_table(["Address"], library),
        ]
    )


def layers_part() -> str:
    """The layers of the contract in `pyproject.toml`, the lowest first."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        contracts = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    (layers,) = [one["layers"] for one in contracts if one["name"] == LAYERS]
    return "\n".join(f"{rank}. {_rooms_of(layer)}" for rank, layer in enumerate(reversed(layers), start=1))


def _rooms_of(layer: str) -> str:
    rooms = sorted(room.strip().removeprefix("fanal.") for room in layer.split("|"))
    return ", ".join(f"`{room}`" for room in rooms)


def index_part() -> str:
    """Each French word of the glossary with its name in the code, by letter."""
    page = (ROOT / "docs/glossary.md").read_text(encoding="utf-8").partition("<!-- index -->")[0]
    entries = [
        (word, name)
        for words, name in ENTRY.findall(page)
        if words not in {"on the screen", "---"}
        for word in words.split(", ")
    ]
    by_letter: dict[str, list[str]] = {}
    for word, name in sorted(entries, key=lambda entry: _plain(entry[0])):
        by_letter.setdefault(_plain(word)[0].upper(), []).append(f"{word} ({name})")
    return "\n".join(f"- **{letter}** {'; '.join(words)}." for letter, words in by_letter.items())


def _plain(word: str) -> str:
    """A word as a dictionary orders it."""
    letters = unicodedata.normalize("NFD", word.lower().strip("« "))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


PARTS = {"README.md": ("layers", layers_part), "docs/glossary.md": ("index", index_part)}
PAGES = {
    "docs/guide/qui-peut-quoi.md": rights_page,
    "docs/guide/donnees.md": data_page,
    "docs/operate/open-addresses.md": addresses_page,
}


def _differing() -> Iterator[tuple[Path, str]]:
    for name, make in PAGES.items():
        file, text = ROOT / name, make().rstrip() + "\n"
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            yield file, text
    for name, (part, make) in PARTS.items():
        file = ROOT / name
        before = file.read_text(encoding="utf-8")
        head, _, rest = before.partition(f"<!-- {part} -->")
        text = f"{head}<!-- {part} -->\n\n{make()}\n\n<!-- end -->{rest.partition('<!-- end -->')[2]}"
        if text != before:
            yield file, text


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--check", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        # Reading the declarations needs no database, and leaves nothing in anyone's data.
        os.environ |= {"FANAL_HOME": home, "DJANGO_SETTINGS_MODULE": "fanal.config.settings"}
        import django

        django.setup()
        differing = list(_differing())
    for file, text in differing:
        if given.check:
            print(f"{file.relative_to(ROOT)} is not what the code declares: run scripts/build_tables.py")
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
    return 1 if given.check and differing else 0


if __name__ == "__main__":
    sys.exit(main())
