"""Lending, signing, handing over, taking back: the sentences of a loan, and what holds its machines."""

import re
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from fanal.core.errors import NotAllowed, RuleBroken
from fanal.core.mail.models import Mail
from fanal.core.retention.removal import keep_no_longer
from fanal.core.tenancy import scope
from fanal.equipment.actions import custody
from fanal.equipment.actions.equipment import NewState, change_state
from fanal.equipment.models import Custody, Equipment
from fanal.equipment.rules.states import DisposalDecision, EquipmentState
from fanal.loans.actions import lending, returning, signing
from fanal.loans.actions.lending import LoanInput
from fanal.loans.actions.reminders import send_reminders
from fanal.loans.actions.returning import ItemEnding
from fanal.loans.models import Guardian, Loan, LoanItem, LoanSignature
from fanal.loans.rules.loan import Outcome
from fanal.loans.tests.conftest import DRAWN, DUE, TODAY, labels_of, lend, moment

pytestmark = pytest.mark.clock(TODAY)
NAMES = [f"T-{rank:02}" for rank in range(1, 16)]


@pytest.fixture
def here(school):
    with scope(school):
        yield school


def outcomes(loan):
    return sorted(loan.items.values_list("outcome", flat=True))


def test_a_lent_machine_is_neither_lent_twice_nor_booked(here, boss, pupil, tablets, colleague):
    """users-ask.md B2, #1050: booking and custody in one model."""
    loan = lend(here, pupil, ["T-01"], boss)
    with pytest.raises(RuleBroken, match="déjà prêté à Zoé MARTIN"):
        lend(here, colleague, ["T-01"], boss)
    now = timezone.now() + timedelta(days=900)
    with pytest.raises(custody.Taken):
        custody.take(tablets[0], now, now + timedelta(hours=1), kind=Custody.Kind.BOOKING, person=None)
    item = loan.items.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Custody.objects.create(
            school=here, kind="loan", equipment=item.equipment, span=item.custody.span, is_held=True
        )


def test_a_lent_tablet_leaves_its_trolley_and_comes_back_to_it(here, boss, pupil, tablets):
    from fanal.equipment.tests.factories import EquipmentFactory

    case = EquipmentFactory(school=here, name="Valise")
    custody.keep_in(case, tablets, now=timezone.now())
    tomorrow = timezone.now() + timedelta(days=1)
    booked = custody.take(
        case, tomorrow, tomorrow + timedelta(hours=1), kind=Custody.Kind.BOOKING, person=None
    )
    loan = lend(here, pupil, ["T-01"], boss)
    assert Custody.objects.filter(within=booked).held().count() == 14
    returning.give_back(loan, [loan.items.get().pk], ItemEnding(), **moment(boss))
    assert Custody.objects.filter(within=booked).held().count() == 15


def test_a_trolley_is_lent_with_each_thing_in_it(here, boss, colleague, tablets):
    """users-ask.md B2, #5947: one agreement and one signature for a whole case."""
    from fanal.equipment.tests.factories import EquipmentFactory

    case = EquipmentFactory(school=here, name="Valise")
    custody.keep_in(case, tablets, now=timezone.now())
    loan = lend(here, colleague, ["Valise"], boss)
    assert loan.items.count() == 16
    assert loan.signatures.count() == 1
    assert loan.signed_on == TODAY


def test_twelve_of_fifteen_come_back_and_three_stay_due(here, boss, colleague, tablets):
    """users-ask.md B4, shelf #1374: partial return."""
    loan = lend(here, colleague, NAMES, boss)
    items = list(loan.items.order_by("pk"))
    loan = returning.give_back(loan, [item.pk for item in items[:12]], ItemEnding(), **moment(boss))
    assert loan.state == "out"
    assert loan.items.filter(outcome=Outcome.OUT).count() == 3
    assert Custody.objects.for_school(here).lent().count() == 3
    rest = returning.give_back_scanned(here, NAMES[12:], **moment(boss))
    assert [row.state for row in rest] == ["closed"]
    assert rest[0].closed_on == TODAY
    with pytest.raises(RuleBroken, match="n’est prêté à personne"):
        returning.give_back_scanned(here, ["T-01"], **moment(boss))


def test_what_is_kept_for_a_loan_is_not_said_to_be_nobodys(here, boss, pupil, colleague, tablets):
    """« Rendre » said « n’est prêté à personne » of a tablet that a loan to sign keeps."""
    lend(here, colleague, ["T-01"], boss, until="signed")
    said = "« T-01 » est gardé pour Ada Hamel (prêt n° 1), pas encore remis : faites signer et remettez"
    with pytest.raises(RuleBroken, match=re.escape(said)):
        returning.give_back_scanned(here, ["T-01"], **moment(boss))


