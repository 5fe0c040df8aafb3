"""Everything that changes a practice sheet, and what people say of it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor, Member, system
from fanal.accounts.models.roles import System
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.database.numbers import next_number
from fanal.core.errors import RuleBroken
from fanal.core.mail.addresses import seal
from fanal.practice_sheets.models import PracticeSheet, SheetOpinion
from fanal.practice_sheets.policies import practice_sheet as policies
from fanal.practice_sheets.rules.delivered import FIRST_SHEETS
from fanal.practice_sheets.rules.practice_sheet import Stage

# What somebody wrote: fields of `PracticeSheet` and their values.
type SheetValues = Mapping[str, Any]


@transaction.atomic
def start_sheets(school: School, *, today: date, by: Actor) -> int:
    """Give a school that has no sheet those delivered with Fanal, published. Returns how many."""
    require(policies.write_sheets, by, None)
    # Two people may open the page first: the second one waits here, then finds them.
    School.objects.held(school.pk)
    if PracticeSheet.objects.for_school(school).exists():
        return 0
    first = next_number(school.pk, "sheet", count=len(FIRST_SHEETS))
    made = PracticeSheet.objects.bulk_create(
        PracticeSheet(
            school=school,
            number=first + rank,
            title=sheet.name,
            kinds=[kind.value for kind in sheet.kinds],
            words=sheet.words,
            body=sheet.text,
            state=Stage.PUBLISHED,
            reviewed_on=today,
            origin=sheet.code,
        )
        for rank, sheet in enumerate(FIRST_SHEETS)
    )
    journal.noted(made[0], by=by, verb="helpdesk.sheets_started", count=len(made))
    return len(made)


def begin_with_delivered(member: Member, *, today: date) -> bool:
    """A school's first reader finds the sheets delivered with Fanal; False when it has sheets (one query)."""
    if member.person is None or PracticeSheet.objects.for_school(member.school).exists():
        return False
    return start_sheets(member.school, today=today, by=system(System.SETUP)) > 0


@transaction.atomic
def write_sheet(
    school: School, values: SheetValues, *, is_published: bool, today: date, by: Actor
) -> PracticeSheet:
    """Keep a new sheet, as a draft or at once for its readers."""
    require(policies.write_sheets, by, None)
    sheet = PracticeSheet.objects.create(
        school=school,
        number=next_number(school.pk, "sheet"),
        author_id=by.person_id,
        reviewed_on=today,
        state=_stage(is_published),
        **values,
    )
    journal.created(sheet, by=by, verb="helpdesk.sheet_written")
    return sheet


@transaction.atomic
def edit_sheet(
    sheet: PracticeSheet, values: SheetValues, *, version: int, is_published: bool, today: date, by: Actor
) -> PracticeSheet:
    """Replace its text; RuleBroken when somebody else did since `version` was read."""
    sheet = _locked(sheet, by)
    if sheet.version != version:
        raise RuleBroken(
            "Quelqu’un a modifié cette fiche pendant que vous l’écriviez. Votre texte est toujours là : "
            "comparez-le avec la fiche, puis enregistrez de nouveau pour garder le vôtre."
        )
    also = {"state": _stage(is_published), "author_id": by.person_id, "reviewed_on": today}
    new = {**values, **also, "version": version + 1}
    journal.write_changes(sheet, new, by=by, verb="helpdesk.sheet_edited")
    return sheet


@transaction.atomic
def review_sheet(sheet: PracticeSheet, *, today: date, by: Actor) -> PracticeSheet:
    """« Relue aujourd’hui »: still true as it is."""
    sheet = _locked(sheet, by)
    journal.write_changes(sheet, {"reviewed_on": today}, by=by, verb="helpdesk.sheet_reviewed")
    return sheet


@transaction.atomic
def show_sheet(sheet: PracticeSheet, is_published: bool, *, by: Actor) -> PracticeSheet:
    """Publish it, or take it back to a draft: nobody but those who write sheets sees it then."""
    sheet = _locked(sheet, by)
    says = "helpdesk.sheet_published" if is_published else "helpdesk.sheet_withdrawn"
    journal.write_changes(sheet, {"state": _stage(is_published)}, by=by, verb=says)
    return sheet


@transaction.atomic
def say_of_sheet(
    sheet: PracticeSheet, *, has_helped: bool, is_instead: bool = False, today: date, by: Actor
) -> None:
    """« Cette fiche m’a aidé »: the last word of a person on a day counts, once.

    Not in the journal: it would say who, which is what an opinion does not keep.
    """
    require(policies.read_sheets, by, None)
    mine = seal("avis", sheet.school_id, sheet.number, by.reference, today)
    opinion, is_new = SheetOpinion.objects.get_or_create(
        school_id=sheet.school_id,
        seal=mine,
        defaults={"sheet": sheet, "has_helped": has_helped, "is_instead": is_instead, "given_on": today},
    )
    if not is_new:
        opinion.has_helped = has_helped
        opinion.is_instead = has_helped and (is_instead or opinion.is_instead)
        opinion.save(update_fields=["has_helped", "is_instead"])


def _locked(sheet: PracticeSheet, by: Actor) -> PracticeSheet:
    sheet = PracticeSheet.objects.for_school(sheet.school_id).locked(sheet.pk)
    require(policies.write_sheets, by, sheet)
    return sheet


def _stage(is_published: bool) -> Stage:
    return Stage.PUBLISHED if is_published else Stage.DRAFT
