"""Practice sheets: delivered once, read by all, written by a few, counted without names."""

from datetime import date

import pytest
from django.http import QueryDict
from django.urls import reverse

from fanal.accounts.models import Academy, PartnerMembership, User
from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import Role
from fanal.accounts.testing import signed_in
from fanal.core.mail.models import Mail
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.helpdesk.models import HelpRequest
from fanal.helpdesk.reading.additions import with_additions
from fanal.helpdesk.tests.factories import HelpRequestFactory
from fanal.practice_sheets.models import PracticeSheet, SheetOpinion
from fanal.practice_sheets.rules.delivered import FIRST_SHEETS
from fanal.practice_sheets.tests.factories import PracticeSheetFactory


def partner_of(school, role):
    where = {"authority": school.authority} if role == Role.TECHNICIAN else {}
    if not where:
        school.academy = Academy.objects.create(code="ac-fiches", name="Académie")
        school.save()
        where = {"academy": school.academy}
    user = User.objects.create(email=f"{role}@ailleurs.invalid", password="!")
    return signed_in(
        PartnerMembership.objects.create(
            user=user, name="Marc", role=role, valid_from=date(2020, 9, 1), **where
        )
    )


def url(name, school, *numbers):
    return reverse(f"practice_sheets:{name}", args=[school.uai, *numbers])


def written(**more):
    return {"title": "Badge perdu", "body": "1. Prévenir la loge.", "audience": "everyone"} | more


def only_sheet(school) -> PracticeSheet:
    with scope(school):
        return PracticeSheet.objects.for_school(school).get()


def a_sheet(school, **more) -> PracticeSheet:
    with scope(school):
        return PracticeSheetFactory(school=school, **more)


def test_the_first_reader_of_a_school_finds_the_sheets_delivered(teacher, school):
    page = teacher.get(url("sheet_list", school)).text
    assert all(sheet.name in page for sheet in FIRST_SHEETS)
    teacher.get(url("sheet_list", school))
    with scope(school):
        assert PracticeSheet.objects.for_school(school).count() == len(FIRST_SHEETS)


def test_a_school_that_writes_its_own_first_receives_no_other(lead, teacher, school):
    a_sheet(school, title="La nôtre")
    assert FIRST_SHEETS[0].name not in teacher.get(url("sheet_list", school)).text


def test_a_sheet_withdrawn_does_not_come_back(lead, teacher, school):
    teacher.get(url("sheet_list", school))
    with scope(school):
        numbers = list(PracticeSheet.objects.for_school(school).values_list("number", flat=True))
    for number in numbers:
        lead.post(url("sheet_gesture", school, number), {"do": "withdraw"})
    assert "Aucune fiche pour le moment" in teacher.get(url("sheet_list", school)).text


def test_a_delivered_sheet_has_one_line_a_step(teacher, school):
    teacher.get(url("sheet_list", school))
    with scope(school):
        assert "attendez deux minutes, il refroidit." in PracticeSheet.objects.get(number=1).body


def test_a_teacher_reads_and_does_not_write(teacher, school):
    sheet = a_sheet(school)
    page = teacher.get(url("sheet_page", school, sheet.number)).text
    assert "Modifier" not in page
    for name in ("sheet_write", "sheet_edit"):
        numbers = [sheet.number] if name == "sheet_edit" else []
        assert teacher.post(url(name, school, *numbers), written()).status_code == 403
    assert teacher.post(url("sheet_gesture", school, sheet.number), {"do": "withdraw"}).status_code == 403
    assert only_sheet(school).is_published


@pytest.mark.parametrize("hidden", [{"state": "draft"}, {"audience": "team"}])
def test_a_draft_or_a_sheet_of_the_team_is_not_found_by_others(teacher, lead, school, hidden):
    sheet = a_sheet(school, title="Cachée", words="badge", **hidden)
    assert teacher.get(url("sheet_page", school, sheet.number)).status_code == 404
    assert "Cachée" not in teacher.get(url("sheet_list", school)).text
    assert "Cachée" not in teacher.get(reverse("web:search", args=[school.uai]), {"q": "badge"}).text
    assert lead.get(url("sheet_page", school, sheet.number)).status_code == 200


@pytest.mark.parametrize("role", [Role.TECHNICIAN, Role.ADVISER])
def test_nobody_from_outside_reads_them(db, school, role):
    sheet, partner = a_sheet(school, title="Entre nous"), partner_of(school, role)
    assert partner.get(url("sheet_list", school)).status_code == 403
    assert partner.get(url("sheet_page", school, sheet.number)).status_code == 403
    assert "Entre nous" not in partner.get(reverse("web:search", args=[school.uai]), {"q": "Entre"}).text


def test_it_is_written_once_even_if_the_form_is_sent_twice(lead, school):
    sent = written(state="published", key="a" * 24, kinds=["other"], words="badge loge")
    first, second = (lead.post(url("sheet_write", school), sent) for _ in range(2))
    assert first.url == second.url
    sheet = only_sheet(school)
    assert (sheet.title, sheet.kinds, sheet.is_published) == ("Badge perdu", ["other"], True)
    assert sheet.author_id == lead.membership.person_id


def test_looking_at_it_keeps_nothing(lead, school):
    page = lead.post(url("sheet_write", school), written(preview="1"))
    assert page.status_code == 200
    assert "<li>Prévenir la loge.</li>" in page.text
    piece = lead.post(url("sheet_preview", school), {"body": "**gras** <script>"})
    assert "<strong>gras</strong> &lt;script&gt;" in piece.text
    with scope(school):
        assert not PracticeSheet.objects.for_school(school).exists()