def test_nothing_is_handed_over_unsigned_and_two_sign_where_the_text_asks(here, boss, pupil, tablets):
    values = {"title": "Convention", "body": "{{élève}} reçoit {{matériel}}.", "signatures": 2}
    signing.keep_terms(here, "pupil", values, by=boss)
    loan = lend(here, pupil, ["T-01"], boss, until="prepared")
    with pytest.raises(RuleBroken, match="pas signée"):
        lending.hand_over(loan, today=TODAY, by=boss)
    with pytest.raises(RuleBroken, match="signature est vide"):
        signing.sign_on_screen(loan, "Mme Martin", "[]", quality="guardian", **moment(boss))
    loan = signing.sign_on_screen(loan, "Mme Martin", DRAWN, quality="guardian", **moment(boss))
    assert loan.signed_on is None
    with pytest.raises(RuleBroken, match="a déjà signé"):
        signing.sign_on_screen(loan, "mme  martin", DRAWN, quality="guardian", **moment(boss))
    loan = signing.sign_on_screen(loan, "M. Martin", DRAWN, quality="guardian", **moment(boss))
    assert loan.signed_on == TODAY
    signing.keep_terms(here, "pupil", {**values, "body": "{{élève}} : {{matériel}}."}, by=boss)
    said = loan.agreement["blocks"][0]["runs"][0]["text"]
    assert said.startswith("Zoé MARTIN reçoit T-01"), "what was signed does not change with the school's text"


def test_an_unknown_field_of_the_text_is_refused(here, boss):
    values = {"title": "Convention", "body": "{{eleve}} {{montant}}", "signatures": 1}
    with pytest.raises(RuleBroken, match="montant"):
        signing.keep_terms(here, "pupil", values, by=boss)


@pytest.mark.parametrize(
    ("outcome", "state"), [("damaged", "broken"), ("lost", "lost"), ("stolen", "stolen")]
)
def test_what_is_broken_lost_or_stolen_is_said_of_the_machine_too(here, boss, pupil, tablets, outcome, state):
    loan = lend(here, pupil, ["T-01"], boss)
    given = ItemEnding(
        Outcome(outcome), "écran fendu", complaint="2026/77", insurer="MAIF", decision="La direction, rien"
    )
    loan = returning.give_back(loan, [loan.items.get().pk], given, **moment(boss))
    item = loan.items.get()
    assert (loan.state, item.outcome, item.complaint) == ("closed", outcome, "2026/77")
    assert Equipment.objects.get(name="T-01").state == state
    assert not Custody.objects.for_school(here).lent().exists()


def test_a_broken_one_is_exchanged_under_the_same_agreement(here, boss, pupil, tablets):
    loan = lend(here, pupil, ["T-01"], boss, accessories="chargeur")
    old = loan.items.get()
    returning.exchange(loan, old.pk, "T-02", ItemEnding(Outcome.DAMAGED), **moment(boss))
    new = loan.items.out().get()
    assert (new.equipment.name, new.accessories, new.replaces) == ("T-02", "chargeur", old)
    assert loan.signatures.count() == 1


def test_a_lent_machine_does_not_leave_the_inventory(here, boss, pupil, tablets):
    lend(here, pupil, ["T-01"], boss)
    machine = Equipment.objects.get(name="T-01")
    change_state(machine, NewState(EquipmentState.STOCK), today=TODAY, by=boss)
    disposal = NewState(EquipmentState.DISPOSED, decision=DisposalDecision("CP 12", TODAY))
    with pytest.raises(RuleBroken, match="encore confié"):
        change_state(machine, disposal, today=TODAY, by=boss)


def test_a_cancelled_loan_frees_its_machines(here, boss, pupil, tablets, colleague):
    loan = lend(here, pupil, ["T-01", "T-02"], boss, until="prepared")
    lending.cancel_loan(loan, **moment(boss))
    assert lend(here, colleague, ["T-01"], boss).state == "out"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ([], "au moins un appareil"),
        (["ZZZ"], "aucun appareil"),
        (["T-01", "T-99"], "T-99"),
        (["PORT"], "confié à Ada Hamel : une fois rendu, « Modifier la fiche », choisissez « Personne »"),
        (["PANNE"], "en panne"),
    ],
)
def test_each_machine_that_cannot_leave_is_told(here, boss, pupil, tablets, colleague, typed, said):
    from fanal.equipment.tests.factories import EquipmentFactory

    EquipmentFactory(school=here, name="PORT", holder=colleague)
    EquipmentFactory(school=here, name="PANNE", state="broken")
    with pytest.raises(RuleBroken) as refusal:
        lend(here, pupil, typed, boss)
    assert any(said in reason for reason in refusal.value.reasons)
    assert not Loan.objects.exists()


def test_a_label_of_another_school_is_as_unknown_as_any(here, elsewhere, boss, pupil, client_of):
    """Issue 15: a scan of another school's label says nothing of it."""
    from fanal.accounts.models.member import actor_of
    from fanal.accounts.models.roles import Role
    from fanal.equipment.tests.factories import EquipmentFactory

    other = client_of(elsewhere, Role.DIGITAL_LEAD)
    with scope(elsewhere):
        machine = EquipmentFactory(school=elsewhere, name="SECRET")
    (code,) = labels_of(elsewhere, [machine], actor_of(other.membership.person, Role.DIGITAL_LEAD))
    for typed in (code, "SECRET", f"https://fanal.example/q/{code}"):
        with pytest.raises(RuleBroken) as refusal:
            lend(here, pupil, [typed], boss)
        assert refusal.value.reasons[0].startswith(f"« {typed} » : aucun appareil")


