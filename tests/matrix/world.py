"""Two schools with one row of everything, each marked by a word that must never be read in the other."""

from datetime import date, timedelta

from django.conf import settings
from django.db import connection
from django.utils import timezone

from fanal.accounts.models import (
    Academy,
    Authority,
    Invitation,
    Membership,
    PartnerMembership,
    Person,
    SchoolHoliday,
    User,
)
from fanal.accounts.models.member import system
from fanal.accounts.models.roles import EVERYONE, PARTNERS, Role, System
from fanal.accounts.tests.factories import AuthorityFactory, SchoolFactory, forge_token, member_of
from fanal.core import journal
from fanal.core.clock.testing import today
from fanal.core.database.numbers import next_number
from fanal.core.frozen import open_doors
from fanal.core.imports.models import Import, ImportLine
from fanal.core.journal.models import Chain, JournalEntry
from fanal.core.mail.models import IncomingMail, Mail
from fanal.core.pages.saved_views import SavedView
from fanal.core.tenancy import scope
from fanal.equipment.actions.following import columns_of
from fanal.equipment.models import (
    Building,
    DistinctMachines,
    Equipment,
    EquipmentMerge,
    EquipmentType,
    Label,
    Room,
    Site,
)
from fanal.equipment.rules.labels import check_character
from fanal.helpdesk.models import (
    Follower,
    HelpRequest,
    Message,
    RequestFile,
    SeeAlso,
    TimeSpent,
    Transmission,
    WaitingNotice,
)
from fanal.inventory.models import AgentAccess, Difference, Machine, MachineKey
from fanal.practice_sheets.models import PracticeSheet
from fanal.visits.models import Visit, VisitLine
from fanal.year.rules.years import year_of
from tests.matrix.made_up import fill_rest
from tests.matrix.rows import World, owned_models
from tests.matrix.world_bookings import fill_bookings
from tests.matrix.world_campaigns import fill_campaigns
from tests.matrix.world_commission import fill_commission
from tests.matrix.world_directory import fill_directory
from tests.matrix.world_disposals import fill_disposals
from tests.matrix.world_indicators import fill_indicators
from tests.matrix.world_loans import fill_loans
from tests.matrix.world_missions import fill_year
from tests.matrix.world_peer_help import fill_peer_help
from tests.matrix.world_privacy import fill_privacy
from tests.matrix.world_reports import fill_reports
from tests.matrix.world_services import await_end, fill_services
from tests.matrix.world_supplies import fill_supplies
from tests.matrix.world_surveys import fill_surveys
from tests.matrix.world_training import fill_training

SERIES = ("request", "equipment", "machine", "import", "sheet", "visit", "year task", "processing", "breach",
          "rights request", "designation", "access review", "week point",
          "mission", "imp proposal", "mission letter", "loan", "disposal",
          "meeting", "dialogue file")  # fmt: skip
FILLS = (
    fill_bookings,
    fill_campaigns,
    fill_commission,
    fill_directory,
    fill_loans,
    fill_peer_help,
    fill_supplies,
    fill_surveys,
    fill_training,
    fill_indicators,
    fill_year,
    fill_services,
    fill_privacy,
    fill_disposals,
    fill_reports,
)


def reference_of(uai: str) -> str:
    """The reference of this school's mails in their addresses."""
    return f"m{uai.lower()}"


def code_of(world: World) -> str:
    """The code of this school's label: the drawn part from its first number, and the right last character."""
    drawn = f"{world.first_number:0>8}"
    return drawn + check_character(drawn)


def make_world(name: str, first_number: int) -> World:
    """A school whose every number starts at `first_number`, so that no number means two things."""
    authority = AuthorityFactory(code=f"collectivite-{name}")
    academy = Academy.objects.create(code=f"academie-{name}", name=f"Académie {name}")
    school = SchoolFactory(
        name=f"École {name}", authority=authority, academy=academy,
        shares_indicators_since=today(), dpo_appointed_since=today(),
    )  # fmt: skip
    world = World(school, f"CANARI-{school.uai}", first_number=first_number)
    with scope(school):
        for series in SERIES:
            next_number(school.pk, series, count=first_number - 1)
        _fill(world)
        _people(world)
        fill_rest(world)
    _partners(world, authority, academy)
    return world


