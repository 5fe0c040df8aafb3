"""From the attributes of one record of the AAF to lines: a pupil, a member of the staff, a school, a word."""

from collections.abc import Iterator
from typing import Any

from fanal.people_files.formats.markup import french_day
from fanal.people_files.formats.source_line import LineKind, Manner, SourceLine, refused

ATTACHED = "ENTPersonStructRattach"  # the school a person is attached to
Values = dict[str, list[str]]


def first(values: Values, name: str) -> str:
    return next(iter(values.get(name, ())), "")


def _parts(values: Values, name: str) -> Iterator[list[str]]:
    """The values of a list `school$…`, each cut at its « $ », doubles aside."""
    for value in dict.fromkeys(values.get(name, ())):
        school, *rest = (part.strip() for part in value.split("$"))
        if school and rest and rest[0]:
            yield [school, *rest]


def _identity(values: Values, manner: Manner) -> dict[str, Any]:
    """Who it is. A change tells only what it replaces."""
    content = {"family_name": first(values, "sn"), "given_name": first(values, "givenName")}
    content["born"] = french_day(first(values, "ENTPersonDateNaissance"))
    names = {"family_name": "sn", "given_name": "givenName", "born": "ENTPersonDateNaissance"}
    return content if manner is Manner.WHOLE else {k: v for k, v in content.items() if names[k] in values}


def _by_school(values: Values, name: str) -> dict[str, list[list[str]]]:
    by_school: dict[str, list[list[str]]] = {}
    for school, *rest in _parts(values, name):
        by_school.setdefault(school, []).append(rest)
    return by_school


def _schools(values: Values, *lists: dict[str, Any]) -> list[str]:
    """Every school this person is told to be in, the one of attachment first."""
    attached = first(values, ATTACHED)
    return list(
        dict.fromkeys([*filter(None, [attached]), *(school for schools in lists for school in schools)])
    )


def _schools_of_line(schools: list[str], manner: Manner) -> list[str]:
    """A change is told without a school too: where a replaced list no longer names a school, it is empty.

    It is « away » when it says where this person is from now on: whoever knows them elsewhere lets them go.
    """
    return [*schools, ""] if manner is Manner.PART else schools or [""]


def _pupil(rank: int, manner: Manner, key: str, _: str, values: Values) -> Iterator[SourceLine]:
    classes, groups = _by_school(values, "ENTEleveClasses"), _by_school(values, "ENTEleveGroupes")
    identity = _identity(values, manner)
    if manner is Manner.WHOLE and not (identity["family_name"] and identity["given_name"]):
        yield refused(
            rank, LineKind.PUPIL, first(values, ATTACHED), key, "Cet élève n’a pas de nom ou de prénom."
        )
        return
    schools = _schools(values, classes, groups)
    attached = first(values, ATTACHED)
    for school in _schools_of_line(schools, manner):
        content = dict(identity)
        if manner is Manner.WHOLE or "ENTEleveMEF" in values:
            content["level"] = first(values, "ENTEleveMEF")
        if manner is Manner.WHOLE or "ENTEleveClasses" in values:
            content["class"] = classes[school][0][0] if school in classes else ""
        if manner is Manner.WHOLE or "ENTEleveGroupes" in values:
            content["groups"] = sorted({rest[0] for rest in groups.get(school, [])})
        if school == attached or (manner is Manner.PART and not attached):
            content |= _stay(values, manner)
        if not school and (attached or classes):
            content["away"] = True
        yield SourceLine(rank, manner, LineKind.PUPIL, school, key, content)


def _stay(values: Values, manner: Manner) -> dict[str, Any]:
    """The day of exit; a change may empty it."""
    name = "ENTEleveDateSortieStructRattach"
    day = first(values, name)
    return {"left_on": french_day(day)} if name in values and (day or manner is Manner.PART) else {}


