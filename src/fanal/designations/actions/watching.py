"""What the night looks at: a signer who is no longer head, somebody designated who left, what ends soon."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import Membership, School
from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import Role
from fanal.accounts.policies.rights import require
from fanal.accounts.reading.calendars import calendar_of, leaves_at
from fanal.core import journal
from fanal.core.mail import outbox
from fanal.designations.actions import act_letters
from fanal.designations.actions.designations import prepare_again, prepare_renewals
from fanal.designations.actions.opening import align
from fanal.designations.models import Designation
from fanal.designations.policies import acts as policies
from fanal.designations.rules import designations as rules
from fanal.designations.rules.designations import ActNature

LEFT = "La personne désignée a quitté l’établissement."
READERS = (Role.HEAD, Role.DIGITAL_LEAD)


@transaction.atomic
def watch_designations(school: School, *, now: datetime, by: Actor) -> int:
    """Returns how many acts changed. Run twice, it changes and writes nothing more."""
    require(policies.watch_designations, by, None)
    School.objects.held(school.pk)  # first, as whoever adds a service: two would wait for each other
    today = timezone.localdate(now, school.zone_info)
    held = Membership.objects.for_school(school).valid_on(today).holding(*READERS)
    people = [(member, set(member.roles)) for member in held.select_related("person", "user")]
    heads = {member.person_id for member, roles in people if Role.HEAD in roles}
    changed = _let_lapse(school, today, by)
    changed += _to_confirm(school, heads, today, by) + _suspend_leavers(school, today, by)
    if today.month == rules.RENEWAL_MONTH:
        changed += prepare_renewals(school, today=today, by=by)
    _remind(school, [member for member, _ in people], today, now)
    return changed


def _let_lapse(school: School, today: date, by: Actor) -> int:
    """What opens in Fanal by a delegation of signature ends with the head who gave it; a draft takes over."""
    rows = Designation.objects.for_school(school).running(today).signing_for_head().with_names()
    gone = list(rows.filter(has_signer=False, lapsed_on=None).order_by("pk").select_for_update(of=("self",)))
    for act in gone:
        values, chain = {"lapsed_on": today, "confirm_by": None}, journal.Chain.SECURITY
        journal.write_changes(act, values, by=by, verb="online_services.act_lapsed", chain=chain)
        align(act, by=by)
        prepare_again(act, today=today, by=by)
    return len(gone)


def _to_confirm(school: School, heads: set[int], today: date, by: Actor) -> int:
    rows = Designation.objects.for_school(school).in_force(today).filter(confirm_by=None)
    rows = rows.exclude(nature=ActNature.SIGNATURE)
    chosen = [
        act
        for act in rows.select_related("signing").order_by("pk").select_for_update(of=("self",))
        if rules.needs_confirming(act.signing.signed_by_id, act.confirmed_by_id, heads)
    ]
    for act in chosen:
        deadline = {"confirm_by": rules.confirm_deadline(today)}
        journal.write_changes(act, deadline, by=by, verb="online_services.act_to_confirm")
        align(act, by=by)
    return len(chosen)


def _suspend_leavers(school: School, today: date, by: Actor) -> int:
    rows = Designation.objects.for_school(school).in_force(today).filter(delegate__left_on__lte=today)
    gone = list(rows.order_by("pk").select_for_update(of=("self",)))
    for act in gone:
        values, chain = {"is_suspended": True, "suspension": LEFT}, journal.Chain.SECURITY
        journal.write_changes(act, values, by=by, verb="online_services.act_suspended", chain=chain)
        align(act, by=by)
    return len(gone)


def _remind(school: School, readers: Sequence[Membership], today: date, now: datetime) -> None:
    """One mail a week for all of them; on the last working day before an act ends, one more.

    That one is written to whoever is designated too. The night writes, the working morning sends.
    """
    leaves = leaves_at(school, now)
    rows = Designation.objects.for_school(school).with_names()
    ending = list(rows.ending(today).without_next().order_by("ends_on", "number"))
    confirm = list(rows.in_force(today).filter(confirm_by__isnull=False).order_by("number"))
    awaiting = rows.awaiting().count()
    if (ending or confirm or awaiting) and leaves.date() == today:  # a day off writes nothing of the week
        for reader in readers:
            if letter := act_letters.weekly(school, reader, (ending, confirm, awaiting), today):
                outbox.queue(school, letter, now=now, not_before=leaves)
    if not ending:
        return
    is_working = calendar_of(school).is_working
    for act in ending:
        if not rules.last_call_is_due(act.ends_on, is_working, today=today, leaves_on=leaves.date()):
            continue
        for person in {act.delegate, *(reader.person for reader in readers)}:
            if letter := act_letters.last_call(school, person, act):
                outbox.queue(school, letter, now=now, not_before=leaves)
