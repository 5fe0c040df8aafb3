"""Reading machines. `visible_to` is the only door for pages."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, Value, When

from fanal.accounts.models.roles import TEAM, Role
from fanal.core.tenancy import SchoolOwnedQuerySet
from fanal.inventory.models.difference import Difference
from fanal.inventory.models.machine_key import MachineKey
from fanal.inventory.rules.matching import MachineIdentity

if TYPE_CHECKING:
    from fanal.accounts.models.member import Member

SILENT_DAYS = 60
LOOK = Q(state__in=["new", "to_check"]) | Q(has_differences=True) | Q(has_claims=True)


class MachineQuerySet(SchoolOwnedQuerySet):
    def visible_to(self, member: "Member") -> "MachineQuerySet":
        """The team and the authority's technicians see all of the school; nobody else sees any."""
        here = self.for_school(member.school)
        return here if member.has(*TEAM, Role.TECHNICIAN) else here.none()

    def with_differences(self) -> "MachineQuerySet":
        """Add `.has_differences`: something that its record does not say alike is still to decide; and
        `.has_claims`: a new secret says to be this machine's."""
        mine = Difference.objects.filter(school_id=OuterRef("school_id"), machine=OuterRef("pk"))
        claims = MachineKey.objects.filter(school_id=OuterRef("school_id"), claims=OuterRef("pk"))
        return self.annotate(has_differences=Exists(mine.open()), has_claims=Exists(claims))

    def to_look_at(self) -> "MachineQuerySet":
        """New, doubtful, unlike its record, or with a new secret; needs `with_differences`."""
        return self.filter(LOOK)

    def silent_since(self, now: datetime) -> "MachineQuerySet":
        return self.filter(last_seen__lt=now - timedelta(days=SILENT_DAYS)).exclude(state="ignored")

    def in_view(self, view: str, now: datetime) -> "MachineQuerySet":
        """The rows of one tab of the list; an unknown name is the first tab."""
        if view == "toutes":
            return self
        if view == "silencieuses":
            return self.silent_since(now)
        return self.filter(state="ignored") if view == "ignorees" else self.to_look_at()

    def counted(self, now: datetime) -> dict[str, int]:
        """How many are to look at and how many are silent, in one query."""
        silent = Q(last_seen__lt=now - timedelta(days=SILENT_DAYS)) & ~Q(state="ignored")
        return self.with_differences().aggregate(
            to_look_at=Count("pk", filter=LOOK), silent=Count("pk", filter=silent)
        )

    def matching(self, words: str) -> "MachineQuerySet":
        rows = self
        for word in words.split()[:6]:
            rows = rows.filter(
                Q(name__icontains=word)
                | Q(model__icontains=word)
                | Q(serial__icontains=word)
                | Q(maker__icontains=word)
                | Q(equipment__name__icontains=word)
            )
        return rows

    def to_check_first(self) -> "MachineQuerySet":
        rank = Case(
            When(state="to_check", then=Value(0)),
            When(state="new", then=Value(1)),
            default=Value(2),
            output_field=IntegerField(),
        )
        return self.order_by(rank, "-last_seen", "pk")

    def for_list(self) -> "MachineQuerySet":
        """Only what a list shows, in one query."""
        return self.select_related("equipment").only(
            "number",
            "school_id",
            "state",
            "why",
            "name",
            "maker",
            "model",
            "serial",
            "uuid",
            "last_seen",
            "equipment__number",
            "equipment__name",
            "equipment__school_id",
        )

    def of_agent(self, device_id: str) -> "MachineQuerySet":
        """Those that this agent reported, with what their record says to compare."""
        return self.filter(device_id=device_id).with_record()

    def with_record(self) -> "MachineQuerySet":
        """Without the list of programs, which is long and rarely read."""
        return self.select_related("equipment").defer("softwares")

    def alike(self, identity: MachineIdentity) -> "MachineQuerySet":
        """Those that share at least one identifier, or the name, with this identity."""
        same = Q(device_id=identity.device_id)
        if identity.serial:
            same |= Q(serial=identity.serial)
        if identity.uuid:
            same |= Q(uuid=identity.uuid)
        if identity.macs:
            same |= Q(macs__overlap=sorted(identity.macs))
        if identity.name:
            same |= Q(name__iexact=identity.name)
        return self.filter(same).only("school_id", "serial", "uuid", "macs", "device_id", "name")
