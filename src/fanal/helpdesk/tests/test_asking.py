"""« Demander de l’aide », from a corridor, in one sentence."""

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from lxml import html

from fanal.accounts.models.roles import Role
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.equipment.tests.factories import RoomFactory
from fanal.helpdesk.models import Follower, HelpRequest
from fanal.helpdesk.tests.factories import HelpRequestFactory
from fanal.online_services.models import OnlineService
from fanal.service_status.models import StatePeriod


def ask(browser, school, text, **more):
    given = {"text": text, "kind": "other", "guessed": "other", "urgency": "annoying"} | more
    return browser.post(reverse("helpdesk:request_ask", args=[school.uai]), given)


def hints(browser, school, **typed):
    return browser.post(
        reverse("helpdesk:ask_hints", args=[school.uai]), typed, headers={"HX-Request": "true"}
    )


def only_request(school) -> HelpRequest:
    with scope(school):
        return HelpRequest.objects.for_school(school).get()


def test_one_sentence_is_enough_and_its_kind_is_guessed(teacher, school):
    ask(teacher, school, "L’imprimante fait un bourrage papier")
    assert only_request(school).kind == "printer"


def test_a_kind_chosen_by_hand_is_kept(teacher, school):
    ask(teacher, school, "L’imprimante fait un bourrage papier", kind="computer", guessed="printer")
    assert only_request(school).kind == "computer"


def test_a_kind_chosen_by_hand_outlives_what_is_typed_next(teacher, school):
    page = hints(teacher, school, text="le videoprojecteur", kind="tablet", guessed="projector").text
    assert 'name="guessed" value="projector"' in page
    assert 'value="tablet"' in page.split("checked")[0].rsplit("<input", 1)[1]


def test_the_kind_is_guessed_while_typing(teacher, school):
    page = hints(teacher, school, text="le videoprojecteur reste noir", kind="other", guessed="other").text
    assert 'name="guessed" value="projector"' in page
    assert "Vidéoprojecteur\u202f: pas d’image" in page


def test_a_request_has_a_promised_day(teacher, school):
    ask(teacher, school, "Le PC ne démarre plus")
    assert only_request(school).due_at is not None


def test_grave_words_lead_to_the_management_and_create_nothing(teacher, school):
    answer = ask(teacher, school, "Un élève subit du harcèlement")
    assert answer.status_code == 422
    assert "3018" in answer.text
    with scope(school):
        assert not HelpRequest.objects.for_school(school).exists()


def test_it_can_still_be_about_equipment(teacher, school):
    ask(teacher, school, "Projecteur en panne, intervention sur le harcèlement demain", is_equipment="1")
    assert only_request(school).number == 1


def test_a_known_trouble_is_shown_without_its_words_and_can_be_followed(client_of, teacher, school):
    with scope(school):
        other = HelpRequestFactory(school=school, text="Mme X a cassé l’écran")
        room = _a_room(school)
        other.room = room
        other.save()
    page = hints(teacher, school, text="projecteur", room=room.pk, kind="other", guessed="other").text
    assert "Déjà signalé ici" in page
    assert "Mme X" not in page
    teacher.post(reverse("helpdesk:request_follow", args=[school.uai, other.number]))
    with scope(school):
        assert Follower.objects.for_school(school).get().person_id == teacher.membership.person_id
    assert teacher.get(reverse("helpdesk:request_page", args=[school.uai, other.number])).status_code == 404


def _a_room(school):
    from fanal.equipment.models import Building, Room, Site

    site = Site.objects.create(school=school, name="Site")
    building = Building.objects.create(school=school, site=site, name="A")
    return Room.objects.create(school=school, building=building, name="Salle 204")


def test_grave_words_are_answered_while_typing(teacher, school):
    page = hints(teacher, school, text="une élève est harcelée", kind="other", guessed="other").text
    assert "3018" in page


def test_a_scanned_label_gives_the_machine_its_room_and_its_usual_trouble(teacher, school):
    machine = _a_machine(school)
    page = teacher.get(
        reverse("helpdesk:request_ask", args=[school.uai]), {"equipement": machine.number}
    ).text
    assert f'<option value="{machine.pk}" selected>' in page
    assert f'<option value="{machine.room_id}" selected>' in page
    assert 'name="guessed" value="printer"' in page
    fields = {"room": machine.room_id, "equipment": machine.pk, "kind": "printer", "guessed": "printer"}
    assert 'name="guessed" value="printer"' in hints(teacher, school, text="en panne", **fields).text
    assert 'name="guessed" value="network"' in hints(teacher, school, text="plus de wifi", **fields).text
    ask(teacher, school, "En panne", **fields)
    made = only_request(school)
    assert (made.kind, made.room_id, made.equipment_id) == ("printer", machine.room_id, machine.pk)


@pytest.mark.parametrize("given", [{"salle": "9" * 30}, {"salle": "abc"}, {"equipement": "9" * 30}])
def test_a_label_that_says_nonsense_opens_an_empty_form(teacher, school, given):
    assert teacher.get(reverse("helpdesk:request_ask", args=[school.uai]), given).status_code == 200


