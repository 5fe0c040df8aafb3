"""Importing people and classes: read, plan, decide, apply. Only applying writes in the directory.

A refused line is no departure; a doubtful one waits for a decision; too many departures ask somebody first.
"""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from fanal.accounts.models import Invitation, School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.accounts.rules.departures import must_be_confirmed
from fanal.core import journal
from fanal.core.database.numbers import next_number
from fanal.core.errors import RuleBroken
from fanal.core.imports.models import Import, ImportLine
from fanal.core.imports.staging import counts_of, locked_import
from fanal.directory.models import NotDuplicate, SourceRecord
from fanal.directory.policies import directory as policies
from fanal.people.actions.joining import withdraw
from fanal.people_files.actions import plan_writing
from fanal.people_files.actions.plan_absences import complete_kinds
from fanal.people_files.actions.plan_departures import count_leavers
from fanal.people_files.actions.plan_verifying import is_stale
from fanal.people_files.actions.planning import (
    ImportSource,
    join_parts,
    our_numbers,
    root_of_plan,
)
from fanal.people_files.actions.plans import beyond, plan_lines
from fanal.people_files.actions.staged_export import stage
from fanal.people_files.formats.header import FileNature
from fanal.people_files.formats.read_file import ReadFile
from fanal.people_files.rules.acceptance import (
    MOST_DATED,
    FileHeader,
    dated_words,
    departures_words,
    nameless_words,
    refusals,
)
from fanal.year.rules.years import SchoolYear, year_of

KIND = "people"
OWN = FileNature.OWN.value  # the source of our own tables: nothing of it is remembered
MOST_HEADERS = 20  # what is kept of the pieces of a large export
NO_NUMBER = (
    "Ce fichier nomme les établissements par un numéro propre à l’annuaire, et rien n’y dit lequel est le "
    "vôtre : déposez l’archive complète, avec le fichier « EtabEducNat »."
)
NOTHING_OURS = "Aucune fiche de votre établissement ({uai}) dans ce fichier : vérifiez d’où il vient."
CHANGED_MEANWHILE = (
    "Un autre import a été fait depuis cet aperçu : rien n’a été écrit. Déposez de nouveau le fichier."
)
RECORDS_CHANGED = (
    "Une fiche que cet import change a été modifiée depuis cet aperçu, ou dépasse vos fonctions : rien n’a "
    "été écrit. Déposez de nouveau le fichier."
)
ALONE = {FileNature.SIECLE_PUPILS, FileNature.SIECLE_CLASSES, FileNature.SIECLE_WORDS, FileNature.STS}


@transaction.atomic
def deposit_people(school: School, read_file: ReadFile, *, today: date, now: datetime, by: Actor) -> Import:
    """Plan what this file would change in this school; RuleBroken when it is not ours or not of this year."""
    require(policies.import_people, by, None)
    stage_file(read_file)
    return plan_people(school, read_file, today=today, now=now, by=by)


def stage_file(read_file: ReadFile) -> None:
    """Stage the lines; those that an export cuts in several are joined first."""
    stage(read_file.files)
    if read_file.source == "gar":
        join_parts()


def plan_people(school: School, read_file: ReadFile, *, today: date, now: datetime, by: Actor) -> Import:
    """Plan the same of lines that are staged already."""
    current = year_of(today)
    reasons = [
        reason
        for header in read_file.headers
        for reason in refusals(
            FileHeader(FileNature(header["nature"]).label, header["uai"], header["school_year"]),
            uai=school.uai,
            school_year=current.first,
        )
    ]
    if reasons:
        raise RuleBroken(list(dict.fromkeys(reasons)))
    source = _source(school, read_file, current, today)
    imported = Import.objects.create(
        school=school,
        number=next_number(school.pk, "import"),
        kind=KIND,
        stage=Import.Stage.DEPOSITED,
        name=read_file.name or read_file.natures[0].label,
        sha256=read_file.sha256,
        headers=read_file.headers[:MOST_HEADERS],
        creations={"source": source.name, "year": source.year, "today": today.isoformat()},
        made_by_id=by.person_id,
        made_at=now,
    )
    if not plan_lines(imported, source, complete_kinds(imported, source), by=by):
        raise RuleBroken(NOTHING_OURS.format(uai=school.uai))
    return imported


def _source(school: School, read_file: ReadFile, current: SchoolYear, today: date) -> ImportSource:
    years = [header["school_year"] for header in read_file.headers if header["school_year"]]
    numbers = our_numbers(school.uai, school.pk, read_file.source)
    if read_file.source == "aaf" and numbers == [school.uai]:
        raise RuleBroken(NO_NUMBER)
    year = SchoolYear(years[0]) if years else current
    return ImportSource(
        read_file.source, numbers, year.label, is_alone=ALONE.issuperset(read_file.natures), today=today
    )