def _fill(world: World) -> None:
    school, canary = world.school, world.canary
    site = Site.objects.create(school=school, name=f"Site {canary}")
    building = Building.objects.create(school=school, site=site, name=f"Bâtiment {canary}")
    room = Room.objects.create(school=school, building=building, name=f"Salle {canary}")
    kind = EquipmentType.objects.create(school=school, name=f"Type {canary}")
    person = Person.objects.create(
        school=school, given_name="Ada", family_name=canary, email=f"{canary.lower()}@ecole.invalid"
    )
    SchoolHoliday.objects.create(
        school=school, school_year=str(year_of(today())), name=canary, first_day=today(),
        back_on=today() + timedelta(days=1),
    )  # fmt: skip
    Invitation.objects.create(
        school=school, person=person, email=f"{canary.lower()}@ecole.invalid", sent_at=timezone.now()
    )
    equipment = Equipment.objects.create(
        school=school,
        number=next_number(school.pk, "equipment"),
        name=f"Machine {canary}",
        type=kind,
        room=room,
        holder=person,
        serial=canary,
    )
    Label.objects.create(school=school, code=code_of(world), equipment=equipment)
    EquipmentMerge.objects.create(
        school=school,
        kept=equipment,
        gone_key=equipment.pk,
        gone_number=world.first_number + 5,
        memory={
            "before": {},
            "left": {},
            "steps": [],
            "gone": columns_of(equipment)
            | {"id": equipment.pk + 1_000_000, "number": world.first_number + 5, "serial": ""},
        },
        merged_by=person,
        merged_at=timezone.now(),
    )
    DistinctMachines.objects.create(
        school=school,
        first_number=equipment.number,
        second_number=equipment.number + 1,
        said_on=today(),
    )
    _machine(world, equipment)
    _import(world, person)
    for fill in FILLS:
        fill(school, person, canary)
    _sheet(world, person)
    request = HelpRequest.objects.create(
        school=school,
        number=next_number(school.pk, "request"),
        text=f"Panne {canary}",
        kind="other",
        requester=person,
        room=room,
        equipment=equipment,
        state="waiting",
        waiting_for="authority",
        asked_at=timezone.now(),
    )
    Follower.objects.create(school=school, help_request=request, person=person)
    WaitingNotice.objects.create(
        school=school, person=person, help_request=request, key=canary, about=canary, said=canary,
        is_for_team=False, needs_reader=True, written_at=timezone.now(),
    )  # fmt: skip
    _desk(world, request)
    Message.objects.create(
        school=school, help_request=request, author=person, author_name=canary, text=canary,
        written_at=timezone.now(),
    )  # fmt: skip
    RequestFile.objects.create(
        school=school, help_request=request, name=canary, mime="image/png", size=1, sha256="0" * 64,
        is_picture=True,
    )  # fmt: skip
    Transmission.objects.create(
        school=school, help_request=request, authority=school.authority, external_number=canary,
        sent_at=timezone.now(),
    )  # fmt: skip
    visit = Visit.objects.create(
        school=school, number=next_number(school.pk, "visit"), authority=school.authority, day=today(),
        contact=canary, planned_by=canary, planned_at=timezone.now(),
    )  # fmt: skip
    VisitLine.objects.create(school=school, visit=visit, help_request=request, word=canary)
    Mail.objects.create(
        school=school, key=canary, reference=reference_of(school.uai), to="a@b.invalid", subject=canary,
        text=canary, html=canary, message_id=f"<{canary}@b.invalid>", state=Mail.State.HELD,
        queued_at=timezone.now(), not_before=timezone.now(),
    )  # fmt: skip
    IncomingMail.objects.create(
        school=school, fingerprint=canary, reference=reference_of(school.uai), sender="a@b.invalid",
        subject=canary, text=canary, state=IncomingMail.State.TO_SORT, size=1, received_at=timezone.now(),
    )  # fmt: skip
    journal.created(request, by=system(System.SETUP), verb="matrix.made")
    journal.noted(request, by=system(System.SETUP), verb="matrix.made", chain=Chain.SECURITY)
    first = JournalEntry.objects.for_school(school).get(chain=Chain.SECURITY, seq=1)
    journal.retention.leave_stub(first, first, now=timezone.now(), home=settings.FANAL_HOME, reason=canary)
    with journal.erasing(by=system(System.SETUP), why=canary):
        open_doors(school.pk, ["loans.LoanSignature"])


