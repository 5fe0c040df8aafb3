"""The demonstration: a hundred tablets for loans, sixty loans of them and of laptops, four of which are late."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from fanal.accounts.models.member import Actor, actor_of
from fanal.accounts.models.roles import Role
from fanal.core.database.numbers import next_number
from fanal.core.files.attachments import Stored, store_drawing
from fanal.core.registry import register
from fanal.core.story import STORY, Story
from fanal.core.tenancy import scope
from fanal.directory.reading.pupils import pupils_of
from fanal.equipment.actions.labels import give_labels
from fanal.equipment.models import Equipment, EquipmentType
from fanal.equipment.rules.states import DisposalDecision
from fanal.loans.actions.classes import Sitting, lend_to_pupil
from fanal.loans.actions.lending import LoanInput, hand_over, prepare_loan
from fanal.loans.actions.ownership import pass_to_pupils
from fanal.loans.actions.photos import join_photo
from fanal.loans.actions.returning import ItemEnding, give_back
from fanal.loans.actions.signing import sign_on_screen
from fanal.loans.forms.photo import SIDE
from fanal.loans.models import Loan
from fanal.loans.rules.loan import Outcome
from fanal.loans.rules.photo import PhotoMoment
from fanal.loans.rules.signer import SignerQuality
from fanal.loans.story.pictures import tablet_picture
from fanal.year.rules.years import year_of

TABLETS, LAPTOPS = 104, 4
ALL, LATE_PUPILS, ELSEWHERE, TO_SIGN, SIGNED, OWNED = 60, 3, 12, 6, 2, 2
ENDINGS = (
    ItemEnding(),
    ItemEnding(),
    ItemEnding(remark="Coque rayée, marche très bien"),
    ItemEnding(Outcome.DAMAGED, "Écran fendu", decision="La direction : réparé par l’établissement"),
    ItemEnding(
        Outcome.STOLEN, complaint="2026/01482", insurer="MAIF", decision="La direction : rien à payer"
    ),
)
WITH = "chargeur, câble, housse"
# A hand that signs, in the frame of the screen.
DRAWN = (
    "[[[90,130],[120,60],[150,40],[160,90],[130,140],[170,120],[210,80],[230,130],[260,90],[290,130],"
    "[330,70],[350,130],[400,100],[470,110]],[[420,60],[500,50]]]"
)
SINCE, NINE = timedelta(days=40), time(9)  # when they were lent


@dataclass
class Lender:
    """Who lends in the story, when, until when, and the tablets that are left."""

    story: Story
    by: Actor
    lent_at: datetime
    due_on: date
    tablets: Iterator[Equipment]

    @property
    def moment(self) -> dict[str, Any]:
        return {"now": self.lent_at, "today": self.lent_at.date(), "by": self.by}

    def prepare(self, borrower: Any, *names: str, due_on: date | None, **given: Any) -> Loan:
        wanted = LoanInput(names or [next(self.tablets).name], due_on, WITH, **given)
        return prepare_loan(self.story.school, borrower, wanted, **self.moment)

    def sign(self, loan: Loan, name: str) -> Loan:
        return sign_on_screen(loan, name, DRAWN, quality=SignerQuality.GUARDIAN, **self.moment)

    def lend(self, borrower: Any, *names: str, due_on: date | None) -> Loan:
        loan = self.prepare(borrower, *names, due_on=due_on)
        self.sign(loan, f"Mme {borrower.family_name}" if loan.is_for_pupil else loan.borrower)
        return hand_over(loan, today=self.lent_at.date(), by=self.by)

    def photo(self, *, is_cracked: bool) -> Stored:
        data = tablet_picture(is_cracked=is_cracked)
        return store_drawing(self.story.school.pk, data, "etat.png", side=SIDE)

    def take_back(self, loan: Loan, items: set[int], given: ItemEnding) -> None:
        give_back(loan, items, given, now=timezone.now(), today=self.story.today, by=self.by)


@register(STORY, "loans")
def lend(story: Story) -> None:
    with scope(story.school):
        year = year_of(story.today)
        by = actor_of(story.people["digital_lead"], Role.DIGITAL_LEAD)
        due_on = max(year.lessons_end_on, story.today + timedelta(days=90))
        day = max(year.starts_on, story.today - SINCE)  # of this year, as the classes are
        lent_at = datetime.combine(day, NINE, tzinfo=story.school.zone_info)
        lender = Lender(story, by, lent_at, due_on, iter(_tablets(story, by)))
        pupils: list[Any] = list(
            pupils_of(story.school, year, today=story.today).filter(left_on__isnull=True)
        )
        pupils.sort(key=lambda pupil: pupil.class_code)  # by name inside a class, as they came
        first = [pupil for pupil in pupils if pupil.class_code == pupils[0].class_code]
        others = iter(pupils[len(first) :: 7])
        _to_staff(lender)
        _apart(lender, others)
        left = ALL - Loan.objects.for_school(story.school).count() - ELSEWHERE
        for pupil in first[:left]:
            given = Sitting(due_on, WITH, is_signed=True)
            lend_to_pupil(story.school, pupil, next(lender.tablets).name, given, **lender.moment)
        for _ in range(ALL - Loan.objects.for_school(story.school).count()):
            lender.lend(next(others), due_on=due_on)


def _tablets(story: Story, by: Actor) -> list[Equipment]:
    kind = EquipmentType.objects.for_school(story.school).filter(kind="tablet").order_by("pk")[0]
    number = next_number(story.school.pk, "equipment", count=TABLETS)
    bought = story.today - timedelta(days=200)
    made = Equipment.objects.bulk_create(
        [
            Equipment(
                school=story.school,
                number=number + rank,
                name=f"TAB-{rank + 1:03}",
                type=kind,
                room=story.rooms["Vie scolaire"],
                maker="Samsung",
                model="Galaxy Tab A9",
                serial=f"R9PT{rank * 7919 % 100_000:05}",
                bought_on=bought,
                price_cents=21_000,
                warranty_until=bought + timedelta(days=3 * 365),
            )
            for rank in range(TABLETS)
        ]
    )
    give_labels(made, school=story.school, by=by)
    return made


def _to_staff(lender: Lender) -> None:
    """A laptop of one's own, one that is late, one that ends soon; five tablets of which three are back."""
    rows = Equipment.objects.for_school(lender.story.school).filter(name__startswith="PORT-", holder=None)
    names = list(rows.filter(state="service").order_by("name").values_list("name", flat=True)[:LAPTOPS])
    soon = lender.story.today + timedelta(days=15)
    people = [lender.story.people["teacher"], *lender.story.teachers[10:13]]
    ends = (lender.due_on, None, soon, lender.due_on)
    for person, name, due_on in zip(people, names, ends, strict=True):
        loan = lender.lend(person, name, due_on=due_on)
    _make_late(loan, lender.story.today)
    kit = lender.lend(
        lender.story.teachers[14], *(next(lender.tablets).name for _ in range(5)), due_on=lender.due_on
    )
    back = kit.items.order_by("pk").values_list("pk", flat=True)[:3]
    lender.take_back(kit, set(back), ItemEnding())


