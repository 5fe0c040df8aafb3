"""The first run: five questions, nothing written before the last, and never a second time."""

import pytest
from django.urls import reverse
from lxml import html

from fanal.accounts.models import Authority, Holiday, Invitation, Membership, Person, School, User
from fanal.accounts.models.roles import Role
from fanal.core.models import JournalEntry, Mail
from fanal.core.operation import facts
from fanal.core.operation.facts import Fact
from fanal.core.tenancy import scope
from fanal.core.testing import ForgetfulClient
from fanal.equipment.models import EquipmentType, Room
from fanal.schools.reading import setup_code
from fanal.web.setup import views

SCHOOL = {
    "uai": "0120002M",
    "name": "Collège Jean-Moulin",
    "kind": "college",
    "status": "public",
    "city": "Rodez",
    "academy": "Toulouse",
    "authority": "Département de l’Aveyron",
}
STAFF = "Claire;Morvan;claire@ecole.invalid;Mathématiques\nHélène;Carpentier;;Principale\nLuc;Roy;;AED"
PASSWORD = "Un-Phare-Sur-La-Jetée-42"
ME = {
    "given_name": "Claire",
    "family_name": "Morvan",
    "email": "claire@ecole.invalid",
    "role": "digital_lead",
    "password": PASSWORD,
    "again": PASSWORD,
    "head": "Hélène Carpentier",
    "bursar": "Sylvie Duprat",
}


@pytest.fixture
def code(db, settings, tmp_path, monkeypatch):
    settings.FANAL_HOME = tmp_path
    monkeypatch.setattr(views, "DOOR", setup_code.CodeTries())
    return setup_code.issue_code(tmp_path)


@pytest.fixture
def founder(client, code):
    """A browser that gave the code."""
    assert client.post(reverse("setup:start"), {"code": code.lower()}).status_code == 302
    return client


def step(name: str) -> str:
    return reverse("setup:step", args=[name])


def answer(browser, **pasted):
    """The four first questions."""
    assert browser.post(step("etablissement"), SCHOOL).url == step("calendrier")
    assert browser.post(step("calendrier"), {"zone": "C"}).url == step("salles")
    assert browser.post(step("salles"), {"pasted": pasted.get("rooms", "")}).url == step("personnel")
    assert browser.post(step("personnel"), {"pasted": pasted.get("staff", "")}).url == step("fonctions")


def test_an_empty_installation_leads_to_its_set_up(client, code):
    assert client.get("/").url == reverse("setup:start")
    assert "Mettre Fanal en service" in client.get(reverse("setup:start")).text


def test_the_first_question_says_which_schools_are_not_covered(founder):
    """verified.md § 3.9."""
    page = founder.get(step("etablissement")).text
    assert "enseignement agricole" in page
    assert "Nouvelle-Calédonie" in page


def test_a_wrong_code_is_refused_with_a_sentence(client, code):
    refused = client.post(reverse("setup:start"), {"code": "AAAA-BBBB-CCCC"})
    assert refused.status_code == 403
    assert "n’est pas celui qu’affiche le terminal" in refused.text
    assert client.get(step("etablissement")).url == reverse("setup:start")


def test_after_ten_wrong_codes_even_the_right_one_waits(client, code):
    for _ in range(setup_code.TRIES):
        client.post(reverse("setup:start"), {"code": "nope"})
    assert "Attendez une minute" in client.post(reverse("setup:start"), {"code": code}).text


def test_a_new_code_closes_the_old_one_and_keeps_the_answers(founder, settings):
    founder.post(step("etablissement"), SCHOOL)
    again = setup_code.issue_code(settings.FANAL_HOME)
    assert founder.get(step("calendrier")).url == reverse("setup:start")
    founder.post(reverse("setup:start"), {"code": again})
    assert "Collège Jean-Moulin" in founder.get(step("etablissement")).text


def test_only_a_digest_of_the_code_is_kept(code, settings):
    file = settings.FANAL_HOME / "secrets" / setup_code.FILE
    assert code not in file.read_text()
    assert oct(file.stat().st_mode)[-3:] == "600"