def _desk(world: World, request: HelpRequest) -> None:
    """A duplicate of that request, a request to see also, and the time spent on it."""
    school, person, now = world.school, request.requester, timezone.now()
    columns = {"school": school, "text": world.canary, "kind": "other", "requester": person, "asked_at": now}
    duplicate, other = (
        HelpRequest.objects.create(number=next_number(school.pk, "request"), **columns, **state)
        for state in ({"state": "closed", "closed_at": now, "merged_into": request}, {})
    )
    SeeAlso.objects.create(school=school, first=request, second=other)
    await_end(request)
    TimeSpent.objects.create(
        school=school, help_request=request, person=person, minutes=15, day=today(), noted_at=now
    )
    Follower.objects.create(school=school, help_request=duplicate, person=person)


def _machine(world: World, equipment: Equipment) -> None:
    """A machine that reports, unlike its record in one thing."""
    school, canary, now = world.school, world.canary, timezone.now()
    AgentAccess.objects.create(school=school, seed=bytes(16), digest=bytes(32), made_at=now)
    machine = Machine.objects.create(
        school=school, number=next_number(school.pk, "machine"), state="matched", equipment=equipment,
        why=[canary], device_id=canary, serial=canary, name=canary, softwares=f"{canary}\t\t",
        first_seen=now, last_seen=now, changed_at=now,
    )  # fmt: skip
    MachineKey.objects.create(school=school, seed=bytes(16), digest=bytes(32), machine=machine, made_at=now)
    Difference.objects.create(school=school, machine=machine, field="model", reported=canary, seen_at=now)


def _sheet(world: World, person: Person) -> None:
    """A sheet that its own school reads."""
    school, canary = world.school, world.canary
    PracticeSheet.objects.create(
        school=school, number=next_number(school.pk, "sheet"), title=f"Fiche {canary}", body=canary,
        words=f"essai {canary}", state="published", author=person,
    )  # fmt: skip


def _import(world: World, person: Person) -> None:
    """An import whose preview can be opened, and a filter kept under a name."""
    school, canary = world.school, world.canary
    imported = Import.objects.create(
        school=school, number=next_number(school.pk, "import"), name=canary, kind="equipment",
        stage="planned", sha256="0" * 64, headers=["Nom"], columns=["name"], made_by=person,
        made_at=timezone.now(), read=1, refused=1,
    )  # fmt: skip
    ImportLine.objects.create(
        school=school, imported=imported, line=2, cells=[canary], effect="refused", reasons=[canary]
    )
    SavedView.objects.create(school=school, person=person, page="equipment", name=canary, query="etat=panne")


def _people(world: World) -> None:
    """One sign-in for each role, and one for each state in which a membership opens nothing."""
    for role in sorted(EVERYONE):
        world.users[role] = member_of(world.school, Role(role)).user
    forge_token(world.school, world.users[Role.HEAD], name=world.canary)
    yesterday, tomorrow = today() - timedelta(days=1), today() + timedelta(days=1)
    world.users["expired"] = member_of(world.school, Role.HEAD, valid_until=yesterday).user
    world.users["future"] = member_of(world.school, Role.HEAD, valid_from=tomorrow).user
    several = member_of(world.school, Role.TEACHER)
    Membership.objects.filter(pk=several.pk).update(roles=[Role.TEACHER, Role.DIGITAL_LEAD])
    world.users["several roles"] = several.user


def _partners(world: World, authority: Authority, academy: Academy) -> None:
    for role in sorted(PARTNERS):
        user = User.objects.create(email=f"{role}@{world.school.uai.lower()}.invalid", password="!")
        body = {"authority": authority} if role == Role.TECHNICIAN else {"academy": academy}
        PartnerMembership.objects.create(user=user, name=role, role=role, valid_from=date(2020, 9, 1), **body)
        world.users[role] = user


def photograph(world: World, tables: set[str] | None = None) -> dict[str, str]:
    """A checksum of every table of this school, or of those among these."""
    pictures = {}
    with scope(world.school), connection.cursor() as cursor:
        for model in owned_models():
            table = model._meta.db_table
            if tables is not None and table not in tables:
                continue
            cursor.execute(
                f"SELECT count(*) || coalesce(md5(string_agg(t::text, chr(10) ORDER BY t.id)), '') "
                f'FROM "{table}" t WHERE school_id = %s',
                [world.school.pk],
            )
            pictures[table] = cursor.fetchone()[0]
    return pictures
