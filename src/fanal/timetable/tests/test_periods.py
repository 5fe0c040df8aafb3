"""« Les heures de cours », and the menu of the pages that the team keeps."""

import pytest
from lxml import html

from fanal.bookings.tests.conftest import TODAY
from fanal.bookings.tests.pages import url
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.timetable.models import LessonPeriod

pytestmark = pytest.mark.clock(TODAY)


def test_the_week_of_lessons_begins_with_a_usual_one_and_is_corrected(lead, school):
    page = url(school, "lesson_periods")
    assert lead.post(page, {"model": "8h"}).url == page
    with scope(school):
        assert LessonPeriod.objects.for_school(school).count() == 36
    sent = {"l0-code": "M1", "l0-starts": "8h10", "l0-ends": "9 h 05", "l0-weekdays": ["0", "1"]}
    said = words_of(lead.post(page, sent, follow=True).text)
    assert "Les réservations déjà faites gardent leurs anciennes heures." in said
    with scope(school):
        assert [str(row) for row in LessonPeriod.objects.for_school(school)] == [
            "M1, lundi de 8 h 10 à 9 h 05",
            "M1, mardi de 8 h 10 à 9 h 05",
        ]
    wrong = lead.post(page, sent | {"l1-code": "M2", "l1-starts": "09:00"})
    assert wrong.status_code == 422
    assert "ou videz la ligne" in words_of(wrong.text)
    crossed = {"l1-code": "M2", "l1-starts": "09:00", "l1-ends": "10:00", "l1-weekdays": ["0"]}
    assert "se chevauchent" in words_of(lead.post(page, sent | crossed).text)


@pytest.mark.parametrize(
    "name", ["bookable_list", "lesson_periods", "timetable_start", "exam_list", "link_list", "use"]
)
def test_one_menu_holds_the_pages_of_both_and_says_where_one_is(lead, school, name):
    page = html.fromstring(lead.get(url(school, name)).text)
    links = page.xpath("//nav[@aria-label='Tenir les réservations']//a")
    assert [link.text_content() for link in links] == [
        "Ce qui se réserve",
        "Les heures de cours",
        "L’emploi du temps",
        "Examens",
        "Agendas et écran",
        "L’usage",
    ]
    assert [link.get("href") for link in links if link.get("aria-current")] == [url(school, name)]
