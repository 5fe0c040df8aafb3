"""What somebody who asks for their data reads of them beside the data: article 15, § 1, RGPD.

It is made of what each table says of itself, for the tables that the answer prints; the rest is said of all.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.apps import apps

from fanal.accounts.models import School
from fanal.accounts.rules import law
from fanal.core.people.kinds import LINKED, data_of, holdings
from fanal.core.people.own_data import OwnRows, resolved
from fanal.core.people.subjects import Subject, SubjectFinder
from fanal.core.retention.rule import kept_words
from fanal.privacy.reading.delegates import delegates_of
from fanal.privacy.reading.register import head_words
from fanal.privacy.rules.telling import rights_words

NOTICE = f"pourquoi, combien de temps, et vos droits ({law.gdpr('article 15, § 1').text})"
RECORDS = {kind.code: label for label, kind in reversed(LINKED.items())}  # a person, before a sign-in
READERS = (
    "dans l’établissement, qui en a besoin pour sa fonction ; au-dehors, les partenaires à qui il les ouvre, "
    "les destinataires des courriels qu’il envoie, et l’hébergeur de Fanal"
)
SOURCES = (
    "de vous, des fichiers que l’établissement importe (export de l’académie, liste des comptes d’un "
    "service), de ce que ses personnels écrivent, ou des courriels qu’il reçoit"
)


def answer_to(school: School, subject: Subject, finder: SubjectFinder, today: date) -> dict[str, Any]:
    """Everything each app keeps of them, by its name in French, then what the article asks to say of it."""
    read = finder.read(subject)
    contents = resolved(read)
    delegates = [str(delegate) for delegate in delegates_of(school, today)]
    of_all = {
        "responsable de traitement": head_words(school),
        "qui les lit": READERS,
        "d’où elles viennent": SOURCES,
        "vos droits": rights_words(delegates),
    }
    return {**contents, NOTICE: [*_of_tables(finder, read, contents), of_all]}


def _of_tables(
    finder: SubjectFinder, read: Mapping[str, Any], contents: Mapping[str, Any]
) -> Iterator[dict[str, str]]:
    """One for each table that the answer prints, under the names by which it prints it."""
    names_of: dict[Any, list[str]] = {}
    for name, rows in read.items():
        if not contents[name]:
            continue
        model = rows.rows.model if isinstance(rows, OwnRows) else apps.get_model(RECORDS[finder.sort])
        names_of.setdefault(model, []).append(name)
    what_of = {one.model: one.what for one in holdings() if one.kind.noun == finder.noun}
    for model, names in names_of.items():
        data = data_of(model)
        yield {
            "données": ", ".join(names),
            "pourquoi": data.purpose,
            "catégories": what_of.get(model, data.category),
            "conservation": kept_words(model) if hasattr(model, "DATA") else data.retention,
        }