def test_what_is_missing_is_said_and_what_was_typed_is_kept(lead, school):
    page = lead.post(url("sheet_write", school), written(title=""))
    assert page.status_code == 422
    assert "Donnez un titre" in page.text
    assert "Prévenir la loge" in page.text


def test_two_people_writing_at_once_lose_nothing(lead, client_of, school):
    sheet = a_sheet(school)
    other, address = client_of(school, Role.HEAD), url("sheet_edit", school, sheet.number)
    other.post(address, written(body="Le sien", version=1, state="published"))
    refused = lead.post(address, written(body="Le mien", version=1, state="published"))
    assert refused.status_code == 422
    assert "Quelqu’un a modifié cette fiche" in refused.text
    assert "Le mien</textarea>" in refused.text
    assert 'name="version" value="2"' in refused.text
    assert only_sheet(school).body == "Le sien"
    lead.post(address, written(body="Le mien", version=2, state="draft"))
    assert (only_sheet(school).body, only_sheet(school).state) == ("Le mien", "draft")


def opinions(school) -> list[tuple[bool, bool]]:
    with scope(school):
        rows = SheetOpinion.objects.for_school(school).order_by("pk")
        return list(rows.values_list("has_helped", "is_instead"))


def test_an_opinion_counts_once_a_day_and_the_last_word_wins(teacher, school):
    address = url("sheet_opinion", school, a_sheet(school).number)
    for said in ("oui", "oui", "non"):
        teacher.post(address, {"avis": said})
    assert opinions(school) == [(False, False)]


def test_it_is_solved_without_a_request(teacher, client_of, school):
    address = url("sheet_opinion", school, a_sheet(school).number)
    answer = teacher.post(address, {"avis": "resolu", "text": "Projecteur noir"}, follow=True)
    assert "Aucune demande n’a été envoyée" in answer.text
    client_of(school, Role.STAFF).post(address, {"avis": "oui"})
    assert sorted(opinions(school)) == [(True, False), (True, True)]
    with scope(school):
        assert not HelpRequest.objects.for_school(school).exists()


def test_an_opinion_keeps_nobody(teacher, school):
    teacher.post(url("sheet_opinion", school, a_sheet(school).number), {"avis": "oui"})
    with scope(school):
        kept = SheetOpinion.objects.for_school(school).values().get()
    assert set(kept) == {"id", "school_id", "sheet_id", "seal", "has_helped", "is_instead", "given_on"}


def test_the_team_sees_what_they_spare(lead, teacher, school):
    sheet = a_sheet(school)
    teacher.post(url("sheet_opinion", school, sheet.number), {"avis": "resolu"})
    assert "a aidé 1 fois · 1 demande évitée" in words_of(lead.get(url("sheet_list", school)).text)


def test_a_sheet_is_picked_for_an_answer(lead, teacher, school):
    sheet, draft = a_sheet(school, title="Wi-Fi", words="wifi"), a_sheet(school, state="draft", title="Non")
    with scope(school):
        help_request = HelpRequestFactory(school=school, text="plus de wifi", kind="network")
        member = Member(school, 1, frozenset({"digital_lead"}), person=help_request.requester)
        line = with_additions("Voyez ceci.", QueryDict(f"sheet={sheet.number}"), member)
        assert line.startswith("Voyez ceci.\n\nFiche pratique « Wi-Fi »\u202f:\nhttp")
        assert url("sheet_page", school, sheet.number) in line
        for hostile in ("", "x", "999999999999", str(draft.number)):
            assert with_additions("Voyez ceci.", QueryDict(f"sheet={hostile}"), member) == "Voyez ceci."
    page = lead.get(url("sheet_picker", school), {"demande": help_request.number}).text
    assert "Conviennent à cette demande" in page
    assert "Non" not in words_of(page)
    assert teacher.get(url("sheet_picker", school)).status_code == 403


@pytest.mark.parametrize("name", ["sheet_list", "request_ask"])
def test_pages_cost_the_same_for_1_and_20_sheets(lead, school, count_queries, name):
    address = url(name, school) if name == "sheet_list" else reverse(f"helpdesk:{name}", args=[school.uai])
    a_sheet(school)
    lead.get(address)
    with count_queries() as one:
        lead.get(address)
    with scope(school):
        PracticeSheetFactory.create_batch(19, school=school)
    with count_queries() as twenty:
        lead.get(address)
    assert len(one) == len(twenty) <= 25


def test_an_answer_carries_the_sheet_and_a_stranger_s_address_cannot_be_pressed(lead, school):
    sheet = a_sheet(school, title="Wi-Fi")
    with scope(school):
        number = HelpRequestFactory(school=school).number
    address = reverse("helpdesk:request_reply", args=[school.uai, number])
    lead.post(address, {"text": "Voyez https://ailleurs.invalid/x <b>", "sheet": sheet.number})
    page = lead.get(reverse("helpdesk:request_page", args=[school.uai, number])).text
    assert f'{url("sheet_page", school, sheet.number)}">http' in page
    assert "&lt;b&gt;" in page
    assert 'href="https://ailleurs' not in page
    with scope(school):
        [mail] = Mail.objects.for_school(school)
    assert f'{url("sheet_page", school, sheet.number)}">http' in mail.html
    assert 'href="https://ailleurs' not in mail.html
