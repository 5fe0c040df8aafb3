"""The federating directory of an académie (AAF), complete or delta: the files that feed an ENT.

Source: SDET annexes 4 and 4 bis; `ficAlimMENESR.dtd`. Four traps: the school in `school$value` is the AAF's
own number, told by EtabEducNat and not a UAI; a person's number is unique in an académie only; a modification
replaces a whole list; metadata are comments.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import IO

from lxml import etree

from fanal.people_files.formats.aaf_lines import ATTACHED, READERS, Values, first
from fanal.people_files.formats.header import Header
from fanal.people_files.formats.markup import clean, events, french_day
from fanal.people_files.formats.source_line import LineKind, Manner, SourceLine, refused

REQUESTS = {"addRequest": Manner.WHOLE, "modifyRequest": Manner.PART, "deleteRequest": Manner.GONE}
CATEGORIES = {
    "eleve": LineKind.PUPIL,
    "perseducnat": LineKind.STAFF,
    "etabeducnat": LineKind.SCHOOL,
    "mefeducnat": LineKind.LEVEL,
    "mateducnat": LineKind.SUBJECT,
}
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


def read(source: IO[bytes], header: Header) -> Iterator[SourceLine]:
    """The lines of one file of the AAF; `header` learns the académie, the date and the versions."""
    rank = 0
    for event, element in events(source, *REQUESTS):
        if event == "comment":
            _learn(element.text or "", header)
            continue
        rank += 1
        yield from _lines(rank, element, header)


def _learn(comment: str, header: Header) -> None:
    match = METADATA.match(comment)
    if match is None:
        return
    name, value = match[1], match[2]
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
    values: Values = {}
    for attribute in element[-1]:
        name = attribute.get("name") or ""
        if name in READ:
            values[name] = [clean(value.text) for value in attribute if value.text]
            if name == "mail":
                values[name] = [header.address(value) for value in values[name]]
        elif _is_unknown(name):
            header.skip(name)
    return values


@lru_cache(maxsize=1024)
def _is_unknown(name: str) -> bool:
    return not ASIDE.match(name)


def _lines(rank: int, element: etree._Element, header: Header) -> Iterator[SourceLine]:
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
        yield SourceLine(rank, manner, kind, "", key, {})
        return
    values = _values(element, header)
    try:
        yield from READERS[kind](rank, manner, key, identifier, values)
    except ValueError as wrong:
        yield refused(
            rank, kind, first(values, ATTACHED), key, f"La date « {str(wrong)[:20]} » n’est pas lisible."
        )
