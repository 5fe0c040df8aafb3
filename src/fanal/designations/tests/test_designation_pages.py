"""The pages of designations: who reads, prepares, signs; what is refused; what the night does."""

import re
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fanal.accounts.actions.awaiting import roles_of
from fanal.accounts.models import Membership
from fanal.accounts.models.roles import Delegated, Role
from fanal.accounts.tests.factories import member_of
from fanal.core.frozen.fingerprint import fingerprint_of_sum
from fanal.core.mail.models import Mail
from fanal.core.tenancy import scope
from fanal.core.testing import MOST_QUERIES
from fanal.designations.actions import designations
from fanal.designations.models import Designation
from fanal.designations.reading.act import act_sum, printed
from fanal.designations.rules.designations import ActState
from fanal.designations.testing import NEXT, TODAY, prepared, rights, signed
from fanal.designations.tests.act_pages import (
    act_for,
    by,
    day,
    head,
    photo,
    seals,
    teacher,
    url,
    watch,
)
from fanal.online_services.models import OnlineService

__all__ = ["day", "head", "teacher"]

KEY = "k" * 24
pytestmark = pytest.mark.clock(TODAY)


def name_of(head):
    return str(head.membership.person)


def test_an_act_is_prepared_sent_read_and_signed_with_one_scan(client_of, school, head, teacher):
    lead = client_of(school, Role.DIGITAL_LEAD)
    sent = {
        "delegate": teacher.membership.person_id,
        "nature": "designation",
        "rights": ["do:year"],
        "starts_on": "2026-11-26",
        "ends_on": "2027-09-30",
        "reporting": "year",
        "key": KEY,
        "send": "1",
    }
    answer = lead.post(url("act_add_fanal", school), sent)
    assert answer.status_code == 302
    assert lead.post(url("act_add_fanal", school), sent).url == answer.url  # pressed twice, one act
    page = head.get(url("parapheur", school))
    assert "Ouvrir une année scolaire" in page.text
    head.post(url("validate", school))
    scan, read = photo("actes.png"), seals(head.get(url("sign", school)))
    fields = {
        "acte": ["1"],
        "signed_on": "2026-11-26",
        "signer": name_of(head),
        "quality": "Principale",
        "key": KEY,
    }
    done = head.post(url("sign", school), fields | {"scans": [scan], "lu": read})
    assert done.status_code == 302
    with scope(school):
        act = Designation.objects.for_school(school).get()
        assert (act.state_on(TODAY), act.signing.files.count()) == (ActState.ACTIVE, 1)
        assert rights(teacher.membership.person) == {"do:year"}


def test_a_batch_without_a_scan_keeps_what_was_typed_and_says_why(school, head, teacher):
    act_for(school, head, teacher)
    fields = {
        "acte": ["1"],
        "signed_on": "2026-11-26",
        "signer": "Mme A. Roy",
        "quality": "Principale",
        "key": KEY,
    }
    answer = head.post(url("sign", school), fields)
    assert (answer.status_code, "Joignez le scan" in answer.text, "Mme A. Roy" in answer.text) == (
        422,
        True,
        True,
    )
    bad = SimpleUploadedFile("actes.pdf", b"MZ\x90\x00virus", "application/pdf")
    assert head.post(url("sign", school), fields | {"scans": [bad]}).status_code == 422


@pytest.mark.parametrize("role", [Role.DEPUTY, Role.DIGITAL_LEAD, Role.BURSAR, Role.TEACHER])
def test_nobody_else_signs(client_of, school, head, teacher, role):
    act_for(school, head, teacher)
    other = client_of(school, role)
    assert other.get(url("sign", school)).status_code == 403
    assert other.post(url("validate", school)).status_code == 403
    assert other.post(url("act_refuse", school, 1), {"reason": "non"}).status_code in {403, 404}


def test_a_colleague_reads_and_accepts_the_signed_act_that_names_them_and_no_other(school, head, teacher):
    first = act_for(school, head, teacher)
    with scope(school):
        signed(school, first, by(head, Role.HEAD))
        prepared(school, member_of(school, Role.TEACHER).person, by(head, Role.HEAD))
    assert teacher.get(url("act_page", school, 1)).status_code == 200
    assert teacher.get(url("act_page", school, 2)).status_code == 404
    assert teacher.post(url("act_acknowledge", school, 1)).status_code == 302
    with scope(school):
        assert Designation.objects.for_school(school).get(number=1).acknowledged_at is not None


def test_an_open_tab_is_refused_once_the_act_is_revoked(school, head, teacher):
    act = act_for(school, head, teacher)
    with scope(school):
        signed(school, act, by(head, Role.HEAD))
    adding = reverse("people:person_add", args=[school.uai])
    tab = teacher.get(adding)
    assert tab.status_code == 200
    fields = {"revoked_on": "2026-11-26", "reason": "fin de mission"}
    assert head.post(url("act_revoke", school, 1), fields).status_code == 302
    sent = {"family_name": "Roy", "given_name": "Ana", "roles": ["teacher"], "valid_from": "2026-11-26"}
    assert teacher.post(adding, sent | {"key": KEY}).status_code == 403


