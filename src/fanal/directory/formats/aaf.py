"""The federating directory of an académie (AAF), complete or delta: the files that feed an ENT.

Source: SDET annexes 4 and 4 bis; `ficAlimMENESR.dtd`. Four traps: the school in `school$value` is the AAF's
own number, told by EtabEducNat and not a UAI; a person's number is unique in an académie only; a modification
replaces a whole list; metadata are comments.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import IO, Any

from lxml import etree

from fanal.directory.formats.header import Header
from fanal.directory.formats.markup import clean, events, french_day
from fanal.directory.formats.said import Kind, Manner, Said, refused

REQUESTS = {"addRequest": Manner.WHOLE, "modifyRequest": Manner.PART, "deleteRequest": Manner.GONE}
CATEGORIES = {
    "eleve": Kind.PUPIL, "perseducnat": Kind.STAFF, "etabeducnat": Kind.SCHOOL, "mefeducnat": Kind.LEVEL,
    "mateducnat": Kind.SUBJECT,
}  # fmt: skip
METADATA = re.compile(r"\s*(\w+)\s*=\s*\"([^\"]{0,80})\"")
# The attributes that are read. Every other one is counted, never an error.
READ = frozenset(
    [
        "ENTPersonJointure",
        "ENTPersonDateNaissance",
        "sn",
        "givenName",
        "personalTitle",
        "mail",
        "ENTPersonStructRattach",
        "ENTEleveMEF",
        "ENTEleveClasses",
        "ENTEleveGroupes",
        "ENTEleveDateEntreeStructRattach",
        "ENTEleveDateSortieStructRattach",
        "ENTPersonFonctions",
        "ENTAuxEnsClasses",
        "ENTAuxEnsGroupes",
        "ENTAuxEnsClassesMatieres",
        "ENTAuxEnsGroupesMatieres",
        "ENTAuxEnsClassesPrincipal",
        "ENTStructureJointure",
        "ENTStructureUAI",
        "ENTEtablissementUAI",
        "ENTStructureNomCourant",
        "ENTStructureClasses",
        "ENTStructureGroupes",
        "ENTMefJointure",
        "ENTLibelleMef",
        "ENTMatJointure",
        "ENTLibelleMatiere",
    ]
)
# Known and left aside on purpose: addresses, guardians, national number, telephone, birthplace.
ASIDE = re.compile(
    r"ENT(?:Person|Eleve|Aux|Structure|Etablissement|Serv|Mef|Mat|MEF|Niv|Filiere)|PersEducNat|homePhone|"
    r"telephoneNumber|mobile|postOfficeBox|street|postalCode|l$|facsimile"
)
Values = dict[str, list[str]]


def read(source: IO[bytes], header: Header) -> Iterator[Said]:
    """The lines of one file of the AAF; `header` learns the académie, the date and the versions."""
    rank = 0
    for event, element in events(source, *REQUESTS):
        if event == "comment":
            _learn(element.text or "", header)
            continue
        rank += 1
        yield from _lines(rank, element, header)


def _learn(comment: str, header: Header) -> None:
    found = METADATA.match(comment)
    if found is None:
        return
    name, value = found[1], found[2]
    if name == "versionAF":
        header.version = value
    elif name == "codeAcademieExport":
        header.academy = value
    elif name == "dateGenerationExport":
        try:
            header.exported_on = french_day(value)
        except ValueError:
            header.skip(name)


def _values(element: etree._Element, header: Header) -> Values:
    """The attributes that are read; they stand in the last of the request's three parts."""
    found: Values = {}
    for attribute in element[-1]:
        name = attribute.get("name") or ""
        if name in READ:
            found[name] = [clean(value.text) for value in attribute if value.text]
        elif _is_unknown(name):
            header.skip(name)
    return found


@lru_cache(maxsize=1024)
def _is_unknown(name: str) -> bool:
    return not ASIDE.match(name)


