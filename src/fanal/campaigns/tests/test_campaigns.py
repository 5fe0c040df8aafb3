"""A campaign of inventory: opened, scanned by several people, closed for good."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models.roles import Role
from fanal.campaigns.actions.campaign import close_campaign
from fanal.campaigns.models import Campaign, CampaignReport, Scan
from fanal.campaigns.reading.progress import Totals, room_rows
from fanal.campaigns.reading.report import report_of
from fanal.campaigns.tests.conftest import TODAY
from fanal.core.models import JournalEntry
from fanal.core.retention.removal import keep_no_longer
from fanal.core.sheets import read_table
from fanal.core.tenancy import scope
from fanal.core.testing import MOST_QUERIES, words_of
from fanal.equipment.actions.labels import give_labels
from fanal.equipment.models import Equipment, Label
from fanal.equipment.tests.factories import EquipmentFactory, RoomFactory

pytestmark = pytest.mark.clock(TODAY)


def url(school, name, *args):
    return reverse(f"campaigns:{name}", args=[school.uai, *args])


def scan(who, world, text, room=None, key="", **more):
    room = room or world.room
    page = url(world.campaign.school, "scan_add", world.campaign.pk, room.pk)
    sent = {"text": text, "key": key or f"k{abs(hash((who, text, room.pk))):020d}"} | more
    return who.post(page, sent)


def totals(world):
    with scope(world.campaign.school):
        return Totals(room_rows(world.campaign))


def test_one_opens_a_campaign_over_a_building_and_sees_its_rooms(lead, school, world):
    answer = lead.post(
        url(school, "campaign_open"),
        {"name": " Inventaire  de juin ", "starts_on": "2026-12-01", "ends_on": "2026-12-18"}
        | {"buildings": [world.room.building_id]},
    )
    page = words_of(lead.get(answer.url).text)
    assert "Inventaire de juin" in page
    assert "Salle 204 0 sur 3" in page
    assert "Salle 205 0 sur 1" in page
    assert "Inventaire de juin" in words_of(lead.get(url(school, "campaign_list")).text)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"name": ""}, "Donnez un nom"),
        ({"buildings": []}, "Choisissez au moins un bâtiment ou une salle"),
        ({"ends_on": "2026-11-27"}, "finit avant de commencer"),
        ({"starts_on": "demain"}, "Donnez un jour"),
    ],
)
def test_a_campaign_that_cannot_be_opened_says_why(lead, school, world, sent, said):
    usual = {"name": "Juin", "starts_on": "2026-12-01", "ends_on": "2026-12-18"}
    usual |= {"buildings": [world.room.building_id]}
    answer = lead.post(url(school, "campaign_open"), usual | sent)
    assert answer.status_code == 422
    assert said in words_of(answer.text)


def test_a_building_of_another_school_is_no_choice(lead, school, elsewhere, world):
    with scope(elsewhere):
        foreign = RoomFactory(school=elsewhere)
    sent = {"name": "Juin", "starts_on": "2026-12-01", "ends_on": "2026-12-18", "rooms": [foreign.pk]}
    assert lead.post(url(school, "campaign_open"), sent).status_code == 422


def test_two_people_share_a_campaign_by_label_number_or_name(lead, client_of, school, world):
    """users-ask.md B2, #7036 and #17237: inventory by room with a scan."""
    bursar = client_of(school, Role.BURSAR)
    scan(lead, world, f"https://fanal.test/q/{world.labels['PC-A']}")
    scan(bursar, world, world.machines[1].serial.lower())
    answer = scan(lead, world, "pc-c")
    page = words_of(bursar.get(answer.url).text)
    assert page.count("trouvé") >= 3
    assert (totals(world).found, totals(world).missing) == (3, 1)
    assert totals(world).done_words == "1 salle faite sur 2"


def test_the_same_scan_sent_twice_counts_once(lead, world):
    for _ in range(2):
        assert scan(lead, world, "inconnu", key="k" * 20).status_code == 302
    with scope(world.campaign.school):
        assert Scan.objects.for_school(world.campaign.school).count() == 1


def test_a_machine_found_elsewhere_is_put_away_in_one_tap(lead, school, world):
    answer = scan(lead, world, world.labels["PC-D"])
    shown = lead.get(answer.url).text
    assert "data-closed" not in shown
    places = [shown.index(one) for one in ('id="scan"', "Trouvés ailleurs que prévu", "Attendus dans cette")]
    assert places == sorted(places), "the answer is under the field, above all that is expected"
    page = words_of(shown)
    assert "rangé en Salle 205" in page
    assert "Le ranger ici" in page
    other = words_of(lead.get(url(school, "room_page", world.campaign.pk, world.other.pk)).text)
    assert "vu en Salle 204" in other
    with scope(school):
        made = Scan.objects.for_school(school).get()
    moved = lead.post(url(school, "scan_put_here", made.pk), follow=True)
    assert "« PC-D » est rangé ici" in words_of(moved.text)
    with scope(school):
        assert Equipment.objects.for_school(school).get(name="PC-D").room_id == world.room.pk
        assert JournalEntry.objects.for_school(school).filter(verb="equipment.moved").count() == 1
        campaign = Campaign.objects.for_school(school).get()
        rows = report_of(campaign, school, room_rows(campaign), timezone.now()).rows
    assert [row[6:9] for row in rows if row[2] == "PC-D"] == [
        ["Trouvé, rangé ici", "", "venait de Salle 205"]
    ]
    assert totals(world).elsewhere == 0
    assert lead.post(url(school, "scan_put_here", made.pk)).status_code == 422


