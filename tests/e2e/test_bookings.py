"""« Réserver »: three clicks, every week with what is taken skipped, what can be booked."""

import re

import pytest

OF_ITS_HOUR = re.compile("Annuler la réservation|Rendre maintenant")  # before its lesson, and while it runs
WIDEST = "(scrollTo(500, 0), innerWidth + scrollX)"  # a finger would move it as far


def week_with(page, demonstration, days=1, free=1):
    """Open the first week in which so many days have so many slots free: the hour and the holidays decide."""
    page.goto(demonstration.page("reserver/"))
    for _ in range(5):
        slots = page.locator("td.free input").evaluate_all("all => all.map(one => one.value.split(' ')[0])")
        enough = sorted(day for day in set(slots) if slots.count(day) >= free)
        if len(enough) >= days:
            return enough[:days]
        with page.expect_navigation():
            page.get_by_role("link", name="Semaine d’après").click()
    return pytest.fail("no such week")


def show_day(page, day):
    page.locator(f".days .chip[data-day='{day}']").click()


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (360, True)])
def test_a_teacher_books_in_three_clicks(person, demonstration, width, dark):
    """Issue 15, ux.md § 7: three clicks from the home page to a booking."""
    teacher = person("teacher", width=width, dark=dark)
    page, pressed = teacher.page, []

    def press(thing) -> None:
        thing.click()
        pressed.append(thing)

    page.goto(demonstration.page())
    press(page.locator("nav a:visible", has_text="Réserver").first)
    page.get_by_role("heading", name="Réserver", exact=True).wait_for()
    assert teacher.axe() == []
    assert not teacher.overflows()
    press(page.locator("td.free:visible").last)
    assert teacher.axe() == []
    press(page.get_by_role("button", name="Réserver"))
    page.get_by_text("c’est réservé pour vous").wait_for()
    assert len(pressed) == 3
    page.locator("td.mine:visible a").last.click()
    page.get_by_role("button", name=OF_ITS_HOUR).wait_for()
    assert teacher.axe() == []
    assert not teacher.overflows()
    assert teacher.complaints == []


def test_on_a_phone_another_day_keeps_what_was_chosen_and_the_bar_says_it(person, demonstration):
    """The mock-up of bookings at 390 px: the bar repeats the slot, « Choisi » stands in its cell."""
    teacher = person("teacher", width=390)
    page = teacher.page
    first_day, other = week_with(page, demonstration, days=2)
    show_day(page, first_day)
    page.locator("td.free:visible").first.click()
    bar = page.locator(".book-bar [data-chosen]")
    first = bar.inner_text()
    assert page.locator("td.free:visible").get_by_text("Choisi").count() == 1
    show_day(page, other)
    assert bar.inner_text() == first
    page.locator("td.free:visible").first.click()
    assert bar.inner_text().count(",") == 2
    assert teacher.axe() == []
    assert teacher.complaints == []


def test_back_after_a_booking_chooses_no_other_slot(person, demonstration):
    """Chromium ticks by place: the box after the one that was booked stood « Choisi », ready to be sent."""
    page = person("teacher", width=1280).page
    week_with(page, demonstration, free=2)
    page.locator("td.free:visible").first.click()
    page.get_by_label("Classe ou activité").fill("4e B")
    page.get_by_role("button", name="Réserver").click()
    page.get_by_text("c’est réservé pour vous").wait_for()
    page.go_back()
    page.get_by_role("button", name="Réserver").wait_for()
    page.wait_for_load_state("load")
    assert page.locator("td.free input:checked").count() == 0
    assert page.get_by_label("Classe ou activité").input_value() == "4e B", "what was typed comes back"


def test_on_a_phone_what_was_booked_is_said_in_view(person, demonstration):
    """The day that was tapped stands in the address: the way back kept the place, far below the message."""
    page = person("teacher", width=390).page
    for day in week_with(page, demonstration, days=2):
        show_day(page, day)
        page.locator("td.free:visible").last.click()
        with page.expect_navigation():
            page.get_by_role("button", name="Réserver").click()
        said = page.get_by_text("c’est réservé pour vous").bounding_box()
        assert 0 <= said["y"] <= 600


def test_a_booking_that_moves_is_where_the_bar_says(person, demonstration):
    """What is chosen elsewhere gives up the first slot in sight; what touches it makes it longer."""
    page = person("teacher", width=1280).page
    day = week_with(page, demonstration, days=2, free=4)[1]  # a lesson that runs is given back, not moved
    free = page.locator(f"td.free input[value^='{day}']")
    values = [one.get_attribute("value").split(" ")[1] for one in free.all()]
    first, last = values[0], values[-1]

    def slot(code):
        return page.locator("td.free label", has=page.locator(f"[value='{day} {code}']"))

    slot(first).click()
    page.get_by_label("Classe ou activité").fill("Bloc")
    page.get_by_role("button", name="Réserver").click()
    page.get_by_text("c’est réservé pour vous").wait_for()
    page.locator(".mine a", has_text="Bloc").click()
    page.get_by_role("link", name="Déplacer").click()
    bar = page.locator(".book-bar [data-chosen]")
    bar.filter(has_text=f", {first}").wait_for()  # the page is shown before its script has run
    assert bar.inner_text().endswith(f", {first}")
    slot(last).click()
    assert bar.inner_text().endswith(f", {last}"), "the first slot is given up, and the bar says so"
    page.get_by_role("button", name="Déplacer").click()
    page.get_by_text("C’est noté").wait_for()
    assert f", {last}, de " in page.locator("main .head").first.inner_text()


