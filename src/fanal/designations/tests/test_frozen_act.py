"""A signed act is guarded by the database; what becomes of it goes on (December § 7, N7)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import PersonFactory
from fanal.core.frozen.fingerprint import MARK, in_fours
from fanal.core.frozen.papers import paper_under
from fanal.core.frozen.testing import assert_frozen, refused
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.designations.actions import acts
from fanal.designations.models import Designation
from fanal.designations.reading.act import fingerprint_of, printed
from fanal.designations.testing import TODAY, signed
from fanal.designations.tests.act_pages import act_for, by, day, head, teacher

__all__ = ["day", "head", "teacher"]
pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]


@pytest.fixture
def act(school, head, teacher):
    made = act_for(school, head, teacher)
    with scope(school):
        yield signed(school, made, by(head, Role.HEAD))


def test_nobody_who_serves_changes_a_signed_act_nor_its_proof(act):
    assert_frozen(act)
    assert_frozen(act.signing)
    assert_frozen(act.signing.files.get())


def test_an_act_is_no_draft_again_once_it_is_signed(act):
    refused("UPDATE designations_designation SET step = 'draft', signing_id = NULL WHERE id = %s", act.pk)
    refused("UPDATE designations_designation SET signing_id = NULL, content = NULL WHERE id = %s", act.pk)


def test_what_becomes_of_it_goes_on(act, head, teacher):
    boss = by(head, Role.HEAD)
    published = {"published_on": TODAY, "published_where": "salle des personnels"}
    acts.publish(act, published, today=TODAY, by=boss)
    acts.acknowledge(act, now=timezone.now(), by=by(teacher, Role.TEACHER))
    acts.suspend(act, "Départ en formation", by=boss)
    acts.resume(act, today=TODAY, by=boss)
    acts.revoke(act, "Autre personne", on=TODAY + timedelta(days=2), today=TODAY, by=boss)
    kept = Designation.objects.get(pk=act.pk)
    assert (kept.published_on, kept.revoked_on) == (TODAY, TODAY + timedelta(days=2))


def test_what_is_signed_by_hand_bears_the_fingerprint_that_is_verified(client_of, school, head, teacher, act):
    """It is printed before it is signed: the same signs, on the paper and once it is frozen."""
    (paper,) = printed([act], school, None)["acts"]
    assert in_fours(act.fingerprint[:20]) in paper["proof"]["line"]
    page = reverse("verification:verification_page", args=[school.uai])
    said = words_of(head.post(page, {"fingerprint": act.fingerprint[:20]}).text)
    assert "C’est l’acte de désignation n° 1, document figé le" in said
    assert "n’a pas changé depuis" in said
    other = client_of(school, Role.TEACHER)
    assert "l’acte de désignation" not in words_of(
        other.post(page, {"fingerprint": act.fingerprint[:20]}).text
    )
    theirs = words_of(teacher.post(page, {"fingerprint": act.fingerprint[:20]}).text)
    assert "l’acte de désignation" in theirs


def test_nobody_gives_a_signed_batch_another_author(school, act):
    """December, architect 17b: with the password of the database, a signed batch got another author."""
    other = PersonFactory(school=school)
    refused("UPDATE designations_signing SET signed_by_id = %s WHERE id = %s", other.pk, act.signing_id)
    refused("UPDATE designations_signing SET signed_by_id = NULL WHERE id = %s", act.signing_id)


def test_an_act_printed_before_a_restore_without_secrets_is_known_once_signed(
    school, head, teacher, settings, tmp_path
):
    """December, architect 16: it was summed again under the new secret, and the printed paper was unknown."""
    made = act_for(school, head, teacher)
    with scope(school):
        (paper,) = printed([made], school, None)["acts"]
        settings.FANAL_HOME = tmp_path
        assert printed([made], school, None)["acts"][0]["proof"] == paper["proof"], "printed again"
        act = signed(school, made, by(head, Role.HEAD))
        assert printed([act], school, None)["acts"][0]["proof"] == paper["proof"], "once it is signed"
        on_paper = paper["proof"]["keyword"].removeprefix(MARK)
        kept = paper_under(school.pk, on_paper[:20])
    assert len(on_paper) == 64
    assert (kept.kind, kept.row) == ("designations.act", act.pk)


def test_an_act_of_before_says_the_signs_that_it_kept(school, head, teacher):
    made = act_for(school, head, teacher)
    with scope(school):
        Designation.objects.filter(pk=made.pk).update(fingerprint=made.fingerprint[:20])
        made.refresh_from_db()
        assert fingerprint_of(made) == made.fingerprint
        act = signed(school, made, by(head, Role.HEAD))
        assert paper_under(school.pk, act.fingerprint).row == act.pk


def test_an_act_never_takes_the_fingerprint_of_another_paper(school, head, teacher, act):
    """An attacker, December 2026: with the password of the database, an act to sign took a true one."""
    other = act_for(school, head, teacher)
    with scope(school):
        Designation.objects.filter(pk=other.pk).update(fingerprint=act.fingerprint)
        other.refresh_from_db()
        signed(school, other, by(head, Role.HEAD))
        assert paper_under(school.pk, act.fingerprint).row == act.pk