def test_a_lost_machine_that_is_found_says_its_state(lead, school, world):
    with scope(school):
        Equipment.objects.for_school(school).filter(name="PC-A").update(state="lost")
    page = words_of(lead.get(scan(lead, world, "PC-A").url).text)
    assert "noté « Perdu »" in page
    assert "Changer son état" in page


def test_an_unknown_label_is_kept_with_a_note_and_counted_once(lead, school, world):
    scan(lead, world, "ABC-123")
    answer = scan(lead, world, "abc-123", key="z" * 20)
    assert lead.get(answer.url).text.count("Ce que c’est") == 1
    assert totals(world).unknown == 1
    with scope(school):
        made = Scan.objects.for_school(school).first()
    lead.post(url(school, "scan_note", made.pk), {"note": "écran sans étiquette"})
    with scope(school):
        assert Scan.objects.for_school(school).get(pk=made.pk).note == "écran sans étiquette"
    assert lead.post(url(school, "scan_put_here", made.pk)).status_code == 422


def test_a_label_of_another_school_is_unknown_and_says_nothing_of_it(lead, school, elsewhere, world):
    with scope(elsewhere):
        foreign = EquipmentFactory(school=elsewhere, name="Secret du voisin", serial="VOISIN1")
        code = Label.objects.create(school=elsewhere, equipment=foreign, code="7K3D9QXM0").code
    for text in (code, "VOISIN1", "Secret du voisin"):
        answer = scan(lead, world, text)
        with scope(school):
            assert Scan.objects.for_school(school).latest("pk").equipment_id is None
    assert "voisin" not in lead.get(answer.url).text.replace("Secret du voisin", "").replace("VOISIN1", "")


def test_the_label_of_a_door_is_no_machine(lead, world):
    answer = scan(lead, world, world.labels["Salle 205"])
    assert answer.status_code == 422
    assert "C’est l’étiquette de la salle « Salle 205 »" in words_of(answer.text)


@pytest.mark.parametrize(
    "sent",
    [{"text": ""}, {"text": "x" * 81}, {"key": "court"}, {"key": "é" * 20}, {"key": ""}],
)
def test_what_a_queue_sends_is_checked_like_any_form(lead, school, world, sent):
    page = url(school, "scan_add", world.campaign.pk, world.room.pk)
    assert lead.post(page, {"text": "PC-A", "key": "k" * 20} | sent).status_code == 422
    assert totals(world).found == 0


@pytest.mark.parametrize("at", ["", "-1", "9" * 30, "demain", "<script>", "4102444800000"])
def test_a_strange_hour_refuses_no_scan(lead, world, at):
    assert scan(lead, world, "PC-A", at=at).status_code == 302
    with scope(world.campaign.school):
        made = Scan.objects.for_school(world.campaign.school).get()
        assert made.read_at == made.received_at


def test_the_hour_of_the_phone_is_kept(lead, world):
    said = timezone.now().replace(microsecond=0) - timedelta(hours=2)
    scan(lead, world, "PC-A", at=int(said.timestamp() * 1000))
    with scope(world.campaign.school):
        assert Scan.objects.for_school(world.campaign.school).get().read_at == said


def test_a_queue_is_answered_where_to_go_and_why_not(lead, world):
    """What `offline.js` reads: HX-Redirect when it is kept, 422 with the reasons when it is not."""
    page = url(world.campaign.school, "scan_add", world.campaign.pk, world.room.pk)
    headers = {"HX-Request": "true"}
    kept = lead.post(page, {"text": "PC-A", "key": "k" * 20}, headers=headers)
    assert kept.headers["HX-Redirect"].endswith(f"/salles/{world.room.pk}/")
    refused = lead.post(page, {"text": world.labels["Salle 205"], "key": "z" * 20}, headers=headers)
    assert refused.status_code == 422
    assert 'class="reasons' in refused.text


def test_closed_for_good_the_report_never_changes(lead, head, school, world, boss):
    scan(lead, world, "PC-A")
    scan(lead, world, "=cmd()")
    assert head.post(url(school, "campaign_close", world.campaign.pk)).status_code == 302
    paper = lead.get(url(school, "report_paper", world.campaign.pk)).content
    table = lead.get(url(school, "report_table", world.campaign.pk, "xlsx")).getvalue()
    rows = [[*row] for row in read_table(table, "a.xlsx").rows]
    with scope(school):
        Equipment.objects.for_school(school).update(name="Autre", room=world.other)
        world.room.name = "Renommée"
        world.room.save()
        give_labels([EquipmentFactory(school=school)], school=school, by=boss)
    assert paper.startswith(b"%PDF")
    assert lead.get(url(school, "report_paper", world.campaign.pk)).content == paper
    again = lead.get(url(school, "report_table", world.campaign.pk, "xlsx")).getvalue()
    assert [[*row] for row in read_table(again, "a.xlsx").rows] == rows
    assert [row[6] for row in rows] == ["Trouvé", "Manquant", "Manquant", "Inconnu", "Manquant"]
    page = words_of(lead.get(url(school, "campaign_page", world.campaign.pk)).text)
    assert "3 manquants" in page
    assert "Salle 204 1 sur 3 2 manquants, 1 inconnu" in page, "the page is frozen too"
    assert "Renommée" not in page
    with scope(school):
        assert close_campaign(world.campaign, now=timezone.now(), by=boss).paper == paper, "closed twice"
        assert CampaignReport.objects.for_school(school).count() == 1


