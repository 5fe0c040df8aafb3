"""What a school lets the people above it read. Without a word of its head: nothing."""

from datetime import date

from django.db import transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies import school as policies
from fanal.accounts.policies.rights import require
from fanal.core import journal


@transaction.atomic
def share_indicators(school: School, is_shared: bool, *, today: date, by: Actor) -> School:
    """Agree that the académie reads the référents' names and counts, or stop it at once."""
    school = School.objects.held(school.pk)
    require(policies.share_indicators, by, school)
    since = (school.shares_indicators_since or today) if is_shared else None
    says = "accounts.indicators_shared" if is_shared else "accounts.indicators_kept"
    journal.write_changes(school, {"shares_indicators_since": since}, by=by, verb=says)
    return school


@transaction.atomic
def appoint_dpo(school: School, is_appointed: bool, *, today: date, by: Actor) -> School:
    """Say that the académie’s DPO is this school’s, or no longer: they read its registers from then on."""
    school = School.objects.held(school.pk)
    require(policies.appoint_dpo, by, school)
    since = (school.dpo_appointed_since or today) if is_appointed else None
    says = "accounts.dpo_appointed" if is_appointed else "accounts.dpo_dismissed"
    journal.write_changes(school, {"dpo_appointed_since": since}, by=by, verb=says)
    return school