def _lines(rank: int, element: etree._Element, header: Header) -> Iterator[Said]:
    manner = REQUESTS[str(element.tag)]
    category = element.findtext("operationalAttributes/attr/value") or ""
    kind = CATEGORIES.get(category.strip().lower())
    if kind is None:
        header.skip(category or "sans catégorie")
        return
    identifier = clean(element.findtext("identifier/id"))
    key = f"{header.academy}-{identifier}" if header.academy else identifier
    if not identifier:
        yield refused(rank, kind, "", "", "Cette fiche n’a pas d’identifiant.")
        return
    if manner is Manner.GONE:
        yield Said(rank, manner, kind, "", key, {})
        return
    values = _values(element, header)
    try:
        yield from READERS[kind](rank, manner, key, identifier, values)
    except ValueError as wrong:
        yield refused(rank, kind, "", key, f"La date « {str(wrong)[:20]} » n’est pas lisible.")


def _first(values: Values, name: str) -> str:
    return next(iter(values.get(name, ())), "")


def _parts(values: Values, name: str) -> Iterator[list[str]]:
    """The values of a list `school$…`, each cut at its « $ », doubles aside."""
    for value in dict.fromkeys(values.get(name, ())):
        school, *rest = (part.strip() for part in value.split("$"))
        if school and rest and rest[0]:
            yield [school, *rest]


def _identity(values: Values, manner: Manner) -> dict[str, Any]:
    """Who it is. A change tells only what it replaces."""
    told = {"family_name": _first(values, "sn"), "given_name": _first(values, "givenName")}
    told["born"] = french_day(_first(values, "ENTPersonDateNaissance"))
    names = {"family_name": "sn", "given_name": "givenName", "born": "ENTPersonDateNaissance"}
    return told if manner is Manner.WHOLE else {k: v for k, v in told.items() if names[k] in values}


def _by_school(values: Values, name: str) -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = {}
    for school, *rest in _parts(values, name):
        found.setdefault(school, []).append(rest)
    return found


def _schools(values: Values, *lists: dict[str, Any]) -> list[str]:
    """Every school this person is told to be in, the one of attachment first."""
    attached = _first(values, "ENTPersonStructRattach")
    return list(dict.fromkeys([*filter(None, [attached]), *(school for one in lists for school in one)]))


def _told_in(schools: list[str], manner: Manner) -> list[str]:
    """A change is told without a school too: where a replaced list no longer names a school, it is empty."""
    return [*schools, ""] if manner is Manner.PART else schools or [""]


def _pupil(rank: int, manner: Manner, key: str, _: str, values: Values) -> Iterator[Said]:
    classes, groups = _by_school(values, "ENTEleveClasses"), _by_school(values, "ENTEleveGroupes")
    identity = _identity(values, manner)
    if manner is Manner.WHOLE and not (identity["family_name"] and identity["given_name"]):
        yield refused(rank, Kind.PUPIL, "", key, "Cet élève n’a pas de nom ou de prénom.")
        return
    schools = _schools(values, classes, groups)
    attached = _first(values, "ENTPersonStructRattach")
    for school in _told_in(schools, manner):
        told = dict(identity)
        if manner is Manner.WHOLE or "ENTEleveMEF" in values:
            told["level"] = _first(values, "ENTEleveMEF")
        if manner is Manner.WHOLE or "ENTEleveClasses" in values:
            told["class"] = classes[school][0][0] if school in classes else ""
        if manner is Manner.WHOLE or "ENTEleveGroupes" in values:
            told["groups"] = [rest[0] for rest in groups.get(school, [])]
        if school == attached:
            told |= _stay(values, manner)
        yield Said(rank, manner, Kind.PUPIL, school, key, told)


def _stay(values: Values, manner: Manner) -> dict[str, Any]:
    names = {
        "entered_on": "ENTEleveDateEntreeStructRattach",
        "left_on": "ENTEleveDateSortieStructRattach",
    }
    return {
        word: french_day(_first(values, name))
        for word, name in names.items()
        if name in values and (_first(values, name) or manner is Manner.PART)
    }