def departures_question(imported: Import) -> str:
    """Ask what must be said before they leave; empty when nothing need be."""
    school = imported.school
    total, silent, dated = count_leavers(imported)
    questions = []
    if must_be_confirmed(total, silent, percent=school.departures_percent, least=school.departures_least):
        questions.append(departures_words(total, silent))
    if silent and (nameless := imported.creations.get("nameless", 0)):
        questions.append(nameless_words(silent, nameless))
    if must_be_confirmed(total, dated, percent=MOST_DATED):
        questions.append(dated_words(total, dated))
    return " ".join(questions)


@transaction.atomic
def apply_people(
    imported: Import, *, root: str, are_departures_true: bool, today: date, now: datetime, by: Actor
) -> None:
    """Do what was shown, all or nothing. `root` is that of the lines where the button was pressed."""
    # Whoever imports takes this counter first: nobody applies another plan while we write.
    next_number(imported.school_id, "import", count=0)
    imported = locked_import(imported)
    require(policies.import_people, by, imported)
    if imported.root != root or root_of_plan(imported) != root or was_overtaken(imported):
        raise RuleBroken(CHANGED_MEANWHILE)
    if is_stale(imported, beyond(imported, today, by)):
        raise RuleBroken(RECORDS_CHANGED)
    if (question := departures_question(imported)) and not are_departures_true:
        raise RuleBroken(question)
    source, year = imported.creations["source"], imported.creations["year"]
    plan_writing.write(imported, source=source, school_year=year, today=today)
    SourceRecord.objects.for_school(imported.school_id).filter(source=OWN).delete()
    _close_old_links(imported, now=now, by=by)
    _remember_two_people(imported, today)
    _forget_cells(imported)
    imported.stage, imported.applied_at = Import.Stage.APPLIED, now
    imported.save(update_fields=["stage", "applied_at"])
    journal.noted(
        imported,
        by=by,
        verb="directory.import_applied",
        **counts_of(imported),
        gone=imported.gone,
    )


def _close_old_links(imported: Import, *, now: datetime, by: Actor) -> None:
    """A link sent to the address before opens nothing any more: it may have been somebody else's."""
    lines = ImportLine.objects.for_school(imported.school_id).filter(
        imported=imported, effect=ImportLine.Effect.CHANGED, cells__kind=SourceRecord.Kind.STAFF
    )
    moved = [
        pk
        for pk, before, after in lines.values_list("target", "before", "after")
        if before and after and before["email"] != after["email"]
    ]
    for invitation in Invitation.objects.for_school(imported.school_id).waiting().filter(person__in=moved):
        withdraw(invitation, now=now, by=by)


def _remember_two_people(imported: Import, today: date) -> None:
    """« C’est quelqu’un d’autre », said of a doubtful newcomer, is not asked again as a likely double."""
    decided = ImportLine.objects.for_school(imported.school_id).filter(
        imported=imported, effect=ImportLine.Effect.CREATED, cells__match="decided", target__isnull=False
    )
    decisions = []
    for target, cells in decided.values_list("target", "cells"):
        link = "pupil" if cells["kind"] == SourceRecord.Kind.PUPIL else "person"
        for first, second in (sorted((target, other)) for other in cells["candidates"]):
            ends = {f"{link}_id": first, f"other_{link}_id": second}
            decisions.append(NotDuplicate(school_id=imported.school_id, said_on=today, **ends))
    NotDuplicate.objects.bulk_create(decisions, ignore_conflicts=True)


def _forget_cells(imported: Import) -> None:
    """The cells of a table were there to choose its columns again."""
    ImportLine.objects.for_school(imported.school_id).filter(imported=imported, effect="").delete()


def was_overtaken(imported: Import) -> bool:
    """Whether another was applied since: what was shown is no longer what would happen."""
    later = Import.objects.for_school(imported.school_id).filter(kind=KIND, stage=Import.Stage.APPLIED)
    return later.filter(applied_at__gt=imported.made_at).exists() or plan_writing.has_strangers(imported)


def overtaken(latest: Sequence[Import]) -> set[int]:
    """List the numbers of those that no longer apply, since another of the list was applied after them."""
    last = max((deposit.applied_at for deposit in latest if deposit.applied_at), default=None)
    return {
        deposit.number for deposit in latest if last and not deposit.applied_at and deposit.made_at < last
    }
