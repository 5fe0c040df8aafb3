"""Letters: write one, change it, remove it, print it for many. What is printed is kept nowhere."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from django.db import transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.accounts.reading.letterhead import letterhead_of
from fanal.core import journal
from fanal.core.documents.paper import bound
from fanal.core.documents.pdf import typeset
from fanal.core.errors import RuleBroken
from fanal.core.text.blocks import Run
from fanal.core.text.words import fold
from fanal.directory.models import FormLetter
from fanal.directory.policies import directory as policies
from fanal.directory.rules.letters import Filled

TEMPLATE = Path(__file__).parents[1] / "documents" / "letters.typ"
SAME_TITLE = "Un courrier a déjà cet objet : changez-le, ou modifiez celui qui existe."


def _refuse_twin(letter: FormLetter) -> None:
    School.objects.held(letter.school_id)
    others = FormLetter.objects.for_school(letter.school_id).exclude(pk=letter.pk)
    if fold(letter.title) in {fold(title) for title in others.values_list("title", flat=True)}:
        raise RuleBroken(SAME_TITLE)


@transaction.atomic
def write_letter(school: School, *, title: str, body: str, today: date, by: Actor) -> FormLetter:
    require(policies.write_letters, by, None)
    made = FormLetter(school=school, title=title.strip(), body=body, changed_on=today)
    _refuse_twin(made)
    made.save(force_insert=True)
    journal.created(made, by=by, verb="directory.letter_written")
    return made


@transaction.atomic
def change_letter(letter: FormLetter, *, title: str, body: str, today: date, by: Actor) -> FormLetter:
    letter = FormLetter.objects.for_school(letter.school_id).locked(letter.pk)
    require(policies.write_letters, by, letter)
    values = {"title": title, "body": body, "changed_on": today}
    check = partial(_refuse_twin, letter)
    journal.write_changes(letter, values, by=by, verb="directory.letter_changed", check=check)
    return letter


@transaction.atomic
def remove_letter(letter: FormLetter, *, by: Actor) -> None:
    letter = FormLetter.objects.for_school(letter.school_id).locked(letter.pk)
    require(policies.write_letters, by, letter)
    journal.noted(letter, by=by, verb="directory.letter_removed", title=letter.title)
    letter.delete()


@transaction.atomic
def print_letters(letter: FormLetter, letters: list[Filled], *, by: Actor) -> bytes:
    """The PDF of these letters, one person a page. The journal keeps how many, and no name."""
    require(policies.write_letters, by, letter)
    head = letterhead_of(letter.school)
    plain = {"title": letter.title, "letterhead": head, "letters": [_plain(filled) for filled in letters]}
    made = typeset(TEMPLATE, bound(plain))
    journal.noted(letter, by=by, verb="directory.letters_printed", count=len(letters))
    return made


def _plain(letter: Filled) -> dict[str, Any]:
    """As the template reads it."""
    return {
        "title": letter.title,
        "blocks": [
            {"kind": block.kind, "mark": block.mark, "runs": [_run(run) for run in block.runs]}
            for block in letter.blocks
        ],
    }


def _run(run: Run) -> dict[str, Any]:
    return {"text": run.text, "bold": run.is_bold, "italic": run.is_italic}
