"""What the directory keeps about pupils and the staff: who they are, what the exports said, their checklists.

A pupil goes three months after leaving: the time to settle accounts and what they hold. What the sources said
of somebody of the staff goes a year after they left, with what was joined to them.
"""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from fanal.core import journal
from fanal.core.people.erasure import PUPIL, Finder, Subject
from fanal.core.people.kinds import PUPILS, STAFF
from fanal.core.people.personal_data import About, AppPrivacy, Erased, JournalName, Own, Until, days, years
from fanal.core.people.subjects import DATA_SUBJECTS
from fanal.core.registry import PUPIL_DATA, register, registered
from fanal.directory.models import (
    ChecklistTick,
    Enrolment,
    FormLetter,
    NotDuplicate,
    Pupil,
    RecordMerge,
    SourceRecord,
    StaffYear,
)
from fanal.directory.models.departure_checklist import KEPT
from fanal.directory.policies.directory import write_letters

SENTENCES = {
    "directory.sheet_ticked": "Ligne d’une fiche d’arrivée ou de départ cochée",
    "directory.sheet_unticked": "Ligne d’une fiche d’arrivée ou de départ décochée",
    "directory.sheet_closed": "Fiche d’arrivée ou de départ terminée",
    "directory.sheet_stays": "Toujours dans l’établissement, bien qu’absent des exports",
    "directory.records_joined": "Deux fiches d’une même personne réunies",
    "directory.records_separated": "Deux fiches réunies, séparées",
    "directory.records_apart": "Deux fiches qui se ressemblent dites de deux personnes",
    "directory.letter_written": "Courrier à imprimer écrit",
    "directory.letter_changed": "Courrier à imprimer modifié",
    "directory.letter_removed": "Courrier à imprimer supprimé",
    "directory.letters_printed": "Courriers imprimés",
}
PUPIL_DAYS = 92


def _subject(row: Pupil, today: date) -> Subject:
    born = f"né(e) le {row.born:%d/%m/%Y}" if row.born else ""
    return Subject(PUPIL, row.school_id, row.pk, row.given_name, row.family_name, today, born)


def _tell(subject: Subject) -> dict[str, Any]:
    parts = [tell(subject.school_id, subject.pk) for tell in registered(PUPIL_DATA)]
    return {name: rows for part in parts for name, rows in part.items()}


def _enrolled(who: Subject) -> QuerySet:
    """No field says that a pupil is present: their enrolments of the day do."""
    return Pupil.objects.for_school(who.school_id).present(who.today).filter(pk=who.pk)


def _forget_pupil(rows: QuerySet, who: Subject) -> None:
    """With all that hangs on the pupil, and what the journal says of it."""
    for model in (Enrolment, SourceRecord, RecordMerge, ChecklistTick):
        ids = model.objects.for_school(who.school_id).filter(pupil=who.pk).values_list("pk", flat=True)
        journal.erase_of(who.school_id, model, list(ids))
    rows.delete()


register(DATA_SUBJECTS, "pupils")(Finder(PUPIL, "Élève", Pupil.objects.for_school, _subject, _subject, _tell))

# Erased after what points to a pupil, who is known by their id.
keeps = AppPrivacy(
    "directory",
    "Élèves et classes",
    SENTENCES,
    place="directory",
    purpose="Connaître les élèves, les personnels et les classes de l’année, par des exports",
)
LEFT_PUPILS = keeps.rule(
    "directory.pupils", "Un élève parti : trois mois après son départ, avec ses classes."
)
LEFT_STAFF = keeps.rule(
    "directory.staff",
    "Ce que les sources disaient d’un collègue, ses années, ses fiches réunies : un an après son départ.",
)
TICKS = keeps.rule("directory.ticks", "Les lignes cochées d’une fiche d’arrivée ou de départ : un an.")

