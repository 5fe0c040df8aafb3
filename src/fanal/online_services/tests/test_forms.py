"""Forms over services, acts and reviews: a second press leads where the first one led, rows stay as read."""

import pytest
import time_machine
from django.urls import reverse

from fanal.accounts.models.member import actor_of
from fanal.accounts.models.roles import Role
from fanal.core.journal.models import JournalEntry
from fanal.core.tenancy import scope
from fanal.designations.actions import designations
from fanal.designations.forms.designation import ActForm
from fanal.designations.testing import TODAY, prepared
from fanal.online_services.actions.register import add_service, change_service
from fanal.online_services.forms.online_service import ContractForm

KEY = "k" * 24
pytestmark = pytest.mark.clock(TODAY)


@pytest.fixture(autouse=True)
def day():
    with time_machine.travel("2026-11-26 09:00+01:00", tick=False):
        yield


@pytest.fixture
def by(head):
    return actor_of(head.membership.person, Role.HEAD)


@pytest.fixture
def act(client_of, school, by):
    with scope(school):
        return prepared(school, client_of(school, Role.TEACHER).membership.person, by)


def test_an_act_refused_twice_is_refused_once_and_leads_to_the_parapheur(school, head, act):
    refuse = reverse("designations:act_refuse", args=[school.uai, act.number])
    assert head.post(refuse, {"reason": "", "key": KEY}).status_code == 422
    first, again = (head.post(refuse, {"reason": "dates", "key": KEY}) for _ in range(2))
    assert first.url == again.url == reverse("designations:parapheur", args=[school.uai])
    with scope(school):
        assert JournalEntry.objects.for_school(school).filter(verb="online_services.act_refused").count() == 1


def test_an_act_taken_back_then_dropped_by_two_presses_each_goes_once(school, head, act):
    page = reverse("designations:act_page", args=[school.uai, act.number])
    acts = reverse("designations:act_list", args=[school.uai])
    for button, follows in (("act_take_back", page), ("act_drop", acts)):
        press = reverse(f"designations:{button}", args=[school.uai, act.number])
        answers = [head.post(press, {"key": f"{KEY}{button}"}) for _ in range(2)]
        assert [answer.url for answer in answers] == [follows, follows]
    assert head.get(page).status_code == 404


def test_a_draft_is_shown_as_it_was_written(school, by, act):
    with scope(school):
        draft = designations.take_back(act, by=by)
        form = ActForm(school=school, service=None, instance=draft)
        assert form["delegate"].value() == draft.delegate_id
        assert form["rights"].value() == draft.rights
        assert form["duties"].value() == "\n".join(draft.duties)
        assert "operations" not in form.fields


def test_what_stays_the_same_is_neither_written_nor_journaled(school, by):
    with scope(school):
        ent = add_service(school, today=TODAY, by=by, name="ENT")
        change_service(ent, by=by, name=" ENT ", note="")
        change_service(ent, by=by, note="Contrat en cours")
        changes = JournalEntry.objects.for_school(school).filter(verb="online_services.changed")
        assert changes.count() == 1


def test_a_cost_is_typed_in_euros_and_kept_in_cents(school, by):
    with scope(school):
        ent = add_service(school, today=TODAY, by=by, name="ENT")
        form = ContractForm({"cost_cents": "1 250,50", "payer": ""}, school=school, instance=ent)
        assert form.is_valid(), form.errors
        assert form.cleaned_data["cost_cents"] == 125050
        assert (form.fields["cost_cents"].label, ent.cost_cents) == ("Coût par an, en euros", None)
