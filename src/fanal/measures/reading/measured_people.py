"""Who answers alone in a school: whose work is a delay the measure of?"""

from fanal.accounts.models import School
from fanal.accounts.models.membership import Membership
from fanal.accounts.models.roles import Role
from fanal.year.rules.periods import MeasurePeriod


def only_lead(school: School, period: MeasurePeriod) -> int | None:
    """The only référent of a period, by their id; None when there were several, or none.

    Field reading, « Law » 23: the delays of one référent are data about that person.
    """
    held = Membership.objects.for_school(school).holding(Role.DIGITAL_LEAD)
    held = held.filter(valid_from__lte=period.ends_on).exclude(valid_until__lt=period.starts_on)
    people = set(held.values_list("person_id", flat=True)[:3])
    return people.pop() if len(people) == 1 else None