keeps(
    Pupil,
    About(PUPILS, "family_name", "given_name", what="le nom, la date de naissance, le départ"),
    Erased(
        "Inscription",
        "pk",
        rows=_enrolled,
        stops="Cet élève est encore inscrit : l’import suivant referait sa fiche. La base élèves de "
        "l’établissement dit d’abord son départ.",
    ),
    Erased(
        "Fiche d’élève, ses classes et ce que les sources disaient",
        "pk",
        becomes="effacée ; les effectifs comptés au fil des années restent",
        forget=_forget_pupil,
        also=(Enrolment, SourceRecord, RecordMerge, NotDuplicate, ChecklistTick),
    ),
    Until(
        LEFT_PUPILS, "left_on", days(PUPIL_DAYS), also=(Enrolment, SourceRecord, RecordMerge, NotDuplicate)
    ),
    Own(
        "fiche",
        {"nom": "family_name", "prénom": "given_name", "né le": "born", "parti le": "left_on"},
        by="nom",
    ),
    JournalName("Élève"),
)
keeps(
    Enrolment,
    About(PUPILS, what="la classe, le niveau et les groupes de l’année"),
    Own(
        "scolarité",
        {"année": "school_year", "classe": "class_code", "niveau": "level", "groupes": "groups"},
        by="année",
        of="pupil",
    ),
)
keeps(
    SourceRecord,
    About(PUPILS, "content", what="ce qu’un export dit de lui"),
    About(STAFF, what="ce qu’un export dit de lui"),
    Erased("Ce que les sources disaient", "person"),
    Until(LEFT_STAFF, "person__left_on", years(1)),
    Own(
        "ce que disent les exports",
        {"source": "source", "numéro": "key", "dit": "content", "vu le": "seen_on"},
        by="vu le",
        of=("person", "pupil"),
    ),
)
keeps(
    StaffYear,
    Erased("Années scolaires", "person"),
    Until(LEFT_STAFF, "person__left_on", years(1)),
    Own(
        "années scolaires",
        {
            "année": "school_year",
            "fonctions": "functions",
            "classes": "classes",
            "groupes": "groups",
            "professeur principal de": "heads",
            "matières": "subjects",
        },
        by="année",
    ),
)
keeps(
    RecordMerge,
    About(PUPILS, "was", "left", "moved", what="ses fiches réunies"),
    About(STAFF, what="ses fiches réunies"),
    Erased("Fiches réunies en une", "person"),
    Erased("Fiches réunies par cette personne", "joined_by", becomes="sans dire par qui"),
    Until(LEFT_STAFF, "person__left_on", years(1)),
    Own(
        "fiches réunies en une", {"numéro": "gone_number", "le": "joined_at"}, by="le", of=("person", "pupil")
    ),
    Own("fiches réunies par cette personne", {"le": "joined_at"}, by="le", of="joined_by"),
)
keeps(
    NotDuplicate,
    About(PUPILS, what="ses fiches réunies"),
    About(STAFF, what="ses fiches réunies"),
    Erased("Fiches dites différentes", ("person", "other_person")),
    Until(LEFT_STAFF, "person__left_on", years(1)),
    Own(
        "fiches dites différentes",
        {"le": "said_on"},
        by="le",
        of=("person", "other_person", "pupil", "other_pupil"),
    ),
)
keeps(
    ChecklistTick,
    About(PUPILS, what="sa fiche d’arrivée ou de départ"),
    About(STAFF, what="les fiches d’arrivée et de départ"),
    Erased("Fiches d’arrivée et de départ", "person"),
    Erased("Lignes cochées pour d’autres", "done_by", becomes="sans dire par qui"),
    Until(TICKS, "done_at", lambda now: now - KEPT),
    Own(
        "fiches d’arrivée et de départ",
        {"fiche": "sheet", "ligne": "code", "le": "done_at"},
        by="le",
        of=("person", "done_by", "pupil"),
    ),
)
keeps(
    FormLetter, JournalName("Courrier", "{0.title}", "directory:letter_print", by="pk", right=write_letters)
)
