"""A letter of mission from its first word to its end, on the screen: who reads, who agrees, what is kept."""

from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from fanal.accounts.models import Person
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import PersonFactory
from fanal.allowances.tests.allowance_factories import MissionFactory
from fanal.core.journal.models import JournalEntry
from fanal.core.people.erasure import PERSON, Subject, finder_of
from fanal.core.people.own_data import resolved
from fanal.core.registry import NEEDED, registered
from fanal.core.tenancy import scope
from fanal.mission_letters.models import MissionLetter
from fanal.mission_letters.models.letter import LetterScan
from fanal.mission_letters.privacy import LETTERS
from fanal.mission_letters.tests.letters import (
    PDF,
    TEXT,
    YEAR,
    agreed,
    mission,
    proposed,
    rows,
    state,
    url,
)

__all__ = ["mission"]

pytestmark = pytest.mark.clock("2026-11-26 09:00+01:00")


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-26 09:00+01:00", tick=False):
        yield


def test_the_head_begins_one_from_what_is_known(head, lead, school, mission):
    assert "Facultative dans un établissement" in head.get(url(school)).text
    who = lead.membership.person
    page = head.get(url(school, "letter_add"), {"mission": mission.pk, "person": who.pk}).text
    assert "Conseiller l’équipe de direction" in page
    assert "D’après les parties de la mission" in page
    address = f"{url(school, 'letter_add')}?mission={mission.pk}&person={who.pk}"
    assert head.post(address, TEXT).status_code == 302
    assert (rows(school)[0].person_id, rows(school)[0].state) == (who.pk, "draft")
    again = head.post(address, TEXT)
    assert again.status_code == 422
    assert "a déjà une lettre" in again.text
    assert url(school, "letter_page", rows(school)[0].number) in again.text


def test_last_years_letter_is_taken_up_again(head, lead, school, mission):
    with scope(school):
        before = MissionFactory(school=school, school_year="2025-2026")
        MissionLetter.objects.create(
            school=school,
            number=90,
            mission=before,
            person=lead.membership.person,
            school_year="2025-2026",
            starts_on=date(2025, 9, 1),
            ends_on=date(2026, 6, 30),
            state="closed",
            agreed_on=date(2025, 9, 2),
            main_missions="Comme l’an dernier",
            means="Un bureau",
        )
    page = lead.get(url(school, "letter_add")).text
    assert "Comme l’an dernier" in page
    assert "Un bureau" in page
    assert "Repris de l’an dernier" in page


def test_it_is_written_by_two_and_agreed_to_as_it_was_read(head, lead, school, mission):
    letter = proposed(lead, school)
    fields = TEXT | {"means": "Un téléphone", "revision": 1}
    assert head.post(url(school, "letter_edit", letter.number), fields).status_code == 302
    late = lead.post(url(school, "letter_edit", letter.number), TEXT | {"revision": 1})
    assert late.status_code == 422
    assert "a changé pendant que vous écriviez" in late.text
    head.post(url(school, "letter_share", letter.number))
    assert "Votre lettre de mission" in lead.get(f"/e/{school.uai}/").text
    refused = lead.post(url(school, "letter_agree", letter.number), {"revision": 1})
    assert refused.status_code == 422
    assert "vient de changer" in refused.text
    assert head.post(url(school, "letter_agree", letter.number), {"revision": 2}).status_code == 403
    assert lead.post(url(school, "letter_agree", letter.number), {"revision": 2}).status_code == 302
    assert state(school) == "agreed"
    assert lead.post(url(school, "letter_edit", letter.number), fields).status_code == 403
    lead.post(url(school, "letter_take_back", letter.number))
    assert (state(school), rows(school)[0].agreed_on) == ("shared", None)


def test_a_press_signs_nothing_and_the_paper_is_joined(head, lead, school, mission):
    letter = agreed(lead, school)
    assert lead.get(url(school, "letter_sign", letter.number)).status_code == 403
    future = head.post(url(school, "letter_sign", letter.number), {"signed_on": "2026-11-27"})
    assert future.status_code == 422
    head.post(url(school, "letter_sign", letter.number), {"signed_on": "2026-11-25"})
    assert "signée sur papier le 25 novembre" in lead.get(url(school, "letter_page", letter.number)).text
    sent = {"file": SimpleUploadedFile("signée.pdf", PDF, "application/pdf")}
    assert lead.post(url(school, "scan_add", letter.number, 1), sent).status_code == 403
    head.post(url(school, "scan_add", letter.number, 1), {"file": SimpleUploadedFile("signée.pdf", PDF)})
    with scope(school):
        scans = list(LetterScan.objects.for_school(school))
    for scan in scans:
        answer = lead.get(url(school, "scan_file", letter.number, 1, scan.pk))
        assert answer.status_code == 200
        answer.close()


def test_an_amendment_is_a_version_and_the_earlier_holds_until_it_is_as_far(head, lead, school, mission):
    number = agreed(lead, school).number
    head.post(url(school, "letter_sign", number), {"signed_on": "2026-11-26"})
    head.post(url(school, "letter_amend", number))
    head.post(url(school, "letter_amend", number))
    assert [letter.version for letter in rows(school)] == [1, 2]
    lead.post(url(school, "letter_edit", number), TEXT | {"means": "Deux", "revision": 2})
    lead.post(url(school, "letter_share", number))
    lead.post(url(school, "letter_agree", number), {"revision": 3})
    assert (state(school), state(school, 2)) == ("signed", "agreed")
    head.post(url(school, "letter_sign", number), {"signed_on": "2026-11-26"})
    assert (state(school), state(school, 2)) == ("amended", "signed")
    assert "Version 1" in lead.get(url(school, "letter_page", number)).text
    assert "Ce n’est pas la dernière" in lead.get(url(school, "letter_version", number, 1)).text
    head.post(url(school, "letter_close", number))
    assert (state(school), state(school, 2)) == ("amended", "closed")


