"""A private school under contract reads neither R421-13 nor the circular of public schools on its acts."""

import pytest

from fanal.accounts.models import School
from fanal.core.errors import RuleBroken
from fanal.designations.forms.designation import ActForm
from fanal.designations.reading.act import snapshot_of
from fanal.designations.testing import TODAY, head, here, lead, prepared

pytestmark = pytest.mark.clock(TODAY)

__all__ = ["head", "here", "lead"]
PUBLIC_LAW = ("R421-13", "2015-058", "EPLE", "conseil d’administration")


@pytest.fixture
def private(here):
    here.status = School.Status.PRIVATE
    here.save()
    return here


def test_an_act_of_a_private_school_cites_no_text_of_public_schools(private, head, lead):
    """verified.md § 3.6: « Vu l'article R421-13 »."""
    act = prepared(private, lead.person, head)
    assert not [text for text in PUBLIC_LAW if text in repr(snapshot_of(act))]
    assert "garde son pouvoir" in repr(snapshot_of(act))


def test_a_delegation_of_signature_of_public_law_is_refused_there(private, head, lead):
    type(lead).objects.filter(pk=lead.pk).update(roles=["deputy"])
    with pytest.raises(RuleBroken, match="ne vaut que dans un établissement public"):
        prepared(private, lead.person, head, nature="signature")


def test_the_form_of_a_private_school_offers_no_delegation_of_signature(private):
    offered = [code for code, _ in ActForm(school=private, service=None).fields["nature"].choices]
    assert offered == ["designation"]
