"""« L’année » on the screen: by month, late first, one gesture, and what each may see."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models.roles import Role
from fanal.accounts.reading.calendars import load_holidays
from fanal.agenda.models import TaskTemplate, YearTask
from fanal.agenda.tests.factories import TaskTemplateFactory, YearTaskFactory
from fanal.core.templatetags.fanal import french
from fanal.core.tenancy import scope

TODAY = date(2026, 11, 25)
pytestmark = pytest.mark.clock(TODAY)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-25 09:00+01:00", tick=False):
        yield


def url(school, name="year", *args):
    return reverse(f"agenda:{name}", args=[school.uai, *args])


def make(school, count=None, **fields):
    with scope(school):
        if count:
            return YearTaskFactory.create_batch(count, school=school, **fields)
        return YearTaskFactory(school=school, **fields)


def stored(school, number):
    with scope(school):
        return YearTask.objects.for_school(school).get(number=number)


def counts_shown(browser, school):
    """What the chips say."""
    chips = re.findall(
        r'class="chip"[^>]*>\s*([^<]+?)\s*<b class="number" ?>(\d+)', browser.get(url(school)).text
    )
    return {label: int(count) for label, count in chips}


def test_the_year_is_created_from_its_page(lead, school):
    load_holidays()
    assert "Créer les tâches de 2026-2027" in lead.get(url(school)).text
    lead.post(url(school, "create"), {"year": "2026-2027", "past": "1"})
    page = lead.get(url(school)).text
    assert "tâches créées pour 2026-2027" in page
    assert "Créer les tâches de 2026-2027" not in page
    assert page.index("En retard") < page.index("Décembre 2026") < page.index("Mars 2027")
    assert "à vérifier" in page
    assert lead.post(url(school, "create"), {"year": "2031-2032"}).status_code == 404


def test_the_next_year_may_be_prepared_from_june_on(lead, school, client_of):
    with time_machine.travel("2027-06-20 09:00+02:00", tick=False):
        browser = client_of(school, Role.HEAD)
        assert "Créer les tâches de 2027-2028" in browser.get(url(school)).text
        browser.post(url(school, "create"), {"year": "2027-2028"})
        page = browser.get(url(school)).text
        assert "Août 2027" in page
        assert "Créer les tâches de 2027-2028" not in page
    assert "2027-2028" not in lead.get(url(school)).text.partition('id="main"')[2].partition("month")[0]


def test_done_in_one_gesture_and_back_to_the_same_list(lead, school):
    task = make(school, owner="head")
    assert task.title in lead.get(url(school)).text
    assert task.title not in lead.get(url(school), {"qui": "moi"}).text
    assert counts_shown(lead, school) == {"À faire": 1, "Les miennes": 0, "Terminées": 0}
    answer = lead.post(url(school, "finish_listed") + "?qui=moi", {"number": task.number})
    assert answer.url == url(school) + "?qui=moi"
    assert french(f"Fait : {task.title}") in lead.get(answer.url).text
    done = stored(school, task.number)
    assert (done.state, done.ended_by_id) == ("done", lead.membership.person_id)
    assert counts_shown(lead, school) == {"À faire": 0, "Les miennes": 0, "Terminées": 1}
    ended = lead.get(url(school), {"vue": "terminees"}).text
    assert task.title in ended
    lead.post(url(school, "reopen", task.number))
    assert stored(school, task.number).state == "todo"


def test_the_gesture_of_the_home_page_comes_back_there(lead, school):
    late, soon = (
        make(school, due_on=TODAY - timedelta(days=3)),
        make(school, due_on=TODAY + timedelta(days=9)),
    )
    make(school, due_on=TODAY + timedelta(days=40), title="Dans longtemps")
    make(school, owner="head", title="À la direction")
    home = reverse("web:home", args=[school.uai])
    page = lead.get(home).text
    assert page.index(late.title) < page.index(soon.title)
    assert "Dans longtemps" not in page
    assert "À la direction" not in page
    answer = lead.post(url(school, "finish_listed"), {"number": late.number, "retour": "accueil"})
    assert answer.url == home
    assert late.title not in lead.get(home).text.partition("vos prochaines tâches")[2]


def test_what_a_colleague_did_before_is_not_offered_to_be_undone(lead, school):
    task = make(school, due_on=TODAY, state="done", ended_at=timezone.now() - timedelta(hours=1))
    answer = lead.post(url(school, "finish_listed"), {"number": task.number}, follow=True)
    assert "C’était déjà fait" in answer.text
    assert "toast" not in answer.text
    assert stored(school, task.number).state == "done"


def test_one_task_is_moved_given_and_put_aside_with_a_reason(lead, school, client_of):
    teacher = client_of(school, Role.TEACHER)
    task = make(school, is_to_check=True)
    number = task.number
    lead.post(url(school, "move", number), {"due_on": "2027-01-15"})
    given = {"owner": "bursar", "person": teacher.membership.person_id, "note": "Voir la clé"}
    lead.post(url(school, "change", number), given)
    page = teacher.get(url(school, "task", number)).text
    assert "15 janvier 2027" in page
    assert "Voir la clé" in page
    assert "Écarter cette année" not in page
    assert lead.post(url(school, "put_aside", number), {"reason": " "}).status_code == 422
    lead.post(url(school, "put_aside", number), {"reason": "Plus de campagne"})
    assert "Plus de campagne" in lead.get(url(school, "task", number)).text
    assert lead.post(url(school, "move", number), {"due_on": "2027-02-15"}).status_code == 403
    assert lead.post(url(school, "take", number)).status_code == 403


def test_a_teacher_sees_their_own_tasks_alone(client_of, school):
    teacher = client_of(school, Role.TEACHER)
    mine, other = make(school, person=teacher.membership.person), make(school, title="À l’équipe")
    page = teacher.get(url(school)).text
    assert mine.title in page
    assert other.title not in page
    assert teacher.get(url(school, "task", other.number)).status_code == 404
    assert teacher.post(url(school, "finish", mine.number)).status_code == 302
    for name in ("add", "templates", "template_add"):
        assert teacher.get(url(school, name)).status_code == 403
    assert teacher.post(url(school, "create"), {"year": "2026-2027"}).status_code == 403


def test_a_colleague_outside_the_team_finds_their_tasks_at_home_and_by_the_search(client_of, school):
    teacher = client_of(school, Role.TEACHER)
    home, search = (reverse(f"web:{name}", args=[school.uai]) for name in ("home", "search"))
    other = make(school, title="Réunir la commission")
    assert "vos prochaines tâches" not in teacher.get(home).text
    far = date(2027, 6, 15)
    mine = make(school, person=teacher.membership.person, title="Animer l’atelier Pix", due_on=far)
    page = teacher.get(home).text
    assert mine.title in page
    assert f'href="{url(school)}"' in page
    assert "15 juin 2027" in teacher.get(search, {"q": "atelier pix"}).text
    assert other.title not in teacher.get(search, {"q": "commission"}).text
    assert other.title in client_of(school, Role.BURSAR).get(search, {"q": "commission"}).text


def test_a_task_of_another_school_is_not_found(lead, school, elsewhere):
    hidden = make(elsewhere)
    assert lead.get(url(school, "task", hidden.number)).status_code == 404
    assert lead.post(url(school, "finish_listed"), {"number": hidden.number}).status_code == 404
    assert lead.post(url(school, "finish_listed"), {"number": "²"}).status_code == 404


def test_one_s_own_task_is_added_once(lead, school):
    given = {
        "title": "Changer les piles",
        "due_on": "2026-12-04",
        "activity": "equipment",
        "owner": "digital_lead",
        "remind_days": "3",
        "key": "k" * 24,
    }
    first = lead.post(url(school, "add"), given)
    assert lead.post(url(school, "add"), given).url == first.url
    assert "Changer les piles" in lead.get(url(school)).text
    assert lead.post(url(school, "add"), given | {"title": "", "key": ""}).status_code == 422


def test_a_year_chosen_shows_that_year_alone(lead, school):
    fields = {"school_year": "2025-2026", "due_on": date(2026, 3, 2)}
    old = make(school, title="L’an dernier", state="done", ended_at="2026-03-01T10:00Z", **fields)
    left = make(school, title="Restée ouverte", **fields)
    make(school, title="Cette année")
    assert "L’an dernier" not in lead.get(url(school), {"vue": "terminees"}).text
    assert left.title in lead.get(url(school)).text.partition("En retard")[2]
    page = lead.get(url(school), {"annee": "2025-2026"}).text
    assert left.title in page
    assert old.title in lead.get(url(school), {"annee": "2025-2026", "vue": "terminees"}).text
    assert "Cette année" not in page
    assert "Créer les tâches de 2025-2026" not in page


def test_a_template_is_edited_in_the_words_of_a_sentence(lead, school):
    with scope(school):
        template = TaskTemplateFactory(school=school, certainty="to_check", source="Une page lue.")
    address = url(school, "template", template.pk)
    page = lead.get(address).text
    assert "D’où vient cette règle" in page
    assert "Une page lue (usage, sans texte lu)." in page
    given = {
        "title": "Accueillir",
        "detail": "",
        "amount": "1",
        "unit": "weeks",
        "side": "before",
        "anchor": "pupils_back",
        "weekday": "week-0",
        "activity": "advice",
        "owner": "head",
        "remind_days": "14",
        "is_used": "on",
        "is_checked": "on",
    }
    assert lead.post(address, given).url == url(school, "templates")
    page = lead.get(url(school, "templates")).text
    assert "1 semaine avant la rentrée des élèves (le lundi de cette semaine-là)" in page
    with scope(school):
        kept = TaskTemplate.objects.for_school(school).get(pk=template.pk)
    assert (kept.shift, kept.unit, kept.snap, kept.weekday, kept.certainty) == (-1, "weeks", "week", 0, "own")
    refused = lead.post(address, given | {"amount": "60"})
    assert refused.status_code == 422
    assert "sortent de l’année" in refused.text


def test_templates_may_be_read_and_taken_over_before_the_year_is_made(lead, school):
    assert "Reprendre les modèles proposés" in lead.get(url(school, "templates")).text
    lead.post(url(school, "adopt"))
    page = lead.get(url(school, "templates")).text
    assert "modèles repris" in page
    assert "20 novembre" in page
    assert lead.post(url(school, "template_add"), {"title": ""}).status_code == 422


def test_the_page_costs_the_same_for_1_and_20_tasks(lead, school, count_queries):
    person = lead.membership.person
    make(school, person=person)
    lead.get(url(school))
    with count_queries() as few:
        lead.get(url(school))
    make(school, 19, person=person)
    with count_queries() as many:
        lead.get(url(school))
    assert len(few) == len(many)