def test_a_whole_day_is_chosen_by_one_press_by_whoever_closes_it(person, demonstration):
    """Works of a week were thirty-six boxes."""
    page = person("digital_lead", width=390).page
    day = week_with(page, demonstration, free=2)[0]
    show_day(page, day)
    free = page.locator("td.free:visible input")
    whole = page.get_by_role("button", name="toute la journée")
    whole.click()
    assert free.evaluate_all("all => all.every(one => one.checked)")
    assert page.locator("[name=case]:checked").count() == free.count()
    assert page.locator(".book-bar [data-chosen]").inner_text().count(",") == 1
    whole.click()
    assert page.locator("[name=case]:checked").count() == 0


def test_on_a_phone_a_long_class_and_past_lessons_keep_their_place(person, demonstration):
    """Sixty letters without a space made the week wider than the screen; past cells slid over the names."""
    teacher = person("teacher", width=390)
    page = teacher.page
    show_day(page, week_with(page, demonstration)[0])
    page.locator("td.free:visible").last.click()
    page.get_by_label("Classe ou activité").fill("a" * 60)
    page.get_by_role("button", name="Réserver").click()
    page.get_by_text("c’est réservé pour vous").wait_for()
    assert not teacher.overflows()
    assert page.locator("table.week").evaluate("it => it.getBoundingClientRect().right") <= 390
    page.get_by_role("link", name="Le jour").click()
    page.locator("th[data-next], .notice").first.wait_for()
    is_on_top = """names => names.every(name => {
        const grid = name.closest('.wide-grid'), { left, top, height } = name.getBoundingClientRect();
        for (const cell of grid.querySelectorAll('td:not(:empty)')) cell.className = 'past';
        grid.scrollLeft = 150;
        return name.contains(document.elementFromPoint(left + 60, top + height / 2));
    })"""
    assert page.locator(".whole-day th[scope=row]").evaluate_all(is_on_top)


@pytest.mark.parametrize("width", [1280, 360])
def test_every_week_is_shown_then_booked_without_what_is_taken(person, demonstration, width):
    """users-ask.md B5: « sauter les conflits », shown before."""
    teacher = person("second_lead", width=width)
    page = teacher.page
    day = week_with(page, demonstration)[0]
    if width == 360:
        show_day(page, day)
    page.locator("td.free:visible").last.click()
    page.get_by_label("Classe ou activité").fill("Club")
    page.get_by_label("Combien de fois").select_option("weekly")
    page.get_by_role("button", name="Réserver").click()
    page.get_by_role("heading", name=re.compile(r"libres? sur")).wait_for()
    assert teacher.axe() == []
    assert not teacher.overflows()
    page.get_by_role("button", name=re.compile("Réserver le")).click()
    page.get_by_text(re.compile(r"réservations? faite")).wait_for()
    assert teacher.complaints == []


@pytest.mark.parametrize("width", [1280, 360])
def test_the_team_says_what_can_be_booked(person, demonstration, width):
    lead = person("digital_lead", width=width)
    page = lead.page
    page.goto(demonstration.page("reserver/gerer/"))
    for name in ("Les heures de cours", "Ajouter", "Valise 1"):
        page.goto(demonstration.page("reserver/gerer/"))
        page.get_by_role("link", name=name, exact=True).click()
        page.get_by_role("button", name="Enregistrer").wait_for()
        assert lead.axe() == [], name
        assert not lead.overflows(), name
    assert lead.complaints == []


@pytest.mark.parametrize("width", [1280, 360])
def test_a_screen_in_the_hall_shows_the_day_without_a_name(person, visitor, demonstration, width):
    """Issue 15: hall screen, one address, big type, no name unless the school wants it."""
    lead = person("digital_lead", width=width)
    page = lead.page
    page.goto(demonstration.page("reserver/gerer/liens/"))
    page.get_by_role("button", name="Créer l’adresse").click()
    address = page.get_by_label("Adresse de l’écran").input_value()
    assert lead.axe() == []
    assert not lead.overflows()
    screen = visitor(width=width)
    screen.page.goto(address)
    assert screen.page.get_by_role("heading", level=1).count() == 1
    assert screen.axe() == []
    assert not screen.overflows()
    page.get_by_role("button", name="Retirer", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="Retirer").click()
    page.get_by_text("Le lien est retiré").wait_for()
    assert screen.page.goto(address).status == 404


def test_a_slot_that_frees_itself_moves_from_one_to_the_other(person, demonstration):
    """Issue 15: move, and « quelqu’un la veut aussi »."""
    teacher, waits = person("teacher", width=360), person("second_lead", width=360)
    page = teacher.page
    show_day(page, week_with(page, demonstration, days=2, free=2)[1])
    page.locator("td.free:visible").last.click()
    page.get_by_role("button", name="Réserver").click()
    page.get_by_text("c’est réservé pour vous").wait_for()
    page.locator("td.mine:visible a").last.click()
    booking = page.url
    page.get_by_role("link", name="Déplacer").click()
    page.get_by_role("button", name="Déplacer").wait_for()
    assert teacher.axe() == []
    assert not teacher.overflows()
    page.locator("td.free:visible label:not(:has(:checked))").first.click()
    page.get_by_role("button", name="Déplacer").click()
    page.get_by_text("C’est noté").wait_for()
    assert page.url == booking
    waits.page.goto(demonstration.page("reserver/jour/"))
    assert waits.axe() == []
    assert not waits.overflows()
    assert waits.page.evaluate(WIDEST) <= 360, "the page does not slide sideways, its grid does"
    assert waits.page.locator("th[data-next]").evaluate("it => it.getBoundingClientRect().right") <= 360
    page.get_by_role("button", name="Annuler la réservation").click()
    page.get_by_role("dialog").get_by_role("button", name="Annuler la réservation").click()
    page.get_by_text("le créneau est libre").wait_for()
    assert teacher.complaints == []