def test_sent_by_htmx_it_leads_to_the_request_and_twice_is_once(teacher, school):
    address, key = reverse("helpdesk:request_ask", args=[school.uai]), "k" * 24
    sent = {"text": "Écran rayé", "kind": "other", "guessed": "other", "urgency": "annoying", "key": key}
    answers = [teacher.post(address, sent, headers={"HX-Request": "true"}) for _ in range(2)]
    page = reverse("helpdesk:request_page", args=[school.uai, only_request(school).number])
    assert [answer.headers["HX-Redirect"] for answer in answers] == [page, page]
    refused = teacher.post(address, sent | {"text": "", "key": "l" * 24}, headers={"HX-Request": "true"})
    assert refused.status_code == 422
    assert "<html" not in refused.text
    assert "Dites en une phrase" in refused.text


def _a_machine(school):
    from fanal.equipment.models import Equipment, EquipmentType

    with scope(school):
        kind = EquipmentType.objects.create(school=school, name="Imprimante", kind="printer")
        return Equipment.objects.create(
            school=school, number=7, name="COP-1", type=kind, room=_a_room(school), state="service"
        )


def test_ones_own_open_request_of_the_same_kind_is_shown_as_ones_own(teacher, school):
    with scope(school):
        room = RoomFactory(school=school)
        me = teacher.membership.person
        HelpRequestFactory(school=school, room=room, requester=me, kind="projector")
        HelpRequestFactory(school=school, room=room, requester=me, kind="printer")
    page = hints(teacher, school, text="le videoprojecteur", room=room.pk, kind="projector").text
    assert page.count("Vous l’avez déjà signalé") == 1
    assert reverse("helpdesk:request_page", args=[school.uai, 1]) in page
    assert "Me prévenir aussi" not in page


def test_another_room_named_in_the_words_is_asked_about_once(teacher, school):
    """A newcomer, November 2026: « le vidéoprojecteur de la 205 » left for Salle 204."""
    with scope(school):
        rooms = [RoomFactory(school=school, name=f"Salle {number}") for number in (204, 205)]
    typed = {"text": "Le vidéoprojecteur de la 205 est noir", "room": rooms[0].pk}
    page = hints(teacher, school, kind="other", guessed="other", **typed).text
    assert "Votre texte parle de Salle 205" in page
    assert page.index("Où\u202f?") < page.index("C’est plutôt")
    refused = ask(teacher, school, **typed)
    assert refused.status_code == 422
    assert "Votre texte parle de Salle 205" in refused.text
    assert count(school) == 0
    ask(teacher, school, **typed, named_room=rooms[1].pk)
    assert only_request(school).room_id == rooms[0].pk
    assert "Votre texte parle de" not in hints(teacher, school, text=typed["text"], room=rooms[1].pk).text


def test_what_is_known_of_another_kind_is_not_said(teacher, school):
    with scope(school):
        room = RoomFactory(school=school)
        for kind in ("projector", "printer", "network", "ent"):
            HelpRequestFactory(school=school, room=room, kind=kind)
    page = hints(teacher, school, text="le videoprojecteur", room=room.pk, kind="projector").text
    assert page.count("Déjà signalé ici") == 1  # December § 4.1: of another kind, it is another trouble
    assert "Déjà signalé ici : Vidéoprojecteur" in words_of(page.split("Me prévenir aussi")[0])


def test_what_is_known_to_be_down_is_said_to_whoever_is_about_to_report_it(teacher, school):
    with scope(school):
        ent = OnlineService.objects.create(school=school, name="ENT")
        start = {"school": school, "service": ent, "state": "down", "source": "declared"}
        StatePeriod.objects.create(**start, reason="Coupure du fournisseur", starts_at=timezone.now())
    page = hints(teacher, school, text="impossible d’ouvrir l’ENT").text
    assert "en panne, c’est connu" in page
    assert "Coupure du fournisseur." in page


def count(school) -> int:
    with scope(school):
        return HelpRequest.objects.for_school(school).count()


def test_the_same_words_sent_again_after_back_are_the_same_request(client_of, teacher, school):
    """A newcomer, November 2026: Back after sending gave a new key, and a second request."""
    with time_machine.travel("2026-11-26 10:12+01:00", tick=False) as clock:
        ask(teacher, school, "Écran rayé", key="k" * 24)
        clock.shift(120)
        again = ask(teacher, school, " Écran  rayé", key="l" * 24)
        assert again.headers["Location"] == reverse("helpdesk:request_page", args=[school.uai, 1])
        assert "déjà envoyé cette demande à 10\u00a0h\u00a012" in teacher.get(again.headers["Location"]).text
        third = ask(teacher, school, "Écran rayé", key="l" * 24)
        assert third.headers["Location"] == again.headers["Location"]
        assert count(school) == 1
        ask(teacher, school, "Écran rayé, et plus de son", key="m" * 24)
        ask(client_of(school, Role.TEACHER), school, "Écran rayé", key="n" * 24)
        assert count(school) == 3
        clock.shift(660)
        ask(teacher, school, "Écran rayé", key="o" * 24)
        assert count(school) == 4


def test_once_sent_the_lantern_says_so_by_name(teacher, school):
    """Issue 14: the lantern at what was sent; the number, and that one can follow it."""
    page = html.fromstring(teacher.get(ask(teacher, school, "Le PC ne démarre plus").url).text)
    (said,) = page.find_class("empty")
    given_name = teacher.membership.person.given_name
    assert words_of(said.xpath("string(h2)")) == f"C’est parti, {given_name}"
    assert "Votre demande n° 1 est envoyée. Vous pouvez la suivre ici." in words_of(said.text_content())