def test_a_school_is_opened_with_everything(founder):
    answer(founder, rooms="Bâtiment A;Salle 101\nCDI", staff=STAFF)
    opened = founder.post(step("fonctions"), ME)
    school = School.objects.get()
    assert opened.url == reverse("web:welcome", args=[school.uai])
    assert (school.zone, school.authority.kind, school.academy.name) == (
        "C",
        Authority.Kind.DEPARTMENT,
        "Toulouse",
    )
    assert Holiday.objects.filter(zone="C").exists()
    with scope(school):
        assert set(Room.objects.values_list("name", flat=True)) == {"Salle 101", "CDI"}
        assert EquipmentType.objects.exists()
        held = {
            str(membership.person): set(membership.roles)
            for membership in Membership.objects.select_related("person")
        }
        said = set(JournalEntry.objects.filter(author="system:setup").values_list("verb", flat=True))
        signed = Membership.objects.select_related("person", "user").exclude(user=None).get()
    assert held == {
        "Claire Morvan": {Role.DIGITAL_LEAD, Role.TEACHER},
        "Hélène Carpentier": {Role.HEAD},
        "Luc Roy": {Role.STAFF},
        "Sylvie Duprat": {Role.BURSAR},
    }
    assert {"accounts.school_opened", "accounts.person_enrolled", "equipment.room_added"} <= said
    assert (str(signed.person), signed.user.email) == ("Claire Morvan", ME["email"])


def test_whoever_opened_it_is_signed_in_and_asked_for_a_second_proof(founder):
    answer(founder)
    welcome = founder.post(step("fonctions"), ME).url
    assert founder.get(welcome).url.startswith(reverse("mfa_index"))
    assert "fanal_setup" not in founder.session


def test_nothing_is_written_before_the_last_question(founder):
    answer(founder, rooms="CDI", staff=STAFF)
    founder.get(step("fonctions"))
    assert not School.objects.exists()
    assert not User.objects.exists()


def test_no_password_is_kept_in_the_session(founder):
    answer(founder)
    refused = founder.post(step("fonctions"), ME | {"again": "autre"})
    assert refused.status_code == 422
    assert "Les deux mots de passe diffèrent" in refused.text
    assert 'value="claire@ecole.invalid"' in refused.text
    assert PASSWORD not in str(dict(founder.session))


def test_a_weak_password_opens_nothing(founder):
    answer(founder)
    refused = founder.post(step("fonctions"), ME | {"password": "azerty", "again": "azerty"})
    assert refused.status_code == 422
    assert not School.objects.exists()


def test_a_wrong_check_letter_is_a_doubt_that_one_may_confirm(founder):
    doubtful = SCHOOL | {"uai": "0120002A"}
    refused = founder.post(step("etablissement"), doubtful)
    assert refused.status_code == 422
    assert "on attendait 0120002M" in refused.text
    assert founder.post(step("etablissement"), doubtful | {"keeps_uai": "on"}).url == step("calendrier")


def test_bad_answers_are_shown_again_as_typed(founder):
    refused = founder.post(step("etablissement"), SCHOOL | {"uai": "12", "name": "Collège du Phare"})
    assert refused.status_code == 422
    assert "sept chiffres puis une lettre" in refused.text
    assert "Collège du Phare" in refused.text


def test_going_back_keeps_what_was_typed_even_wrong(founder):
    founder.post(step("etablissement"), SCHOOL)
    founder.post(step("calendrier"), {"zone": "A"})
    assert founder.post(step("salles"), {"pasted": "CDI\nCDI", "go": "back"}).url == step("calendrier")
    assert "CDI\nCDI" in founder.get(step("salles")).text


def test_a_step_cannot_be_jumped(founder):
    founder.post(step("etablissement"), SCHOOL)
    assert founder.get(step("fonctions")).url == step("calendrier")
    assert founder.get(step("autre")).status_code == 404


def test_refused_lines_are_listed_and_stay_in_the_box(founder):
    founder.post(step("etablissement"), SCHOOL)
    founder.post(step("calendrier"), {"zone": "C"})
    founder.post(step("salles"), {})
    pasted = "Claire;Morvan;claire\nYann;Le Goff"
    refused = founder.post(step("personnel"), {"pasted": pasted})
    assert refused.status_code == 422
    assert "Ligne 1" in refused.text
    assert "n’est pas une adresse de courriel" in refused.text
    assert "Claire;Morvan;claire" in refused.text
    assert founder.post(step("personnel"), {"pasted": pasted, "without": "on"}).url == step("fonctions")
    assert "Yann Le Goff" in founder.get(step("fonctions")).text