def _staff(rank: int, manner: Manner, key: str, _: str, values: Values) -> Iterator[Said]:
    functions = _by_school(values, "ENTPersonFonctions")
    heads = _by_school(values, "ENTAuxEnsClassesPrincipal")
    classes = _by_school(values, "ENTAuxEnsClassesMatieres") or _by_school(values, "ENTAuxEnsClasses")
    groups = _by_school(values, "ENTAuxEnsGroupesMatieres") or _by_school(values, "ENTAuxEnsGroupes")
    told_of = {
        "functions": ("ENTPersonFonctions", functions, 4),
        "heads": ("ENTAuxEnsClassesPrincipal", heads, 1),
        "classes": ("ENTAuxEnsClassesMatieres", classes, 2),
        "groups": ("ENTAuxEnsGroupesMatieres", groups, 2),
    }
    identity = _identity(values, manner)
    if manner is Manner.WHOLE and not (identity["family_name"] and identity["given_name"]):
        yield refused(rank, Kind.STAFF, "", key, "Cette personne n’a pas de nom ou de prénom.")
        return
    if manner is Manner.WHOLE or "personalTitle" in values:
        identity["civility"] = civility(_first(values, "personalTitle"))
    if manner is Manner.WHOLE or "mail" in values:
        identity["email"] = _first(values, "mail").lower()
    for school in _told_in(_schools(values, functions, heads, classes, groups), manner):
        told = dict(identity)
        for word, (name, lists, most) in told_of.items():
            if manner is Manner.WHOLE or name in values:
                told[word] = [rest[0] if most == 1 else rest[:most] for rest in lists.get(school, [])]
        yield Said(rank, manner, Kind.STAFF, school, key, told)


def civility(text: str) -> str:
    """« Mme » or « M. » from a title or a code of SIECLE and STSWEB, else nothing."""
    return {"m.": "M.", "m": "M.", "mme": "Mme", "mlle": "Mme", "1": "M.", "2": "Mme", "3": "Mme"}.get(
        text.lower(), ""
    )


def _school(rank: int, manner: Manner, key: str, identifier: str, values: Values) -> Iterator[Said]:
    uai = _first(values, "ENTStructureUAI") or _first(values, "ENTEtablissementUAI")
    label = " ".join(part for part in _first(values, "ENTStructureNomCourant").split("$")[1:] if part)
    if manner is Manner.WHOLE and not uai:
        yield refused(rank, Kind.SCHOOL, identifier, key, "Cet établissement n’a pas de numéro UAI.")
        return
    yield Said(rank, manner, Kind.SCHOOL, identifier, key, {"uai": uai.upper(), "label": label})
    for name, kind, word in (
        ("ENTStructureClasses", Kind.CLASS, "levels"),
        ("ENTStructureGroupes", Kind.GROUP, "classes"),
    ):
        for value in dict.fromkeys(values.get(name, ())):
            code, *rest = (part.strip() for part in value.split("$"))
            if code:
                told = {"label": rest[0] if rest else code, word: [part for part in rest[1:] if part]}
                yield Said(rank, manner, kind, identifier, code, told)


def _word(kind: Kind, name: str, label: str) -> Any:
    def read_word(rank: int, manner: Manner, key: str, identifier: str, values: Values) -> Iterator[Said]:
        code = _first(values, name) or identifier
        yield Said(rank, manner, kind, "", code, {"label": _first(values, label) or code})

    return read_word


READERS: dict[Kind, Any] = {
    Kind.PUPIL: _pupil,
    Kind.STAFF: _staff,
    Kind.SCHOOL: _school,
    Kind.LEVEL: _word(Kind.LEVEL, "ENTMefJointure", "ENTLibelleMef"),
    Kind.SUBJECT: _word(Kind.SUBJECT, "ENTMatJointure", "ENTLibelleMatiere"),
}