def test_a_scanned_address_and_a_typed_code_lead_to_the_machine(here, boss, pupil, tablets):
    first, second = labels_of(here, tablets[:2], boss)
    loan = lend(here, pupil, [f"https://fanal.example/q/{first}", second.lower()], boss)
    assert [str(item) for item in loan.items.with_machine()] == ["T-01", "T-02"]


def test_only_those_who_keep_machines_lend_them(here, pupil, tablets, colleague):
    from fanal.accounts.models.member import actor_of
    from fanal.accounts.models.roles import Role

    for role in (Role.TEACHER, Role.STAFF, Role.TECHNICIAN):
        with pytest.raises(NotAllowed):
            lend(here, pupil, ["T-01"], actor_of(colleague, role))


def test_reminders_are_written_once_and_go_when_it_is_back(here, boss, colleague, pupil, tablets):
    """users-ask.md B4, shelf #838: mail goes to whom can act; it is undone when the thing is back."""
    from fanal.accounts.models.member import system
    from fanal.accounts.models.roles import System

    loan = lend(here, colleague, ["T-01"], boss, due_on=TODAY + timedelta(days=30))
    lend(here, pupil, ["T-02"], boss, due_on=TODAY + timedelta(days=30))
    own = lend(here, boss_person(boss), ["T-03"], boss, due_on=TODAY + timedelta(days=30))
    Loan.objects.update(handed_on=TODAY - timedelta(days=60))
    by, now = system(System.SCHEDULE), timezone.now()
    assert send_reminders(here, now=now, by=by) == 1
    send_reminders(here, now=now, by=by)
    (mail,) = Mail.objects.for_school(here)
    assert (mail.to, mail.state) == ("ada@ecole.invalid", "queued")
    assert "T-01" in mail.subject
    assert own.made_by_id == own.person_id, "nobody is written to of what they noted themselves"
    returning.give_back_scanned(here, ["T-01"], **moment(boss))
    assert loan.number
    assert not Mail.objects.for_school(here).exists()


def boss_person(boss):
    from fanal.accounts.models import Person

    return Person.objects.get(pk=boss.person_id)


def test_a_mail_of_the_evening_waits_for_the_morning(here, boss, colleague, tablets):
    from fanal.accounts.models.member import system
    from fanal.accounts.models.roles import System

    lend(here, colleague, ["T-01"], boss, due_on=TODAY + timedelta(days=15))
    Loan.objects.update(handed_on=TODAY - timedelta(days=60))
    late = timezone.now().replace(hour=21)
    send_reminders(here, now=late, by=system(System.SCHEDULE))
    assert Mail.objects.get().not_before.date() == TODAY + timedelta(days=1)


def test_names_go_a_year_after_the_end_and_the_count_stays(here, boss, pupil, tablets):
    loan = lend(here, pupil, ["T-01"], boss, guardians=[("Mme Martin", "1 rue du Port"), ("M. Martin", "")])
    given = ItemEnding(Outcome.DAMAGED, "écran fendu par son frère")
    returning.give_back(loan, [loan.items.get().pk], given, **moment(boss))
    keep_no_longer(timezone.now() + timedelta(days=360))
    assert Guardian.objects.count() == 2
    keep_no_longer(timezone.now() + timedelta(days=370))
    loan.refresh_from_db()
    assert (loan.borrower, loan.class_code, loan.pupil, loan.agreement) == ("", "", None, {})
    assert loan.who == "Élève, nom effacé"
    assert not Guardian.objects.exists()
    assert not LoanSignature.objects.exists()
    assert LoanItem.objects.get().remark == ""
    assert LoanItem.objects.get().outcome == "damaged"


def test_a_pupil_who_left_still_has_a_name_while_something_is_out(here, boss, pupil, tablets):
    loan = lend(here, pupil, ["T-01"], boss)
    pupil.left_on = date(2026, 8, 1)
    pupil.save()
    keep_no_longer(timezone.now())
    loan.refresh_from_db()
    assert (loan.pupil, loan.borrower) == (None, "Zoé MARTIN")
    with pytest.raises(RuleBroken, match="n’est plus dans l’établissement"):
        lend(here, pupil, ["T-02"], boss)


def test_prolonged_on_one_press_and_refused_in_the_past(here, boss, colleague, tablets):
    loan = lend(here, colleague, ["T-01"], boss)
    assert returning.prolong(loan, DUE + timedelta(days=60), today=TODAY, by=boss).due_on > DUE
    with pytest.raises(RuleBroken, match="passée"):
        returning.prolong(loan, TODAY - timedelta(days=1), today=TODAY, by=boss)
    assert returning.prolong(loan, None, today=TODAY, by=boss).due_on is None


def test_machines_typed_by_a_hostile_hand_are_text(here, boss, pupil):
    for typed in ("'; DROP TABLE", "\x00", "9" * 400, "%", "…/q/"):
        with pytest.raises(RuleBroken):
            lending.prepare_loan(here, pupil, LoanInput([typed]), **moment(boss))