@pytest.mark.clock("2026-11-26 09:00+01:00")
def test_holidays_are_shown_with_their_doubt_and_the_zone_of_the_academie(founder):
    founder.post(step("etablissement"), SCHOOL)
    page = founder.get(step("calendrier")).text
    assert "à vérifier" in page
    assert html.fromstring(page).xpath("//input[@name='zone' and @checked]/@value") == ["C"]


def test_a_second_set_up_is_not_found(code, school):
    browser = ForgetfulClient()
    for address in (reverse("setup:start"), step("etablissement")):
        assert browser.get(address).status_code == 404
        assert browser.post(address, {"code": code} | SCHOOL).status_code == 404
    assert "/compte/login/" in browser.get("/").url


def test_two_browsers_do_not_open_two_schools(founder, settings):
    answer(founder)
    other = ForgetfulClient()
    other.post(reverse("setup:start"), {"code": setup_code.issue_code(settings.FANAL_HOME)})
    answer(other)
    assert other.post(step("fonctions"), ME).status_code == 302
    assert founder.post(step("fonctions"), ME).status_code == 404
    assert School.objects.count() == 1


def test_a_founder_without_a_list_may_add_a_room_at_once(founder):
    answer(founder)
    founder.post(step("fonctions"), ME)
    with scope(School.objects.get()):
        assert Person.objects.count() == 3
        assert not Room.objects.exists()


@pytest.mark.parametrize(
    ("role", "is_shown"), [(Role.HEAD, True), (Role.DIGITAL_LEAD, True), (Role.TEACHER, False)]
)
def test_first_steps_are_for_those_who_start_a_school(client_of, school, role, is_shown):
    home = client_of(school, role).get(reverse("web:home", args=[school.uai])).text
    assert ("Premiers pas" in home) is is_shown


def test_first_steps_follow_the_data_and_leave_when_done(client_of, school, settings, tmp_path):
    from allauth.mfa.models import Authenticator

    from fanal.accounts.tests.factories import member_of
    from fanal.equipment.tests.factories import EquipmentFactory, RoomFactory
    from fanal.helpdesk.tests.factories import HelpRequestFactory

    settings.FANAL_HOME = tmp_path
    lead, address = client_of(school, Role.DIGITAL_LEAD), reverse("web:home", args=[school.uai])
    assert "1 sur 7" in lead.get(address).text
    with scope(school):
        RoomFactory(school=school)
        EquipmentFactory(school=school)
        HelpRequestFactory(school=school)
        member_of(school, Role.HEAD)
    assert "5 sur 7" in lead.get(address).text
    Authenticator.objects.create(user=lead.membership.user, type="totp", data={})
    facts.record(Fact.BACKUP, lead.membership.user.last_login)
    assert "Premiers pas" not in lead.get(address).text


def test_the_first_steps_cost_one_query(client_of, school, count_queries):
    lead = client_of(school, Role.DIGITAL_LEAD)
    lead.get(reverse("web:home", args=[school.uai]))
    with count_queries() as home:
        lead.get(reverse("web:home", args=[school.uai]))
    assert len(home) <= 17
    assert sum("accounts_school" in query["sql"] and "EXISTS" in query["sql"] for query in home) == 1


@pytest.mark.parametrize("role", [Role.TEACHER, Role.BURSAR, Role.HEAD])
def test_the_welcome_page_opens_to_every_role(client_of, school, role):
    assert client_of(school, role).get(reverse("web:welcome", args=[school.uai])).status_code == 200


@pytest.mark.parametrize(("email", "invited"), [("helene@ecole.invalid", 1), ("", 0)])
def test_the_head_is_invited_at_once_to_the_address_given(founder, email, invited):
    """Nobody of the school may invite who holds more than themselves (verified.md S1): a référent who opens
    the school would leave its head outside."""
    answer(founder, staff=STAFF.replace("Carpentier;;", f"Carpentier;{email};"))
    assert founder.post(step("fonctions"), ME).status_code == 302
    school = School.objects.get()
    with scope(school):
        assert Invitation.objects.for_school(school).filter(email=email or "nobody").count() == invited
        assert [mail.to for mail in Mail.objects.for_school(school)] == [email] * invited
