"""A letter as it is read: its words, its versions, what may be done; and the paper to sign."""

from typing import Any

from fanal.accounts.models import Person, School
from fanal.accounts.models.member import Actor, Member
from fanal.accounts.reading.head import signer_words
from fanal.accounts.reading.letterhead import letterhead_of, number_of
from fanal.accounts.rules.french import full_day
from fanal.mission_letters.models import MissionLetter
from fanal.mission_letters.models.letter import LetterScan, MissionLetterQuerySet
from fanal.mission_letters.policies import letter as policies
from fanal.mission_letters.rules.letter import OPTIONAL, SOURCES, TONES, WRITABLE, LetterState
from fanal.missions.models import ParticularMission


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


def page_of(letter: MissionLetter, actor: Actor) -> dict[str, Any]:
    versions = versions_of(letter)
    for version in versions:
        version.tone = tone_of(version)  # type: ignore[attr-defined]
    is_last = versions[0].version == letter.version
    scans = LetterScan.objects.for_school(letter.school_id).filter(letter=letter).order_by("pk")
    return {
        "letter": letter,
        "tone": tone_of(letter),
        "optional": OPTIONAL,
        "sources": SOURCES,
        "versions": versions if len(versions) > 1 else [],
        "is_last": is_last,
        "scans": list(scans),
        "is_own": letter.person_id is not None and letter.person_id == actor.person_id,
        "can": {
            "write": policies.write_letter(actor, letter),
            "share": policies.share_letter(actor, letter),
            "agree": policies.agree_to_letter(actor, letter),
            "take_back": policies.take_back_letter(actor, letter),
            "sign": policies.note_signature(actor, letter),
            "scan": policies.keep_scans(actor, letter),
            "amend": is_last and policies.amend_letter(actor, letter),
            "close": policies.close_letter(actor, letter),
            "discard": policies.discard_letter(actor, letter),
        },
    }


def _state_said(letter: MissionLetter) -> str:
    if letter.signed_on:
        return f"Signée sur papier le {full_day(letter.signed_on)}."
    if letter.state in WRITABLE:
        return "Projet, pas encore accepté."
    return f"Acceptée par la personne le {full_day(letter.agreed_on)}." if letter.agreed_on else ""


def paper_of(letter: MissionLetter, school: School, head: Person | None) -> dict[str, Any]:
    signer, quality = signer_words(head)
    who = letter.person
    version = f", version {letter.version}" if letter.version > 1 else ""
    return {
        "title": "Lettre de mission",
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
        "texts": [[label, text.split("\n")] for label, text in letter.said],
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