def _apart(lender: Lender, pupils: Iterator[Any]) -> None:
    """Those that wait to be signed or handed over, that are late, that are over; a family; two owners."""
    for rank in range(TO_SIGN + SIGNED):
        pupil = next(pupils)
        homes = [(f"Mme {pupil.family_name}", "14, rue du Phare, Saint-Aubin")]
        if rank % 2:
            homes.append((f"M. {pupil.family_name}", "3, allée des Mouettes, Montbrume"))
        loan = lender.prepare(pupil, due_on=lender.due_on, guardians=homes)
        if rank >= TO_SIGN:
            lender.sign(loan, homes[0][0])
    owned = [lender.lend(next(pupils), due_on=None).pk for _ in range(OWNED)]
    decision = DisposalDecision("Délibération CP 26-114", lender.lent_at.date())
    pass_to_pupils(lender.story.school, owned, decision, **lender.moment)
    for _ in range(LATE_PUPILS):
        _make_late(lender.lend(next(pupils), due_on=lender.due_on), lender.story.today)
    for given in ENDINGS:
        loan = lender.lend(next(pupils), due_on=lender.due_on)
        if given.outcome == Outcome.DAMAGED:
            whole, cracked = (lender.photo(is_cracked=cracked) for cracked in (False, True))
            join_photo(loan, whole, PhotoMoment.OUT, None, today=lender.lent_at.date(), by=lender.by)
            given = replace(given, photo=cracked)
        lender.take_back(loan, set(loan.items.values_list("pk", flat=True)), given)
    pupil = next(pupils)
    home = [(f"M. {pupil.family_name}", "22, rue des Embruns, Saint-Aubin")]
    box = lender.prepare(pupil, due_on=lender.due_on, guardians=home, is_for_family=True)
    lender.sign(box, home[0][0])
    hand_over(box, today=lender.lent_at.date(), by=lender.by)


def _make_late(loan: Loan, today: date) -> None:
    """No action lends for a day that is past: it was due some days ago."""
    loan.due_on = today - timedelta(days=5 + loan.number)
    loan.save(update_fields=["due_on"])