def _staff(rank: int, manner: Manner, key: str, _: str, values: Values) -> Iterator[SourceLine]:
    functions = _by_school(values, "ENTPersonFonctions")
    heads = _by_school(values, "ENTAuxEnsClassesPrincipal")
    classes = _by_school(values, "ENTAuxEnsClassesMatieres") or _by_school(values, "ENTAuxEnsClasses")
    groups = _by_school(values, "ENTAuxEnsGroupesMatieres") or _by_school(values, "ENTAuxEnsGroupes")
    attributes = {
        "functions": ("ENTPersonFonctions", functions, 4),
        "heads": ("ENTAuxEnsClassesPrincipal", heads, 1),
        "classes": ("ENTAuxEnsClassesMatieres", classes, 2),
        "groups": ("ENTAuxEnsGroupesMatieres", groups, 2),
    }
    identity = _identity(values, manner)
    if manner is Manner.WHOLE and not (identity["family_name"] and identity["given_name"]):
        yield refused(
            rank, LineKind.STAFF, first(values, ATTACHED), key, "Cette personne n’a pas de nom ou de prénom."
        )
        return
    if manner is Manner.WHOLE or "personalTitle" in values:
        identity["civility"] = civility(first(values, "personalTitle"))
    if manner is Manner.WHOLE or "mail" in values:
        identity["email"] = first(values, "mail").lower()
    for school in _schools_of_line(_schools(values, functions, heads, classes, groups), manner):
        content = dict(identity)
        for word, (name, lists, most) in attributes.items():
            if manner is Manner.WHOLE or name in values:
                content[word] = [rest[0] if most == 1 else rest[:most] for rest in lists.get(school, [])]
        if not school and "ENTPersonFonctions" in values and (functions or first(values, ATTACHED)):
            content["away"] = True
        yield SourceLine(rank, manner, LineKind.STAFF, school, key, content)


def civility(text: str) -> str:
    """« Mme » or « M. » from a title or a code of SIECLE and STSWEB, else nothing."""
    return {"m.": "M.", "m": "M.", "mme": "Mme", "mlle": "Mme", "1": "M.", "2": "Mme", "3": "Mme"}.get(
        text.lower(), ""
    )


def _school(rank: int, manner: Manner, key: str, identifier: str, values: Values) -> Iterator[SourceLine]:
    uai = first(values, "ENTStructureUAI") or first(values, "ENTEtablissementUAI")
    label = " ".join(part for part in first(values, "ENTStructureNomCourant").split("$")[1:] if part)
    if manner is Manner.WHOLE and not uai:
        yield refused(rank, LineKind.SCHOOL, identifier, key, "Cet établissement n’a pas de numéro UAI.")
        return
    yield SourceLine(
        rank, manner, LineKind.SCHOOL, identifier, identifier, {"uai": uai.upper(), "label": label}
    )
    for name, kind, word in (
        ("ENTStructureClasses", LineKind.CLASS, "levels"),
        ("ENTStructureGroupes", LineKind.GROUP, "classes"),
    ):
        for value in dict.fromkeys(values.get(name, ())):
            code, *rest = (part.strip() for part in value.split("$"))
            if code:
                content = {"label": rest[0] if rest else code, word: [part for part in rest[1:] if part]}
                yield SourceLine(rank, manner, kind, identifier, code, content)


def _word(kind: LineKind, name: str, label: str) -> Any:
    def read_word(
        rank: int, manner: Manner, key: str, identifier: str, values: Values
    ) -> Iterator[SourceLine]:
        code = first(values, name) or identifier
        yield SourceLine(rank, manner, kind, "", code, {"label": first(values, label) or code})

    return read_word


READERS: dict[LineKind, Any] = {
    LineKind.PUPIL: _pupil,
    LineKind.STAFF: _staff,
    LineKind.SCHOOL: _school,
    LineKind.LEVEL: _word(LineKind.LEVEL, "ENTMefJointure", "ENTLibelleMef"),
    LineKind.SUBJECT: _word(LineKind.SUBJECT, "ENTMatJointure", "ENTLibelleMatiere"),
}
