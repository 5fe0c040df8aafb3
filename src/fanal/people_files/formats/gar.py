"""GAR-ENT files (what an ENT sends to the GAR, version 1.7): people, profiles, classes and groups.

A person's groups come in another file than the person: they are lines of their own, that tell a part.
"""

from collections.abc import Iterator
from typing import IO, Any

from lxml import etree

from fanal.people_files.formats.header import Header
from fanal.people_files.formats.markup import clean, elements, iso_day
from fanal.people_files.formats.source_line import LineKind, Manner, SourceLine, names_in, refused

NAMESPACE = "http://data.education.fr/ns/gar"
SPACE = f"{{{NAMESPACE}}}"
PEOPLE = {"GAREleve": LineKind.PUPIL, "GAREnseignant": LineKind.STAFF}
# GAR's profiles in the AAF's function codes (SDET).
FUNCTIONS = {
    "national_ens": "ENS",
    "national_doc": "DOC",
    "national_dir": "DIR",
    "national_evs": "EDU",
    "national_eta": "ADF",
    "national_aca": "ACA",
    "national_col": "COL",
}


def read(source: IO[bytes], header: Header) -> Iterator[SourceLine]:
    """The lines of one GAR-ENT file."""
    wanted = (*PEOPLE, "GAREtab", "GARGroupe", "GARPersonMEF", "GARPersonGroupe", "GARMEF", "GARMatiere")
    for rank, element in enumerate(elements(source, *(SPACE + name for name in wanted)), start=1):
        name = str(element.tag).removeprefix(SPACE)
        if name in PEOPLE:
            yield from _person(rank, PEOPLE[name], element, header)
        else:
            yield from OTHERS[name](rank, element)


def _text(element: etree._Element, name: str) -> str:
    return clean(element.findtext(SPACE + name))


def _person(rank: int, kind: LineKind, element: etree._Element, header: Header) -> Iterator[SourceLine]:
    key = _text(element, "GARPersonIdentifiant")
    content: dict[str, Any] = {
        "family_name": _text(element, "GARPersonNom"),
        "given_name": _text(element, "GARPersonPrenom"),
    }
    profiles = [
        (_text(profile, "GARStructureUAI").upper(), _text(profile, "GARPersonProfil"))
        for profile in element.iterfind(f"{SPACE}GARPersonProfils")
    ]
    if not key or not (content["family_name"] and content["given_name"]):
        why = "Cette fiche n’a pas d’identifiant, de nom ou de prénom."
        yield refused(rank, kind, "", key, why, **names_in(content))
        return
    try:
        content["born"] = iso_day(_text(element, "GARPersonDateNaissance"))
    except ValueError:
        yield refused(rank, kind, "", key, "La date de naissance n’est pas lisible.")
        return
    if kind is LineKind.STAFF:
        content["civility"] = {"mme": "Mme", "m.": "M."}.get(_text(element, "GARPersonCivilite").lower(), "")
        content["email"] = header.address(_text(element, "GARPersonMail"))
    places = [clean(place.text).upper() for place in element.iterfind(f"{SPACE}GARPersonEtab") if place.text]
    for school in dict.fromkeys([*places, *(uai for uai, _ in profiles)]):
        whole = dict(content)
        if kind is LineKind.STAFF:
            functions = [
                FUNCTIONS.get(profile.lower(), profile) for uai, profile in profiles if uai == school
            ]
            whole["functions"] = [[code, ""] for code in functions]
        yield SourceLine(rank, Manner.WHOLE, kind, school, key, whole)


def _level_of_person(rank: int, element: etree._Element) -> Iterator[SourceLine]:
    content = {"level": _text(element, "GARMEFCode")}
    key, school = _text(element, "GARPersonIdentifiant"), _text(element, "GARStructureUAI").upper()
    yield SourceLine(rank, Manner.PART, LineKind.PUPIL, school, key, content)


def _member(rank: int, element: etree._Element) -> Iterator[SourceLine]:
    content = {"belongs": _text(element, "GARGroupeCode")}
    key, school = _text(element, "GARPersonIdentifiant"), _text(element, "GARStructureUAI").upper()
    yield SourceLine(rank, Manner.PART, LineKind.PUPIL, school, key, content)


def _structure(rank: int, element: etree._Element) -> Iterator[SourceLine]:
    kind = LineKind.CLASS if _text(element, "GARGroupeStatut").upper() == "DIVISION" else LineKind.GROUP
    code, school = _text(element, "GARGroupeCode"), _text(element, "GARStructureUAI").upper()
    content: dict[str, Any] = {"label": _text(element, "GARGroupeLibelle") or code}
    if kind is LineKind.GROUP:
        content["classes"] = [
            clean(division.text)
            for division in element.iterfind(f"{SPACE}GARGroupeDivAppartenance")
            if division.text
        ]
    if not code:
        yield refused(rank, kind, school, "", "Cette classe ou ce groupe n’a pas de code.")
        return
    yield SourceLine(rank, Manner.WHOLE, kind, school, code, content)


def _school(rank: int, element: etree._Element) -> Iterator[SourceLine]:
    uai = _text(element, "GARStructureUAI").upper()
    content = {"uai": uai, "label": _text(element, "GARStructureNomCourant")}
    yield SourceLine(rank, Manner.WHOLE, LineKind.SCHOOL, uai, uai, content)


def _word(kind: LineKind, code: str, label: str) -> Any:
    def read_word(rank: int, element: etree._Element) -> Iterator[SourceLine]:
        key = _text(element, code)
        yield SourceLine(rank, Manner.WHOLE, kind, "", key, {"label": _text(element, label) or key})

    return read_word


OTHERS: dict[str, Any] = {
    "GAREtab": _school,
    "GARGroupe": _structure,
    "GARPersonMEF": _level_of_person,
    "GARPersonGroupe": _member,
    "GARMEF": _word(LineKind.LEVEL, "GARMEFCode", "GARMEFLibelle"),
    "GARMatiere": _word(LineKind.SUBJECT, "GARMatiereCode", "GARMatiereLibelle"),
}