def test_the_pdf_of_an_act_holds_long_names(school, head, teacher):
    with scope(school):
        person = teacher.membership.person
        person.family_name = "de La Rochefoucauld-Montmorency-Bouteville " + "x" * 17
        person.save()
        name = "Service " + "très long nom " * 5
        service = OnlineService.objects.create(school=school, name=name[:80])
    act_for(school, head, teacher, service=service, operations=["mot " * 70] * 20)
    answer = head.get(url("act_file", school, 1))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert b"pdfuaid" in answer.content
    assert head.get(url("batch_file", school)).status_code == 200


def test_the_list_costs_the_same_for_one_and_twenty(school, head, teacher):
    act_for(school, head, teacher)
    counts = []
    for more in (0, 19):
        for _ in range(more):
            with scope(school):
                prepared(school, member_of(school, Role.TEACHER).person, by(head, Role.HEAD))
        with CaptureQueriesContext(connection) as seen:
            head.get(url("act_list", school) + "?vue=signer")
        counts.append(len(seen))
    assert counts[0] == counts[1] <= MOST_QUERIES


def test_a_new_head_confirms_within_thirty_days_and_nothing_is_cut_meanwhile(school, head, teacher):
    act = act_for(school, head, teacher)
    with scope(school):
        act = signed(school, act, by(head, Role.HEAD))
        assert watch(school, TODAY) == 0
        Membership.objects.filter(pk=head.membership.pk).update(valid_until=TODAY)
        assert watch(school, TODAY + timedelta(days=1)) == 0  # nobody is head yet
        member_of(school, Role.HEAD)
        assert watch(school, TODAY + timedelta(days=2)) == 1
        assert watch(school, TODAY + timedelta(days=2)) == 0
        act.refresh_from_db()
        assert act.confirm_by == TODAY + timedelta(days=32)
        assert rights(teacher.membership.person, act.confirm_by)
        assert not rights(teacher.membership.person, act.confirm_by + timedelta(days=1))


def test_who_left_is_suspended_and_the_head_cannot_lift_it(school, head, teacher):
    act = act_for(school, head, teacher)
    with scope(school):
        act, person = signed(school, act, by(head, Role.HEAD)), teacher.membership.person
        person.left_on = TODAY
        person.save()
        assert watch(school, TODAY) == 1
        assert not roles_of(person, TODAY) & set(Delegated.values)
    assert head.post(url("act_resume", school, 1)).status_code == 422


def test_an_act_until_next_september_is_not_reminded_today(school, head, teacher):
    with scope(school):
        signed(
            school,
            prepared(school, teacher.membership.person, by(head, Role.HEAD), ends_on=NEXT),
            by(head, Role.HEAD),
        )
        watch(school, TODAY)
        assert not Mail.objects.for_school(school).exists()


def test_a_new_service_begins_with_its_act_and_its_sheet(client_of, school):
    lead = client_of(school, Role.DIGITAL_LEAD)
    fields = {"name": "Pronote", "kind": "school_life", "holders": "both", "dormant_days": "180", "key": KEY}
    assert lead.post(reverse("online_services:service_add", args=[school.uai]), fields).status_code == 302
    with scope(school):
        act = Designation.objects.for_school(school).get()
        assert (act.step, act.service.name, act.delegate) == ("draft", "Pronote", lead.membership.person)
        assert act.service.processing is not None
    archive = reverse("online_services:service_archive", args=[school.uai, act.service_id])
    assert lead.post(archive).status_code == 302
    with scope(school):
        assert not Designation.objects.for_school(school).exists()


def test_the_renewals_of_june_are_ready_by_themselves_once(school, head, teacher):
    act = act_for(school, head, teacher)
    with scope(school):
        signed(school, act, by(head, Role.HEAD))
        watch(school, date(2027, 5, 31))
        assert Designation.objects.for_school(school).count() == 1
        for day in (1, 2):
            watch(school, date(2027, 6, day))
        after = Designation.objects.for_school(school).get(step="draft")
        assert (after.renews, after.starts_on) == (act, date(2027, 10, 1))


def test_the_paper_and_the_screen_say_the_same_fingerprint(school, head, teacher):
    act_for(school, head, teacher)
    with scope(school):
        act = Designation.objects.for_school(school).get()
        kept, (paper,) = act.fingerprint, printed([act], act.school, None)["acts"]
        written = re.match(r"Empreinte (([0-9a-f]{4} ){5})· À vérifier sur ", paper["proof"]["line"])
    assert paper["mark"] == "Acte n° 1"
    assert kept == fingerprint_of_sum(act_sum(act))
    assert written[1].replace(" ", "") == kept[:20]
    assert f"empreinte {written[1].strip()}" in head.get(url("sign", school)).text
    with scope(school):
        designations.take_back(act, by=by(head, Role.HEAD))
        act.refresh_from_db()
        assert (act.fingerprint, printed([act], act.school, None)["acts"][0]["mark"]) == (
            "",
            "Acte n° 1, projet : ne pas signer",
        )
        Designation.objects.filter(pk=act.pk).update(operations=["autre chose"])
        act = designations.send_to_sign(act, today=TODAY, by=by(head, Role.HEAD))
    assert act.fingerprint not in {"", kept}
