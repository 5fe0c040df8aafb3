"""What becomes of practice sheets when the year ends."""

from fanal.accounts.models import School
from fanal.accounts.reading.rollover import Fate, RolloverItem
from fanal.accounts.rules.years import SchoolYear
from fanal.core.addresses import address
from fanal.core.registry import YEAR_ROLLOVER, register
from fanal.practice_sheets.models import PracticeSheet
from fanal.practice_sheets.rules.practice_sheet import Stage


@register(YEAR_ROLLOVER, 16)
def sheets(school: School, ending: SchoolYear, opening: SchoolYear) -> list[RolloverItem]:
    published = PracticeSheet.objects.for_school(school).filter(state=Stage.PUBLISHED)
    listed = address("practice_sheets:sheet_list", school.uai)
    return [RolloverItem(Fate.KEPT, "fiche pratique", "fiches pratiques", published, listed)]
