"""STSWEB's export towards timetables (`sts_emp_<UAI>_<AAAA>.xml`, root STS_EDT): who teaches what to whom.

A teacher is known by the pair (TYPE, ID): a « local » number may equal one of the « epp ». Days are ISO here.
There is no mail in this file.
"""

from collections.abc import Iterator
from typing import IO, Any

from lxml import etree

from fanal.people_files.formats.aaf_lines import civility
from fanal.people_files.formats.header import Header
from fanal.people_files.formats.markup import UnreadableFile, clean, elements, iso_day
from fanal.people_files.formats.siecle import structure
from fanal.people_files.formats.source_line import LineKind, Manner, SourceLine, names_in, refused

MOST_PEOPLE = 5_000
TOO_MANY = (
    f"Ce fichier annonce plus de {MOST_PEOPLE} personnels pour un établissement : ce n’est pas un export de "
    "STSWEB. Vérifiez le fichier."
)
Taught = dict[str, list[list[str]]]
STRUCTURES = {"DIVISION": (LineKind.CLASS, "classes"), "GROUPE": (LineKind.GROUP, "groups")}


def read(source: IO[bytes], header: Header) -> Iterator[SourceLine]:
    """Words, staff with what they teach, classes, groups. Staff lines come last, at the end of the file."""
    people: dict[str, tuple[int, dict[str, Any], str]] = {}
    taught: dict[str, Taught] = {"classes": {}, "groups": {}}
    wanted = ("UAJ", "ANNEE_SCOLAIRE", "MATIERE", "MEF", "INDIVIDU", *STRUCTURES)
    rank = 0
    for element in elements(source, *wanted):
        tag = str(element.tag)
        if tag in {"UAJ", "ANNEE_SCOLAIRE"}:
            _learn(tag, element, header)
        elif tag in {"MATIERE", "MEF"}:
            if element.get("CODE") and len(element):  # a reference has no child
                rank += 1
                yield _word(rank, tag, element)
        elif tag == "INDIVIDU":
            rank += 1
            key = f"{clean(element.get('TYPE')) or 'local'}-{clean(element.get('ID'))}"
            if key.endswith("-") or key in people:
                reason = (
                    "n’a pas de numéro" if key.endswith("-") else f"porte le numéro {key}, déjà lu plus haut"
                )
                own_key = "" if key.endswith("-") else key
                names = names_in(_person(element)[0])
                yield refused(rank, LineKind.STAFF, header.uai, own_key, f"Cette personne {reason}.", **names)
                continue
            people[key] = (rank, *_person(element))
        elif element.get("CODE"):
            rank += 1
            kind, word = STRUCTURES[tag]
            code = clean(element.get("CODE"))
            _note(element, code, taught[word])
            yield SourceLine(rank, Manner.WHOLE, kind, header.uai, code, structure(element, code, kind))
        if len(people) > MOST_PEOPLE:
            raise UnreadableFile(TOO_MANY)
    for key, (place, content, why) in people.items():
        if why:
            yield refused(place, LineKind.STAFF, header.uai, key, why)
            continue
        both = {word: pairs.get(key, []) for word, pairs in taught.items()}
        yield SourceLine(place, Manner.WHOLE, LineKind.STAFF, header.uai, key, content | both)


def _learn(tag: str, element: etree._Element, header: Header) -> None:
    if tag == "UAJ":
        header.uai = clean(element.get("CODE")).upper() or header.uai
        header.academy = clean(element.findtext("ACADEMIE/CODE")) or header.academy
        return
    year = clean(element.get("ANNEE"))
    if year[:4].isdecimal():
        header.school_year = int(year[:4])


def _word(rank: int, tag: str, element: etree._Element) -> SourceLine:
    kind, code = (LineKind.LEVEL if tag == "MEF" else LineKind.SUBJECT), clean(element.get("CODE"))
    label = clean(element.findtext("LIBELLE_LONG")) or clean(element.findtext("LIBELLE_EDITION")) or code
    return SourceLine(rank, Manner.WHOLE, kind, "", code, {"label": label})


def _person(element: etree._Element) -> tuple[dict[str, Any], str]:
    def text(name: str) -> str:
        return clean(element.findtext(name))

    content: dict[str, Any] = {
        "civility": civility(text("CIVILITE")),
        "family_name": text("NOM_USAGE") or text("NOM_PATRONYMIQUE"),
        "given_name": text("PRENOM"),
        "functions": [[text("FONCTION"), ""]] if text("FONCTION") else [],
        "heads": [
            clean(division.text)
            for division in element.iterfind("PROFS_PRINC/PROF_PRINC/CODE_STRUCTURE")
            if division.text
        ],
    }
    if not (content["family_name"] and content["given_name"]):
        return content, "Cette personne n’a pas de nom ou de prénom."
    try:
        content["born"] = iso_day(text("DATE_NAISSANCE"))
    except ValueError:
        return content, f"La date « {text('DATE_NAISSANCE')[:20]} » (DATE_NAISSANCE) n’est pas lisible."
    return content, ""


def _note(element: etree._Element, code: str, taught: Taught) -> None:
    """Who teaches this class or group, and what."""
    for service in element.iterfind("SERVICES/SERVICE"):
        subject = clean(service.get("CODE_MATIERE"))
        for teacher in service.iterfind("ENSEIGNANTS/ENSEIGNANT"):
            key = f"{clean(teacher.get('TYPE')) or 'local'}-{clean(teacher.get('ID'))}"
            pairs = taught.setdefault(key, [])
            if [code, subject] not in pairs:
                pairs.append([code, subject])
