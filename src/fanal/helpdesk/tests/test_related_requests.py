"""A duplicate joins another request, its people with it; it can be separated; « voir aussi »."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import SchoolFactory
from fanal.core.errors import Refused
from fanal.core.mail.models import Mail
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.helpdesk.actions import related_requests as actions
from fanal.helpdesk.models import Follower, HelpRequest, SeeAlso
from fanal.helpdesk.rules.merging import MergeState, refusals
from fanal.helpdesk.tests.factories import HelpRequestFactory


@pytest.fixture
def two(school):
    with scope(school):
        made = HelpRequestFactory.create_batch(2, school=school)
        for request in made:
            request.requester.email = f"p{request.number}@ecole.invalid"
            request.requester.save()
    return made


def press(who, name, school, which, **body):
    return who.post(reverse(f"helpdesk:{name}", args=[school.uai, which]), body)


def page(who, school, number) -> str:
    return who.get(reverse("helpdesk:request_page", args=[school.uai, number])).text


def now(school, number) -> HelpRequest:
    with scope(school):
        return HelpRequest.objects.for_school(school).select_related("merged_into").get(number=number)


@pytest.mark.parametrize(
    ("duplicate", "other", "said"),
    [
        pytest.param(MergeState(1, "sent"), MergeState(2, "taken"), "", id="two open requests"),
        pytest.param(MergeState(1, "solved"), MergeState(2, "waiting"), "", id="a solved one joins"),
        pytest.param(MergeState(1, "sent"), MergeState(1, "sent"), "elle-même", id="itself"),
        pytest.param(MergeState(1, "closed", 3), MergeState(2, "sent"), "déjà réunie", id="joined already"),
        pytest.param(MergeState(1, "closed"), MergeState(2, "sent"), "est terminée", id="already over"),
        pytest.param(MergeState(1, "sent"), MergeState(2, "closed"), "rouvrez-la", id="the other is over"),
        pytest.param(MergeState(1, "sent"), MergeState(2, "closed", 9), "choisissez celle-là", id="a chain"),
        pytest.param(
            MergeState(1, "sent", None, True), MergeState(2, "sent"), "plutôt la n° 2", id="gathers"
        ),
        pytest.param(
            MergeState(1, "waiting", None, False, True),
            MergeState(2, "sent"),
            "transmise",
            id="at the authority",
        ),
    ],
)
def test_refusals(duplicate, other, said):
    assert said in " ".join(refusals(duplicate, other))
    assert bool(refusals(duplicate, other)) is bool(said)


def test_a_duplicate_closes_and_its_people_are_told_of_the_end(lead, school, two):
    press(lead, "request_kin", school, 2, number="1", lien="reunir")
    duplicate = now(school, 2)
    assert (duplicate.state, duplicate.merged_into.number) == ("closed", 1)
    assert "Réunie avec la demande n°\u00a01" in page(lead, school, 2)
    assert "Réunit" in page(lead, school, 1)
    press(lead, "request_solve", school, 1)
    with scope(school):
        mails = list(Mail.objects.for_school(school).filter(to="p2@ecole.invalid").order_by("pk"))
    assert [word in mail.text for word, mail in zip(("réunies", "Résolue"), mails, strict=True)] == [True] * 2


def test_whoever_asked_reads_where_the_other_is_and_none_of_its_words(client_of, lead, school):
    teacher = client_of(school, Role.TEACHER)
    with scope(school):
        HelpRequestFactory(school=school, text="Mots d’un collègue")
    fields = {"text": "Pareil en 204", "kind": "projector", "urgency": "annoying"}
    teacher.post(reverse("helpdesk:request_ask", args=[school.uai]), fields)
    press(lead, "request_kin", school, 2, number="1", lien="reunir")
    text = page(teacher, school, 2)
    assert "Réunie avec la demande n°\u00a01" in text
    assert "Mots d’un collègue" not in text
    assert press(teacher, "request_reopen", school, 2).status_code == 403


def test_separated_it_goes_on_alone_and_takes_its_people_back(lead, school, two):
    press(lead, "request_kin", school, 2, number="1", lien="reunir")
    press(lead, "request_separate", school, 2)
    assert (now(school, 2).state, now(school, 2).merged_into) == ("sent", None)
    with scope(school):
        assert not Follower.objects.for_school(school).exists()
    assert press(lead, "request_separate", school, 2).status_code == 403


def test_who_followed_before_still_follows_after(lead, school, two):
    with scope(school):
        Follower.objects.create(school=school, help_request=two[0], person=two[1].requester)
    press(lead, "request_kin", school, 2, number="1", lien="reunir")
    press(lead, "request_separate", school, 2)
    with scope(school):
        assert Follower.objects.for_school(school).count() == 1


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        ("0", "Aucune demande ne porte ce numéro."),
        ("-1", "Aucune demande ne porte ce numéro."),
        ("2", "elle-même."),
        ("77", "Aucune demande ne porte le n° 77 dans votre établissement."),
        ("99999999999999999999", "Aucune demande ne porte ce numéro."),
        ("deux", "Un numéro de demande ne porte que des chiffres."),
        ("", "Donnez le numéro de l’autre demande."),
    ],
)
@pytest.mark.parametrize("bond", ["reunir", "voir"])
def test_a_hostile_number_is_refused_with_a_sentence(lead, school, two, number, reason, bond):
    answer = press(lead, "request_kin", school, 2, number=number, lien=bond)
    assert answer.status_code == 422
    assert reason in words_of(answer.text)
    assert now(school, 2).state == "sent"


def test_see_also_reads_from_both_sides_and_can_be_taken_back(lead, school, two):
    for number, other in ((1, 2), (2, 1), (1, 2)):
        press(lead, "request_kin", school, number, number=other, lien="voir")
    with scope(school):
        assert SeeAlso.objects.for_school(school).count() == 1
    assert "Voir aussi</span>" in page(lead, school, 1)
    assert "Voir aussi</span>" in page(lead, school, 2)
    lead.post(reverse("helpdesk:request_unlink", args=[school.uai, 1, 2]))
    assert "Voir aussi</span>" not in page(lead, school, 2)


def test_a_teacher_gathers_nothing(client_of, school, two):
    teacher = client_of(school, Role.TEACHER)
    assert press(teacher, "request_kin", school, 1, number="2", lien="reunir").status_code == 404


def test_each_into_the_other_at_the_same_second_makes_one_merge(transactional_db):
    school, by = SchoolFactory(), Actor("person:1", "Référente", frozenset({Role.DIGITAL_LEAD}))
    with scope(school):
        pair = HelpRequestFactory.create_batch(2, school=school)

    def merge(order):
        try:
            with scope(school):
                actions.merge_request(pair[order], pair[1 - order], now=timezone.now(), by=by)
        except Refused:
            return "refused"
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(2) as people:
        assert sorted(people.map(merge, (0, 1))) == ["done", "refused"]
    with scope(school):
        states = HelpRequest.objects.for_school(school).values_list("state", flat=True)
        assert sorted(states) == ["closed", "sent"]


def test_gathering_is_pressed_after_the_other_is_seen(lead, school, two):
    """A newcomer, November 2026: Enter after a number gathered two requests at once."""
    with scope(school):
        HelpRequest.objects.for_school(school).filter(number=1).update(text="Imprimante du CDI")
    assert "Réunir avec elle" not in page(lead, school, 2)
    answer = press(lead, "request_kin", school, 2, number="1")
    assert answer.status_code == 200
    assert now(school, 2).merged_into is None
    assert "Réunir avec elle" in answer.text
    assert "n°\u00a01, Imprimante du CDI" in answer.text
    assert press(lead, "request_kin", school, 2, number="77").status_code == 422


def test_what_waits_in_the_queue_is_not_said_once_it_is_separated(lead, school, two):
    """A weekend long « réunie avec la n° 1 » waited for Monday (seen in November 2026)."""
    press(lead, "request_kin", school, 2, number="1", lien="reunir")
    with scope(school):
        assert Mail.objects.for_school(school).filter(key__contains="merged").count() == 1
    lead.post(reverse("helpdesk:request_separate", args=[school.uai, 2]))
    with scope(school):
        assert not Mail.objects.for_school(school).filter(key__contains="merged").exists()


def test_nor_that_it_is_solved_once_it_is_reopened(lead, school, two):
    press(lead, "request_take", school, 2)
    press(lead, "request_solve", school, 2)
    press(lead, "request_reopen", school, 2)
    assert now(school, 2).state == "taken"
    with scope(school):
        assert not Mail.objects.for_school(school).filter(key__contains="helpdesk.solved").exists()


def test_separating_from_the_request_that_gathers_stays_on_it(lead, school, two):
    press(lead, "request_kin", school, 2, number="1", lien="reunir")
    address = reverse("helpdesk:request_split_off", args=[school.uai, 1, 2])
    assert address in page(lead, school, 1)
    assert "Réunie à une autre" in words_of(page(lead, school, 2)), "not « Terminée »: the other goes on"
    answer = lead.post(address)
    assert answer.url.endswith(reverse("helpdesk:request_page", args=[school.uai, 1]))
    assert now(school, 2).merged_into is None
    assert "n’est pas réunie avec celle-ci" in words_of(lead.post(address).text)
    for huge in (2**31, 2**63, 10**40):
        answer = lead.post(reverse("helpdesk:request_split_off", args=[school.uai, 1, huge]))
        assert answer.status_code == 422
