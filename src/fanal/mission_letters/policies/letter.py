"""Who may do what with a letter of mission? Its person and the management; for others it is not there.

Both write it while it is written; the person agrees; the management notes that the paper was signed.
"""

from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import MANAGEMENT, Role
from fanal.accounts.policies.rights import allows
from fanal.agenda.policies.year import EVERYBODY
from fanal.mission_letters.models import MissionLetter
from fanal.mission_letters.rules.letter import IN_FORCE, LetterState


def _is_theirs(actor: Actor, letter: MissionLetter) -> bool:
    return letter.person_id is not None and letter.person_id == actor.person_id


def _is_party(actor: Actor, letter: MissionLetter) -> bool:
    return actor.has(*MANAGEMENT) or _is_theirs(actor, letter)


@allows(*EVERYBODY, label="Lire sa lettre de mission ; la direction, toutes")
def read_letters(actor: Actor, letter: MissionLetter | None) -> bool:
    return letter is None or _is_party(actor, letter)


@allows(*MANAGEMENT, Role.DIGITAL_LEAD, label="Commencer une lettre de mission (le référent, la sienne)")
def start_letter(actor: Actor, letter: MissionLetter | None) -> bool:
    return letter is None or (_is_party(actor, letter) and letter.person_id is not None)


@allows(*EVERYBODY, label="Écrire une lettre de mission à deux, tant qu’elle n’est pas acceptée")
def write_letter(actor: Actor, letter: MissionLetter) -> bool:
    return letter.is_writable and letter.person_id is not None and _is_party(actor, letter)


@allows(*EVERYBODY, label="Demander l’accord sur une lettre de mission")
def share_letter(actor: Actor, letter: MissionLetter) -> bool:
    return letter.state == LetterState.DRAFT and write_letter(actor, letter)


@allows(*EVERYBODY, label="Supprimer une lettre non acceptée (sa personne : le projet qu’elle a commencé)")
def discard_letter(actor: Actor, letter: MissionLetter) -> bool:
    if actor.has(*MANAGEMENT):
        return letter.is_writable
    return letter.state == LetterState.DRAFT and letter.begun_by_person and _is_theirs(actor, letter)


@allows(*EVERYBODY, label="Accepter sa lettre de mission")
def agree_to_letter(actor: Actor, letter: MissionLetter) -> bool:
    return letter.state == LetterState.SHARED and _is_theirs(actor, letter)


@allows(*EVERYBODY, label="Reprendre son accord, tant que la lettre n’est pas signée")
def take_back_letter(actor: Actor, letter: MissionLetter) -> bool:
    return letter.state == LetterState.AGREED and _is_theirs(actor, letter)


@allows(*MANAGEMENT, label="Noter qu’une lettre de mission a été signée sur papier (jamais la sienne)")
def note_signature(actor: Actor, letter: MissionLetter) -> bool:
    return letter.state in {LetterState.SHARED, LetterState.AGREED} and not _is_theirs(actor, letter)


@allows(*MANAGEMENT, label="Joindre la lettre de mission signée, ou la retirer")
def keep_scans(actor: Actor, letter: MissionLetter) -> bool:
    return letter.signed_on is not None and not _is_theirs(actor, letter)


@allows(*MANAGEMENT, Role.DIGITAL_LEAD, label="Préparer un avenant à une lettre de mission")
def amend_letter(actor: Actor, letter: MissionLetter) -> bool:
    return letter.state in IN_FORCE and letter.person_id is not None and _is_party(actor, letter)


@allows(*MANAGEMENT, label="Clore une lettre de mission")
def close_letter(actor: Actor, letter: MissionLetter) -> bool:
    return letter.state in IN_FORCE and not _is_theirs(actor, letter)


def show_letters(actor: Actor, _: None) -> bool:
    """Whose menu holds « Lettre »; the page opens for anyone of the school."""
    return start_letter(actor, None)
