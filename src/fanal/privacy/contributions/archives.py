"""Until when public archives may be erased by night: the word of the head."""

from datetime import date

from django.utils import timezone

from fanal.accounts.models import School
from fanal.core.registry import ARCHIVES_RELEASED, register
from fanal.privacy.reading.archives import released_up_to


@register(ARCHIVES_RELEASED)
def released(school_id: int, rule: str) -> date | None:
    school = School.objects.get(pk=school_id)
    return released_up_to(school, rule, timezone.localdate(timezone=school.zone_info))
