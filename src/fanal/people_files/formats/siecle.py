"""SIECLE's exports (BEE): pupils without addresses, classes and groups, words of the ministry.

The order of sections varies from one version to another: a school's pupils are kept until the file's end.
Labels are padded with spaces; a MEF may hold letters; the national number (INE) is not read.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Any

from lxml import etree

from fanal.people_files.formats.header import Header
from fanal.people_files.formats.markup import UnreadableFile, clean, elements, french_day
from fanal.people_files.formats.source_line import LineKind, Manner, SourceLine, names_in, refused

MOST_PUPILS = 20_000  # of one school: beyond, it is no export of SIECLE
TOO_MANY = (
    f"Ce fichier annonce plus de {MOST_PUPILS} élèves pour un seul établissement : ce n’est pas un export "
    "de SIECLE. Vérifiez le fichier."
)
DIVISION, GROUP = "D", "G"


@dataclass
class _Pupil:
    rank: int
    content: dict[str, Any]
    why: str = ""
    groups: list[str] = field(default_factory=list)


def _learn(element: etree._Element, header: Header) -> None:
    header.uai = clean(element.findtext("UAJ")).upper()
    year = clean(element.findtext("ANNEE_SCOLAIRE"))
    header.school_year = int(year[:4]) if year[:4].isdecimal() else None
    try:
        header.exported_on = french_day(clean(element.findtext("DATE_EXPORT")))
    except ValueError:
        header.skip("DATE_EXPORT")


def read_pupils(source: IO[bytes], header: Header) -> Iterator[SourceLine]:
    """Pupils with their class (division) and groups; one line each, once the file is read to its end."""
    pupils: dict[str, _Pupil] = {}
    structures: dict[str, list[tuple[str, str]]] = {}
    rank = 0
    for element in elements(source, "PARAMETRES", "ELEVE", "STRUCTURES_ELEVE"):
        if element.tag == "PARAMETRES":
            _learn(element, header)
        elif element.tag == "ELEVE":
            rank += 1
            key = clean(element.get("ELEVE_ID")) or clean(element.get("ELENOET"))
            if not key or key in pupils:
                reason = "n’a pas de numéro" if not key else f"porte le numéro {key}, déjà lu plus haut"
                names = names_in(_pupil(rank, element).content)
                yield refused(rank, LineKind.PUPIL, header.uai, key, f"Cet élève {reason}.", **names)
                continue
            pupils[key] = _pupil(rank, element)
        elif element.tag == "STRUCTURES_ELEVE":
            structures[clean(element.get("ELEVE_ID"))] = _structures(element)
        if len(pupils) > MOST_PUPILS or len(structures) > MOST_PUPILS:
            raise UnreadableFile(TOO_MANY)
    for key, pupil in pupils.items():
        yield _line(key, pupil, structures.get(key, []), header)


def _structures(element: etree._Element) -> list[tuple[str, str]]:
    return [
        (clean(structure.findtext("TYPE_STRUCTURE")), clean(structure.findtext("CODE_STRUCTURE")))
        for structure in element.iter("STRUCTURE")
    ]


def _pupil(rank: int, element: etree._Element) -> _Pupil:
    def text(name: str) -> str:
        return clean(element.findtext(name))

    content: dict[str, Any] = {
        "family_name": text("NOM_USAGE") or text("NOM_DE_FAMILLE") or text("NOM"),
        "given_name": text("PRENOM"),
        "level": text("CODE_MEF"),
    }
    if not (content["family_name"] and content["given_name"]):
        return _Pupil(rank, content, "Cet élève n’a pas de nom ou de prénom.")
    for word, name in (("born", "DATE_NAISS"), ("left_on", "DATE_SORTIE")):
        try:
            content[word] = french_day(text(name))
        except ValueError:
            return _Pupil(rank, content, f"La date « {text(name)[:20]} » ({name}) n’est pas lisible.")
    return _Pupil(rank, content)


def _line(key: str, pupil: _Pupil, structures: list[tuple[str, str]], header: Header) -> SourceLine:
    if pupil.why:
        return refused(pupil.rank, LineKind.PUPIL, header.uai, key, pupil.why)
    divisions = [code for kind, code in structures if kind == DIVISION and code]
    groups = [code for kind, code in structures if kind == GROUP and code]
    content = pupil.content | {"class": divisions[0] if divisions else "", "groups": sorted(set(groups))}
    return SourceLine(pupil.rank, Manner.WHOLE, LineKind.PUPIL, header.uai, key, content)


def read_classes(source: IO[bytes], header: Header) -> Iterator[SourceLine]:
    """Classes (divisions) with their MEF, groups with their classes."""
    rank = 0
    for element in elements(source, "PARAMETRES", "DIVISION", "GROUPE"):
        if element.tag == "PARAMETRES":
            _learn(element, header)
            continue
        rank += 1
        kind = LineKind.CLASS if element.tag == "DIVISION" else LineKind.GROUP
        code = clean(element.get("CODE_STRUCTURE")) or clean(element.get("CODE"))
        if not code:
            yield refused(rank, kind, header.uai, "", "Cette classe ou ce groupe n’a pas de code.")
            continue
        yield SourceLine(rank, Manner.WHOLE, kind, header.uai, code, structure(element, code, kind))


def structure(element: etree._Element, code: str, kind: LineKind) -> dict[str, Any]:
    """A class or a group of SIECLE or STSWEB: same things, as elements here and attributes there."""
    label = clean(element.findtext("LIBELLE_LONG")) or clean(element.findtext("LIBELLE")) or code
    if kind is LineKind.CLASS:
        levels = [
            clean(level.get("CODE") or level.findtext("CODE_MEF") or level.get("CODE_MEF"))
            for level in element.iterfind("MEFS_APPARTENANCE/*")
        ]
        return {"label": label, "levels": [code for code in levels if code]}
    classes = [
        clean(division.get("CODE") or division.findtext("CODE_STRUCTURE") or division.get("CODE_STRUCTURE"))
        for division in element.iterfind("DIVISIONS_APPARTENANCE/*")
    ]
    return {"label": label, "classes": [code for code in classes if code]}


def read_words(source: IO[bytes], header: Header) -> Iterator[SourceLine]:
    """Levels (MEF) and subjects with their labels."""
    rank = 0
    for element in elements(source, "PARAMETRES", "MEF", "MATIERE"):
        if element.tag == "PARAMETRES":
            _learn(element, header)
            continue
        kind, name = (
            (LineKind.LEVEL, "CODE_MEF") if element.tag == "MEF" else (LineKind.SUBJECT, "CODE_MATIERE")
        )
        code = clean(element.get(name) or element.get("CODE"))
        if not code:
            continue  # a reference from another section
        rank += 1
        label = clean(element.findtext("LIBELLE_LONG")) or clean(element.findtext("LIBELLE_EDITION")) or code
        yield SourceLine(rank, Manner.WHOLE, kind, "", code, {"label": label})
