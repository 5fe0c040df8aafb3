"""What becomes of practice sheets when the year ends."""

from fanal.accounts.models import School
from fanal.accounts.reading.rollover import YEAR_ROLLOVER, Fate, RolloverItem
from fanal.core.http.addresses import address
from fanal.core.registry import register
from fanal.practice_sheets.models import PracticeSheet
from fanal.practice_sheets.rules.practice_sheet import Stage
from fanal.year.rules.years import SchoolYear


@register(YEAR_ROLLOVER, "practice_sheets")
def sheets(school: School, ending: SchoolYear, opening: SchoolYear) -> list[RolloverItem]:
    published = PracticeSheet.objects.for_school(school).filter(state=Stage.PUBLISHED)
    listed = address("practice_sheets:sheet_list", school.uai)
    return [RolloverItem(Fate.KEPT, "fiche pratique", "fiches pratiques", published, listed)]
