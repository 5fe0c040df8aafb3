"""A letter as it is read: its words, its versions, what may be done; and the paper to sign."""

from dataclasses import dataclass
from typing import Any

from fanal.accounts.models import Person, School
from fanal.accounts.models.member import Actor, Member
from fanal.accounts.policies.rights import annotate_permissions
from fanal.accounts.reading.head import signer_words
from fanal.accounts.reading.letterhead import letterhead_of, number_of
from fanal.core.frozen.fingerprint import fingerprint_of_sum, proof, sum_of_data
from fanal.core.frozen.papers import proof_of
from fanal.core.pages.page import Page
from fanal.core.text.french import full_day
from fanal.mission_letters.models import MissionLetter
from fanal.mission_letters.models.letter import LetterScan, MissionLetterQuerySet
from fanal.mission_letters.policies import letter as policies
from fanal.mission_letters.rules.letter import OPTIONAL, SOURCES, TEXTS, TONES, WRITABLE, LetterState
from fanal.missions.models import ParticularMission

# Rights of the page's buttons.
BUTTONS = (
    policies.write_letter,
    policies.share_letter,
    policies.agree_to_letter,
    policies.take_back_letter,
    policies.note_signature,
    policies.keep_scans,
    policies.amend_letter,
    policies.close_letter,
    policies.discard_letter,
)


def letters_of(member: Member, year: str) -> MissionLetterQuerySet:
    """The letters of a year that this member may read, each by its last version."""
    rows = MissionLetter.objects.visible_to(member).filter(school_year=year).latest_versions()
    return rows.select_related("person", "mission").order_by("-number")


def open_letters_of(mission: ParticularMission, person: Person) -> list[MissionLetter]:
    """What is already written or in force for them, the latest version of each."""
    rows = MissionLetter.objects.for_school(mission.school_id).still_open().latest_versions()
    return list(rows.filter(mission=mission, person=person).order_by("starts_on", "number"))


def versions_of(letter: MissionLetter) -> list[MissionLetter]:
    """All of them, the latest first."""
    rows = MissionLetter.objects.for_school(letter.school_id).filter(number=letter.number)
    return list(rows.only("number", "version", "state", "signed_on", "agreed_on").order_by("-version"))


def tone_of(letter: MissionLetter) -> str:
    return TONES[LetterState(letter.state)]


@dataclass(frozen=True, kw_only=True)
class LetterPage(Page):
    template = "mission_letters/letter_page.html"

    letter: MissionLetter
    tone: str
    versions: list[MissionLetter]
    is_last: bool
    scans: list[LetterScan]
    reasons: list[str]
    optional: str = OPTIONAL
    sources: Any = SOURCES


def page_of(letter: MissionLetter, actor: Actor, reasons: list[str]) -> LetterPage:
    """The page of one version of a letter; `reasons`: why a button of it did nothing."""
    versions = versions_of(letter)
    for version in versions:
        version.tone = tone_of(version)  # type: ignore[attr-defined]
    annotate_permissions([letter], *BUTTONS, to=actor)
    scans = LetterScan.objects.for_school(letter.school_id).filter(letter=letter).order_by("pk")
    return LetterPage(
        letter=letter,
        tone=tone_of(letter),
        versions=versions if len(versions) > 1 else [],
        is_last=versions[0].version == letter.version,
        scans=list(scans),
        reasons=reasons,
    )


def _state_said(letter: MissionLetter) -> str:
    if letter.signed_on:
        return f"Signée sur papier le {full_day(letter.signed_on)}."
    if letter.state in WRITABLE:
        return "Projet, pas encore accepté."
    return f"Acceptée par la personne le {full_day(letter.agreed_on)}." if letter.agreed_on else ""


def letter_sum(letter: MissionLetter) -> str:
    """Of what both agreed to, so that the paper that they sign bears it already: who, for what."""
    days = [letter.starts_on.isoformat(), letter.ends_on.isoformat()]
    words = [getattr(letter, part.field) for part in TEXTS]
    whose = [letter.person_id, letter.mission_id]
    return sum_of_data([letter.number, letter.version, letter.school_year, *whose, *days, letter.pay, words])


def _proof(letter: MissionLetter, school: School) -> dict[str, str] | None:
    if letter.signed_on is not None:
        return proof_of("mission_letters.letter", letter)
    if letter.state != LetterState.AGREED:
        return None
    return proof(school.uai, fingerprint_of_sum(letter_sum(letter)))


def paper_of(letter: MissionLetter, school: School, head: Person | None) -> dict[str, Any]:
    signer, quality = signer_words(head)
    who = letter.person
    version = f", version {letter.version}" if letter.version > 1 else ""
    return {
        "title": "Lettre de mission",
        "proof": _proof(letter, school),
        "number": f"{letter.number}{version}",
        "school": f"{school.name}, {school.uai}",
        "letterhead": letterhead_of(school, number_of(letter.school_year, letter.number)),
        "city": school.city,
        "year": letter.school_year,
        "state": _state_said(letter),
        "facts": [
            ["Personne", f"{who.given_name} {who.family_name}" if who else "–"],
            ["Mission", letter.mission.title],
            ["Période", f"du {full_day(letter.starts_on)} au {full_day(letter.ends_on)}"],
            ["Rémunération", letter.get_pay_display()],
        ],
        "texts": [[label, text.split("\n")] for label, text in letter.written_parts],
        "parties": [
            [
                "La personne chargée de la mission",
                f"{who.given_name} {who.family_name}" if who else "",
                (who.job if who else "") or letter.mission.title,
                False,
            ],
            ["Le chef d’établissement", signer, quality, True],
        ],
    }
