"""The acts as the pages show them: which are there, what is left to do for each, what may be done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from fanal.accounts.models.member import Member
from fanal.accounts.policies.rights import annotate_permissions
from fanal.core.database.prepared import prepared
from fanal.core.pages.filter_chips import FilterChip, tab_chips
from fanal.core.pages.page import Page
from fanal.designations.models import Designation, SigningFile
from fanal.designations.policies import acts as policies
from fanal.designations.reading.act import act_lines
from fanal.designations.rules.designations import OPENS, SOON_DAYS, STATES, ActState

VIEWS = {"": "En cours", "preparer": "À préparer", "signer": "À signer", "passees": "Terminées"}
ENDING = "finit bientôt"
# What the home page counts, and this list shows alone.
TO_DO = {
    "confirmer": "À confirmer",
    "renouveler": "À renouveler",
    "suspendus": "Suspendus",
    "caduques": "Caduques",
    "accepter": "À lire et à accepter",
    "renvoyes": "Renvoyés",
    "relire": "À relire",
}
SIGNER_LEFT = "qui l’a signée n’est plus chef d’établissement : un nouvel acte est à signer"
FUNCTION_LOST = "n’est plus adjoint ni gestionnaire : n’ouvre plus rien, à abroger"
BUTTONS = (
    policies.prepare_designation,
    policies.take_back_designation,
    policies.sign_designation,
    policies.suspend_designation,
    policies.end_designation,
    policies.publish_designation,
    policies.acknowledge_designation,
)
PAST = frozenset({ActState.EXPIRED, ActState.REVOKED})


@dataclass(frozen=True)
class ActRow:
    """One act of the list: `todo` are the few words of what is missing."""

    act: Designation
    state: ActState
    tone: str
    words: str
    todo: list[str]
    view: str

    @property
    def until(self) -> date:
        """Its last day, or the day of its revocation when that comes before."""
        return min(self.act.ends_on, self.act.revoked_on or self.act.ends_on)


def seen_by(member: Member, today: date) -> Any:
    """All of the school's for whoever reads them; for anybody else, the signed acts that name them."""
    rows = Designation.objects.for_school(member.school).with_names().with_function(today)
    if policies.read_designations(member.actor, None):
        return rows
    return rows.signed().filter(delegate=member.person)


def line_of(act: Designation, today: date) -> ActRow:
    state = act.state_on(today)
    tone, words = STATES[state]
    return ActRow(act, state, tone, words, todo_of(act, state, today), _view(act, state, today))


def _view(act: Designation, state: ActState, today: date) -> str:
    if state in PAST:
        return "passees"
    if state in {ActState.DRAFT, ActState.AWAITING}:
        return "preparer" if state == ActState.DRAFT else "signer"
    return ""


def todo_of(act: Designation, state: ActState, today: date) -> list[str]:
    """What is left, in the order in which it is done."""
    if state == ActState.DRAFT:
        return [f"refusé : {act.refusal}"] if act.refusal else ["à compléter, puis à mettre au parapheur"]
    if state == ActState.AWAITING:
        return ["validé dans Fanal, à signer sur papier"] if act.validated_at else ["à lire et à signer"]
    if state in PAST:
        return []
    if state == ActState.LAPSED:
        return [SIGNER_LEFT]
    todo = [] if act.has_function else [FUNCTION_LOST]
    if state == ActState.CONFIRM and act.confirm_by:
        todo.append(f"à confirmer avant le {act.confirm_by:%d/%m/%Y}")
    if act.awaits_publishing(today):
        todo.append("à publier")
    if act.acknowledged_at is None:
        todo.append("obligations à accepter")
    if state in OPENS and (act.ends_on - today).days <= SOON_DAYS:
        todo.append("suite préparée" if hasattr(act, "renewed_by") else ENDING)
    return todo