def test_a_former_version_holds_again_when_the_agreement_to_the_next_is_taken_back(
    head, lead, school, mission
):
    number = agreed(lead, school).number
    head.post(url(school, "letter_amend", number))
    lead.post(url(school, "letter_edit", number), TEXT | {"means": "Deux", "revision": 2})
    lead.post(url(school, "letter_share", number))
    lead.post(url(school, "letter_agree", number), {"revision": 3})
    assert (state(school), state(school, 2)) == ("amended", "agreed")
    lead.post(url(school, "letter_take_back", number))
    assert (state(school), state(school, 2)) == ("agreed", "shared")


def test_a_page_left_open_on_the_former_version_agrees_to_nothing_and_writes_over_nothing(
    head, lead, school, mission
):
    letter = proposed(lead, school)
    page, former = url(school, "letter_agree", letter.number), {"revision": letter.revision}
    lead.post(url(school, "letter_share", letter.number))
    head.post(url(school, "letter_sign", letter.number), {"signed_on": "2026-11-26"})
    head.post(url(school, "letter_amend", letter.number))
    head.post(url(school, "letter_share", letter.number))
    assert "vient de changer" in lead.post(page, former).text
    assert state(school, 2) == "shared"
    late = lead.post(url(school, "letter_edit", letter.number), TEXT | {"means": "Rien"} | former)
    assert "a changé pendant que vous écriviez" in late.text
    assert rows(school, version=2)[0].means == ""


def test_a_page_left_open_on_a_deleted_version_agrees_to_nothing(head, lead, school, mission):
    number = agreed(lead, school).number
    head.post(url(school, "letter_amend", number))
    head.post(url(school, "letter_share", number))
    read = rows(school, version=2)[0].revision
    head.post(url(school, "letter_discard", number))
    head.post(url(school, "letter_amend", number))
    head.post(url(school, "letter_share", number))
    assert "vient de changer" in lead.post(url(school, "letter_agree", number), {"revision": read}).text
    assert (state(school), state(school, 2)) == ("agreed", "shared")


def test_who_handles_a_request_of_rights_does_not_read_the_letter_while_its_person_can(lead, school, mission):
    agreed(lead, school)
    account = {"user_id": lead.membership.user_id}
    subject = Subject(PERSON, school.pk, lead.membership.person.pk, "A", "B", date(2026, 11, 26), **account)
    with scope(school):
        assert "Conseiller" not in str(resolved(finder_of(PERSON).tell(subject)))
        lead.membership.valid_until = date(2026, 11, 25)
        lead.membership.save()
        assert "Conseiller" in str(resolved(finder_of(PERSON).tell(subject)))


def test_what_nobody_agreed_to_may_be_discarded(head, lead, school, mission):
    letter = proposed(lead, school)
    assert head.post(url(school, "letter_discard", letter.number)).url == url(school)
    assert rows(school) == []


def test_nobody_else_reads_it(client_of, lead, school, mission):
    letter = agreed(lead, school)
    for role in (Role.TEACHER, Role.DIGITAL_LEAD, Role.BURSAR):
        other = client_of(school, role)
        for name, args in (("letter_page", [1]), ("letter_version", [1, 1]), ("letter_file", [1, 1])):
            assert other.get(url(school, name, letter.number, *args[1:])).status_code == 404, (role, name)
        assert other.post(url(school, "letter_agree", letter.number), {"revision": 1}).status_code == 404
        assert "Lettre n°" not in other.get(url(school)).text
    assert client_of(school, Role.TEACHER).get(url(school, "letter_add")).status_code == 403
    with scope(school):
        entries = JournalEntry.objects.for_school(school).filter(subject__startswith="missions.missionletter")
        assert entries.exists()
        assert not entries.filter(payload__contains="Conseiller").exists()


def test_the_paper_bears_both_names_and_is_tagged(lead, head, school, mission):
    with scope(school):
        Person.objects.for_school(school).filter(pk=lead.membership.person.pk).update(
            given_name="Marie-Antoinette-Bérengère", family_name="de La Rochefoucauld-Montmorency-Luxembourg"
        )
    letter = proposed(lead, school)
    made = lead.get(url(school, "letter_file", letter.number, 1))
    assert made.status_code == 200
    assert b"pdfuaid" in made.content


def test_the_list_costs_the_same_for_one_and_twenty(head, school, mission, count_queries):
    def add(first, count):
        with scope(school):
            for number in range(first, first + count):
                MissionLetter.objects.create(
                    school=school,
                    number=number,
                    mission=mission,
                    person=PersonFactory(school=school),
                    school_year=YEAR,
                    starts_on=date(2026, 9, 1),
                    ends_on=date(2027, 6, 30),
                )

    costs = []
    for first, count in ((1, 1), (2, 19)):
        add(first, count)
        head.get(url(school))
        with count_queries() as queries:
            assert head.get(url(school)).text.count("Lettre n°") == first + count - 1
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_a_letter_is_kept_five_years_and_its_person_meanwhile(lead, school, mission):
    agreed(lead, school)
    with scope(school):
        needed = {person for people in registered(NEEDED) for person in people(school.pk)}
        assert needed == {lead.membership.person.pk}
        assert LETTERS.purge(school.pk, timezone.now()) == 0
        MissionLetter.objects.for_school(school).update(school_year="2020-2021")
        assert LETTERS.purge(school.pk, timezone.now()) == 1
