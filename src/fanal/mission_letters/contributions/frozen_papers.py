"""A signed letter of mission, among the papers that « Vérifier un document » knows."""

from fanal.core.frozen.papers import FROZEN_PAPERS, PaperKind
from fanal.core.http.addresses import address
from fanal.core.registry import register
from fanal.mission_letters.models import MissionLetter
from fanal.mission_letters.policies import letter as policies
from fanal.mission_letters.reading.letter import letter_sum


def _found(school_id: int, row: int) -> MissionLetter | None:
    rows = MissionLetter.objects.for_school(school_id).filter(pk=row, signed_on__isnull=False)
    found: MissionLetter | None = rows.select_related("school", "mission", "person").first()
    return found


register(FROZEN_PAPERS)(
    PaperKind(
        "mission_letters.letter",
        _found,
        sums=lambda letter: [letter_sum(letter)] if letter.main_missions else [],
        name=lambda letter: f"la lettre de mission n° {letter.number}, version {letter.version}",
        page=lambda letter: address(
            "letters:letter_version", letter.school.uai, letter.number, letter.version
        ),
        reads=lambda member, letter: policies.read_letters(member.actor, letter),
    )
)