def left_to_do(line: ActRow, code: str, member: Member) -> bool:
    """Does this act wait for what `TO_DO` names? The same questions as the figures of the home page."""
    act, opens = line.act, line.state in OPENS
    is_mine = member.person is not None and act.delegate_id == member.person.pk
    answers = {
        "confirmer": opens and act.confirm_by is not None,
        "renouveler": ENDING in line.todo,
        "caduques": line.state == ActState.LAPSED and not _is_followed(act),
        "suspendus": line.view == ""
        and line.state != ActState.LAPSED
        and act.revoked_on is None
        and (act.is_suspended or not act.has_function),
        "accepter": opens and is_mine and act.acknowledged_at is None,
        "renvoyes": line.view == "preparer" and bool(act.refusal),
        "relire": line.view == "preparer" and not act.refusal,
    }
    return answers.get(code, False)


def _is_followed(act: Designation) -> bool:
    """A signed act comes after it."""
    return hasattr(act, "renewed_by") and act.renewed_by.step == Designation.Step.SIGNED


def listed(lines: Sequence[ActRow], member: Member, *, view: str, code: str) -> list[ActRow]:
    """The lines of a tab, or, whatever the tab, those left to do for one reason (`TO_DO`)."""
    if code:
        return [line for line in lines if left_to_do(line, code, member)]
    return [line for line in lines if line.view == view]


def lines_of(member: Member, today: date) -> list[ActRow]:
    """One query."""
    if policies.read_designations(member.actor, None):
        return [line_of(act, today) for act in _every_act(member.school.pk, today)]
    return [line_of(act, today) for act in seen_by(member, today).by_need()]


@prepared
def _every_act(school_id: int, today: date) -> Any:
    return Designation.objects.for_school(school_id).with_names().with_function(today).by_need()


def chips_of(lines: Sequence[ActRow], view: str) -> list[FilterChip]:
    return tab_chips(VIEWS, [sum(line.view == code for line in lines) for code in VIEWS], view)


@dataclass(frozen=True, kw_only=True)
class ActPage(Page):
    """One act; what may be done with it follows its rights, and where it stands."""

    template = "designations/act_page.html"

    act: Designation
    line: ActRow
    paragraphs: list[list[Any]]
    files: list[SigningFile]
    next_act: Designation | None
    reasons: list[str]
    steps: tuple[str, ...] = ("Projet", "Parapheur", "Signé", "Publié")

    @property
    def step(self) -> int:
        if self.act.step == Designation.Step.SIGNED:
            return 5 if self.act.published_on else 4
        return 2 if self.act.step == Designation.Step.AWAITING else 1

    @property
    def may_suspend(self) -> bool:
        return self.act.can["suspend_designation"] and self.line.state not in PAST

    @property
    def may_resume(self) -> bool:
        is_stopped = self.line.state in {ActState.CONFIRM, ActState.SUSPENDED}
        return self.act.can["end_designation"] and is_stopped and self.act.has_function

    @property
    def may_revoke(self) -> bool:
        return self.act.can["end_designation"] and self.line.state not in PAST

    @property
    def may_publish(self) -> bool:
        return self.act.can["publish_designation"] and self.line.state not in PAST

    @property
    def may_acknowledge(self) -> bool:
        return self.act.can["acknowledge_designation"] and self.act.acknowledged_at is None


def page_of(act: Designation, member: Member, today: date, reasons: list[str]) -> ActPage:
    """The page of one act; `reasons`: why a button of it did nothing."""
    annotate_permissions([act], *BUTTONS, to=member.actor)
    reads_all = policies.read_designations(member.actor, None)
    return ActPage(
        act=act,
        line=line_of(act, today),
        paragraphs=act_lines(act),
        files=files_of(act) if reads_all else [],
        next_act=getattr(act, "renewed_by", None) if reads_all else None,
        reasons=reasons,
    )


def files_of(act: Designation) -> list[SigningFile]:
    return list(act.signing.files.all()) if act.signing else []
