"""The letter as it was signed on paper: joined to its version, taken away."""

from datetime import date

from django.db import transaction

from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.core.files.attached_document import join
from fanal.core.files.attachments import Stored, is_our_unsigned_paper
from fanal.mission_letters.actions.letter import held
from fanal.mission_letters.models import MissionLetter
from fanal.mission_letters.models.letter import LetterScan
from fanal.mission_letters.policies import letter as policies

UNSIGNED = (
    "« {name} » est la lettre que Fanal a imprimée, sans aucune signature : imprimez-la, signez-la à la "
    "main, puis joignez le scan ou la photo du papier signé."
)
FULL = "Cette lettre a déjà {most} documents : retirez-en un d’abord."


@transaction.atomic
def join_scan(letter: MissionLetter, kept: Stored, *, today: date, by: Actor) -> LetterScan:
    """Join a file already made harmless; the same file twice stands once."""
    letter = held(letter)
    require(policies.keep_scans, by, letter)
    if is_our_unsigned_paper(letter.school_id, kept):
        raise RuleBroken(UNSIGNED.format(name=kept.name))
    rows = LetterScan.objects.for_school(letter.school_id).filter(letter=letter)
    made, is_new = join(rows, kept, today=today, full=FULL, school_id=letter.school_id, letter=letter)
    if is_new:
        journal.noted(letter, by=by, verb="missions.letter_scan_joined", file=made.pk, size=kept.size)
    return made


@transaction.atomic
def remove_scan(scan: LetterScan, *, by: Actor) -> None:
    """Its bytes go in the night, when no other row claims them."""
    letter = held(scan.letter)
    require(policies.keep_scans, by, letter)
    if LetterScan.objects.for_school(scan.school_id).filter(pk=scan.pk).delete()[0]:
        journal.noted(letter, by=by, verb="missions.letter_scan_removed", file=scan.pk)
