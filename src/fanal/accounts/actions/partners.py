"""The end of a partner's access: in one school, by those who lead it; everywhere, by whoever keeps Fanal."""

from datetime import date, datetime, timedelta

from allauth.usersessions.models import UserSession
from django.db import transaction

from fanal.accounts.actions.token import revoke_partner_tokens
from fanal.accounts.models import PartnerMembership, School
from fanal.accounts.models.member import Actor
from fanal.accounts.models.partner import end_key, schools_under
from fanal.accounts.models.roles import Role
from fanal.accounts.policies import installation as installation_policies
from fanal.accounts.policies import school as school_policies
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.core.tenancy import scope

WHY = "accès du partenaire retiré"


def _last(day: date | None, today: date) -> date:
    """The last day that still opens; without one, the access ends at once."""
    if day is not None and day < today:
        raise RuleBroken("Cette date est passée. Sans date, l’accès s’arrête tout de suite.")
    return day or today - timedelta(days=1)


@transaction.atomic
def close_to_partner(
    school: School, partnership: PartnerMembership, day: date | None, *, today: date, now: datetime, by: Actor
) -> School:
    """This technician no longer enters this school, from now or after that day; other schools keep them.

    An open tab and a token of theirs open nothing from the next request on.
    """
    school = School.objects.held(school.pk)
    require(school_policies.end_partner_access, by, school)
    if partnership.role != Role.TECHNICIAN or partnership.authority_id != school.authority_id:
        raise RuleBroken("Cette personne n’est pas un technicien de votre collectivité.")
    last = _last(day, today)
    reason = f"{partnership.name}, jusqu’au {last:%d/%m/%Y}"
    chain = journal.Chain.SECURITY
    with journal.change(school, by=by, verb="accounts.partner_ended", reason=reason, chain=chain):
        school.partner_ends = {**school.partner_ends, end_key(partnership.user_id): last.isoformat()}
        school.save(update_fields=["partner_ends"])
    if last < today:
        revoke_partner_tokens(partnership.user, [school], WHY, now=now, by=by)
    return school


@transaction.atomic
def reopen_to_partner(school: School, partnership: PartnerMembership, *, by: Actor) -> School:
    """They enter this school again; their tokens stay revoked."""
    school = School.objects.held(school.pk)
    require(school_policies.end_partner_access, by, school)
    key, chain = end_key(partnership.user_id), journal.Chain.SECURITY
    if key in school.partner_ends:
        name = partnership.name
        with journal.change(school, by=by, verb="accounts.partner_reopened", reason=name, chain=chain):
            school.partner_ends = {other: day for other, day in school.partner_ends.items() if other != key}
            school.save(update_fields=["partner_ends"])
    return school


@transaction.atomic
def end_partner_access(
    partnership: PartnerMembership, day: date | None = None, *, today: date, now: datetime, by: Actor
) -> PartnerMembership:
    """The partner enters none of the schools of that body any more, from now or after that day.

    At once: their sessions and their tokens end too. Each school reads it in its journal.
    """
    partnership = PartnerMembership.objects.select_for_update().get(pk=partnership.pk)
    require(installation_policies.end_partner_everywhere, by, partnership)
    last = _last(day, today)
    schools = list(School.objects.filter(schools_under(partnership, today)).order_by("pk"))
    if last < today:
        revoke_partner_tokens(partnership.user, schools, WHY, now=now, by=by)
        for session in UserSession.objects.filter(user=partnership.user_id):
            session.end()
    partnership.valid_until = last
    partnership.save(update_fields=["valid_until"])
    with scope(*schools):
        for school in schools:
            journal.noted(
                school,
                by=by,
                verb="accounts.partner_ended",
                chain=journal.Chain.SECURITY,
                reason=f"{partnership.name}, jusqu’au {last:%d/%m/%Y}",
            )
    return partnership