def test_a_scan_that_comes_after_the_closing_is_kept_and_shown_apart(lead, school, world, boss):
    with scope(school):
        close_campaign(world.campaign, now=timezone.now(), by=boss)
    answer = scan(lead, world, "PC-A", at=int((timezone.now() - timedelta(hours=1)).timestamp() * 1000))
    assert answer.status_code == 302
    assert totals(world).found == 0
    page = words_of(lead.get(url(school, "campaign_page", world.campaign.pk)).text)
    assert "Reçu après la clôture" in page
    room = lead.get(url(school, "room_page", world.campaign.pk, world.room.pk)).text
    assert "data-closed" in room, "what is scanned is not said to be « trouvé »"
    assert "PC-A" in page


def test_who_may(teacher, technician, client_of, school, world, lead):
    """Those who may move machines scan; the authority reads; others find nothing."""
    page, room = (
        url(school, "campaign_page", world.campaign.pk),
        url(school, "room_page", world.campaign.pk, world.room.pk),
    )
    assert teacher.get(page).status_code == 403
    assert teacher.get(room).status_code == 404
    assert technician.get(page).status_code == 200
    assert technician.get(room).status_code == 403
    assert scan(technician, world, "PC-A").status_code == 403
    assert client_of(school, Role.BURSAR).get(room).status_code == 200
    assert technician.get(url(school, "report_paper", world.campaign.pk)).status_code == 404, "not closed"


def test_another_school_finds_nothing(client_of, elsewhere, world):
    stranger = client_of(elsewhere, Role.DIGITAL_LEAD)
    for name, args in [
        ("campaign_page", [world.campaign.pk]),
        ("room_page", [world.campaign.pk, world.room.pk]),
    ]:
        assert stranger.get(url(elsewhere, name, *args)).status_code == 404


def test_the_page_that_a_browser_keeps_names_nobody(lead, client_of, school, world):
    scan(bursar := client_of(school, Role.BURSAR), world, "inconnu")
    page = lead.get(url(school, "room_page", world.campaign.pk, world.room.pk)).text
    for who in (lead.membership, bursar.membership):
        assert who.person.family_name not in page
        assert who.user.email not in page


def test_pages_cost_the_same_for_one_room_and_twenty(lead, school, world, boss, count_queries):
    pages = [
        url(school, "campaign_page", world.campaign.pk),
        url(school, "room_page", world.campaign.pk, world.room.pk),
        url(school, "campaign_list"),
    ]
    for page in pages:
        lead.get(page)
    before = []
    for page in pages:
        with count_queries() as queries:
            lead.get(page)
        before.append(len(queries))
    with scope(school):
        for _ in range(12):
            EquipmentFactory(school=school, room=world.room, type=world.machines[0].type)
    for text in ("PC-A", "PC-B", "x1", "x2", quote("é")):
        scan(lead, world, text)
    for page, count in zip(pages, before, strict=True):
        with count_queries() as queries:
            lead.get(page)
        assert len(queries) <= count
        assert len(queries) <= MOST_QUERIES


@pytest.mark.parametrize("is_closed", [True, False])
def test_a_year_after_the_closing_who_scanned_is_forgotten(lead, school, world, boss, is_closed):
    scan(lead, world, "PC-A")
    with scope(school):
        now = timezone.now()
        old = now - timedelta(days=400)
        ended = {"starts_on": old.date(), "ends_on": old.date(), "closed_at": old if is_closed else None}
        Campaign.objects.for_school(school).update(**ended)
    assert keep_no_longer(now) == []
    with scope(school):
        assert Scan.objects.for_school(school).get().person_id is None


def test_the_camera_of_a_phone_leads_to_the_campaign_by_the_label(lead, teacher, school, world):
    door = reverse("equipment:label_page", args=[school.uai, world.labels["Salle 204"]])
    assert "Juin : scanner ici" in words_of(lead.get(door).text)
    assert "scanner ici" not in teacher.get(door).text
    scan(lead, world, "PC-D", room=world.other)
    machine = lead.get(reverse("equipment:label_page", args=[school.uai, world.labels["PC-A"]])).text
    assert "Juin : noter ici, Salle 205" in words_of(machine), "where this person stands"
    page = lead.get(url(school, "room_page", world.campaign.pk, world.other.pk) + "?lu=" + "A" * 200).text
    assert f'value="{"A" * 80}"' in page
