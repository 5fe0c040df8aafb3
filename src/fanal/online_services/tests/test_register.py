"""The register of services: what everybody reads, what the school keeps of each, contracts that end."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from fanal.accounts.models.roles import Role
from fanal.accounts.reading.rollover import YEAR_ROLLOVER
from fanal.core.clock.testing import today
from fanal.core.registry import registered
from fanal.core.sheets import read_table
from fanal.core.tenancy import scope
from fanal.core.testing import MOST_QUERIES, words_of
from fanal.online_services.models import OnlineService
from fanal.privacy.models import Processing, ProcessingPart
from fanal.year.rules.years import SchoolYear

pytestmark = pytest.mark.django_db
READERS = [Role.TEACHER, Role.STAFF, Role.BURSAR]


def url(name, school, *args):
    return reverse(f"online_services:{name}", args=[school.uai, *args])


@pytest.fixture
def service(school):
    with scope(school):
        return OnlineService.objects.create(
            school=school,
            name="Pronote",
            kind="school_life",
            address="https://pronote.invalid/",
            audience="Familles et personnels",
            access="Depuis l’ENT.\nTuile « Pronote ».",
            ask="Vie scolaire",
            owner="publisher",
            provider="Un éditeur de la Drôme",
            hosting="En France",
            role="Superviseur",
            support="04 00 00 00 00",
            duties="Nouvelle base\nDates de publication",
            contract="Marché 12",
            contract_ends_on=today() + timedelta(days=30),
            cost_cents=289_050,
            payer="school",
        )


@pytest.mark.parametrize("role", READERS)
def test_everybody_of_the_school_reads_what_a_service_is_for_and_how_to_get_in(
    client_of, school, service, role
):
    browser = client_of(school, role)
    listed = browser.get(url("service_list", school)).text
    page = browser.get(url("service_page", school, service.pk)).text
    for text in ("Familles et personnels", "Sans fiche", "Pronote"):
        assert text in listed
        assert text in page
    assert "Depuis l’ENT." in page
    assert "Vie scolaire" in page
    assert "https://pronote.invalid/" in page
    assert "n’est pas encore écrit" in page
    for kept in ("Un éditeur de la Drôme", "04 00 00 00 00", "Comptes", "Commencer sa fiche", "Archiver"):
        assert kept not in page


def test_contract_and_cost_are_for_the_management_the_leads_and_the_bursar(client_of, school, service):
    for role in (Role.TEACHER, Role.STAFF):
        browser = client_of(school, role)
        for page in (url("service_list", school), url("service_page", school, service.pk)):
            assert "Marché 12" not in (text := browser.get(page).text)
            assert "2 890" not in text
            assert "Finit" not in text
        assert browser.get(url("service_contract", school, service.pk)).status_code == 403
        assert browser.get(url("register_file", school, "csv")).status_code == 403
    for role in (Role.BURSAR, Role.DIGITAL_LEAD, Role.HEAD):
        browser = client_of(school, role)
        page = browser.get(url("service_page", school, service.pk)).text
        assert "Marché 12" in page
        assert "2\u202f890,50\u00a0€ par an" in page
        assert "Finit dans 30 jours" in page
        assert "Finit dans 30 jours" in browser.get(url("service_list", school)).text


@pytest.mark.parametrize("role", [Role.TECHNICIAN, Role.ADVISER, Role.DPO])
def test_partners_read_no_list_of_services(client_of, school, service, role):
    browser = client_of(school, role)
    assert browser.get(url("service_list", school)).status_code == 403
    assert browser.get(url("service_page", school, service.pk)).status_code == 403


def test_a_service_put_away_is_read_by_those_who_keep_the_list_alone(client_of, lead, school, service):
    lead.post(url("service_archive", school, service.pk))
    page = url("service_page", school, service.pk)
    assert client_of(school, Role.TEACHER).get(page).status_code == 404
    text = lead.get(page).text
    assert "Archivé" in text
    assert url("service_contract", school, service.pk) not in text


def test_what_is_not_said_leads_to_somebody(client_of, school):
    with scope(school):
        bare = OnlineService.objects.create(school=school, name="Wi-Fi", holders="staff")
    page = client_of(school, Role.TEACHER).get(url("service_page", school, bare.pk)).text
    assert "Aux référents numériques" in page
    assert "Personnels" in page


def test_an_empty_list_says_to_each_what_to_do(client_of, lead, school):
    assert "Les référents numériques en tiennent la liste" in (
        client_of(school, Role.TEACHER).get(url("service_list", school)).text
    )
    assert "Cochez ci-dessous" in lead.get(url("service_list", school)).text


def test_what_a_service_is_is_written_in_one_form_whose_groups_open_on_a_refusal(lead, school):
    sent = {
        "name": "Éléa",
        "kind": "learning",
        "holders": "both",
        "dormant_days": "180",
        "owner": "state",
        "provider": "Ministère",
        "role": "Compte de gestion",
        "access": "Depuis l’ENT",
        "duties": "A\n\n- A\nB",
    }
    form = lead.get(url("service_add", school)).text
    assert form.count('<details class="panel" >') == 3
    refused = lead.post(url("service_add", school), sent | {"duties": "x" * 161}).text
    assert "160 signes au plus" in refused
    assert "Depuis l’ENT" in refused
    wrong = lead.post(url("service_add", school), sent | {"dormant_days": "3"})
    assert wrong.status_code == 422
    assert re.search(r'open>\s*<summary class="inside">Ses comptes', wrong.text)
    answer = lead.post(url("service_add", school), sent)
    with scope(school):
        made = OnlineService.objects.for_school(school).get()
    assert answer.url == url("service_page", school, made.pk)
    assert made.duty_lines == ["A", "B"]
    page = lead.get(answer.url).text
    for text in ("L’État (ministère, académie)", "Compte de gestion", "Ministère"):
        assert text in page


def test_the_form_sent_twice_adds_one_service_and_leads_to_it(lead, school):
    sent = {"name": "Éléa", "kind": "learning", "holders": "both", "dormant_days": "180", "key": "k" * 20}
    first = lead.post(url("service_add", school), sent)
    assert lead.post(url("service_add", school), sent).url == first.url


def test_a_usual_service_brings_its_owner_its_role_and_its_duties(lead, school):
    lead.post(url("service_usual", school), {"usual": ["gar", "site"]})
    with scope(school):
        gar, site = OnlineService.objects.for_school(school).by_name()
    assert (gar.owner, gar.provider, gar.role) == (
        "state",
        "Ministère",
        "Responsable d’affectation et ses délégués",
    )
    assert "Récupérer les licences après les départs" in gar.duty_lines
    assert (site.owner, site.role) == ("school", "Webmestre")
    with scope(school):
        sheet = Processing.objects.for_school(school).get(pk=site.processing_id)
    assert sheet.model_code == "site"


def test_whose_data_and_which_are_read_from_the_sheet_and_never_typed_twice(lead, school):
    lead.post(url("service_usual", school), {"usual": ["gar"]})
    with scope(school):
        gar = OnlineService.objects.for_school(school).get()
        ProcessingPart.objects.create(
            school=school, processing=gar.processing, kind="processor", what="Un sous-traitant du GAR"
        )
    page = lead.get(url("service_page", school, gar.pk)).text
    assert "Le ministère chargé de l’éducation nationale" in page
    assert "Élèves, Enseignants, Autres personnels" in page
    assert "Un sous-traitant du GAR" in page


def test_the_bursar_writes_the_contract_and_nothing_else(client_of, school, service):
    bursar = client_of(school, Role.BURSAR)
    address = url("service_contract", school, service.pk)
    assert 'value="2\u202f890,50"' in bursar.get(address).text
    sent = {
        "contract": "Marché 13",
        "contract_ends_on": "2028-08-31",
        "cost_cents": "3000,5",
        "payer": "shared",
    }
    assert bursar.post(address, sent).url == url("service_page", school, service.pk)
    with scope(school):
        service.refresh_from_db()
    assert (service.contract, service.cost_cents, service.payer) == ("Marché 13", 300_050, "shared")
    wrong = bursar.post(address, sent | {"contract_ends_on": "9028-08-31"})
    assert (wrong.status_code, "vérifiez l’année" in wrong.text) == (422, True)
    assert bursar.post(address, sent | {"cost_cents": "-1"}).status_code == 422
    assert bursar.post(url("service_change", school, service.pk), {"name": "Autre"}).status_code == 403
    assert client_of(school, Role.TEACHER).post(address, sent).status_code == 403


@pytest.mark.parametrize(
    ("days", "text"),
    [(-3, "Fini le"), (0, "Finit aujourd’hui"), (1, "Finit dans 1 jour"), (90, "Finit dans 90 jours")],
)
def test_a_contract_that_ends_is_on_the_home_page_of_the_head_and_of_the_bursar(
    client_of, school, service, days, text
):
    with scope(school):
        OnlineService.objects.filter(pk=service.pk).update(contract_ends_on=today() + timedelta(days=days))
    for role in (Role.HEAD, Role.BURSAR):
        browser = client_of(school, role)
        home = browser.get(reverse("web:home", args=[school.uai])).text
        assert f"Contrat à décider : {service}, qui {'a fini' if days < 0 else 'finit'} le" in words_of(home)
        assert url("service_page", school, service.pk) in home, "one is named, and led to"
        assert text in browser.get(url("service_list", school) + "?vue=contrat").text
    home = client_of(school, Role.TEACHER).get(reverse("web:home", args=[school.uai])).text
    assert "contrat" not in home


def test_a_contract_of_more_than_three_months_or_put_away_disturbs_nobody(client_of, school, service):
    head = client_of(school, Role.HEAD)
    for values in ({"contract_ends_on": today() + timedelta(days=91)}, {"archived_on": today()}):
        with scope(school):
            OnlineService.objects.filter(pk=service.pk).update(**values)
        assert "Contrat à décider" not in head.get(reverse("web:home", args=[school.uai])).text
        assert "Aucun service ici" not in head.get(url("service_list", school)).text


def test_the_list_shows_contracts_that_end_the_soonest_first_and_services_without_a_sheet(
    lead, school, service
):
    with scope(school):
        for name, days in (("ENT", 80), ("Zorro", 5)):
            OnlineService.objects.create(
                school=school, name=name, contract_ends_on=today() + timedelta(days=days)
            )
        OnlineService.objects.create(school=school, name="Wi-Fi")
    page = lead.get(url("service_list", school) + "?vue=contrat").text
    assert page.index("Zorro</a>") < page.index("Pronote</a>") < page.index("ENT</a>")
    assert "Wi-Fi</a>" not in page
    assert "Wi-Fi</a>" in lead.get(url("service_list", school) + "?vue=fiche").text


@pytest.mark.parametrize("form", ["csv", "xlsx", "ods"])
def test_the_register_leaves_as_a_table(lead, school, service, form):
    answer = lead.get(url("register_file", school, form))
    table = read_table(b"".join(answer.streaming_content), f"a.{form}")
    cells = dict(zip(table.headers, next(iter(table.rows)), strict=True))
    assert cells["Service"] == "Pronote"
    assert cells["À qui il est"] == "Un éditeur"
    # A figure where cells have a type (December § 5), the words for it in a CSV.
    assert cells["Coût par an (euros)"] == ("2890,50" if form == "csv" else "2890.5")
    assert cells["Fiche du registre"] == "Sans fiche"
    assert "Responsable de traitement" in cells


def test_the_bursar_exports_contracts_without_what_the_sheets_say(client_of, school, service):
    answer = client_of(school, Role.BURSAR).get(url("register_file", school, "csv"))
    table = read_table(b"".join(answer.streaming_content), "a.csv")
    assert "Fin du contrat" in table.headers
    assert "Responsable de traitement" not in table.headers


def test_the_rollover_of_the_year_shows_the_contracts_that_end_in_it(school, service):
    with scope(school):
        ending, opening = SchoolYear(today().year - 1), SchoolYear(today().year)
        lines = [line for make in registered(YEAR_ROLLOVER) for line in make(school, ending, opening)]
        (line,) = [line for line in lines if line.code == "contrats"]
        (row,) = line.rows
        title, detail, page = line.each(row)
    assert (title, page) == ("Pronote", url("service_page", school, service.pk))
    assert detail.startswith("Contrat jusqu’au ")


@pytest.mark.parametrize("role", [Role.TEACHER, Role.HEAD])
def test_the_list_costs_the_same_for_one_and_twenty_services(client_of, school, role, count_queries):
    browser, counts = client_of(school, role), []
    for size in (1, 19):
        with scope(school):
            for n in range(size):
                OnlineService.objects.create(school=school, name=f"Service {size}-{n}")
        browser.get(url("service_list", school))
        with count_queries() as queries:
            browser.get(url("service_list", school))
        counts.append(len(queries))
    assert counts[0] == counts[1] <= MOST_QUERIES


def test_the_page_of_a_service_leaves_room_for_what_others_show_on_it(
    client_of, school, service, count_queries
):
    browser = client_of(school, Role.HEAD)
    browser.get(url("service_page", school, service.pk))
    with count_queries() as queries:
        browser.get(url("service_page", school, service.pk))
    assert len(queries) <= MOST_QUERIES
