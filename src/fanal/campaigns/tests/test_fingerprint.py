"""The record of an inventory is known by its file and by its fingerprint (December § 7, N7)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from fanal.campaigns.actions.campaign import close_campaign
from fanal.core.frozen.fingerprint import marks_in
from fanal.core.tenancy import scope
from fanal.core.testing import words_of

pytestmark = pytest.mark.django_db


def test_the_file_and_the_printed_signs_lead_to_the_record(lead, school, world, boss):
    with scope(school):
        paper = bytes(close_campaign(world.campaign, now=timezone.now(), by=boss).paper)
    page = reverse("verification:verification_page", args=[school.uai])
    (fingerprint,) = marks_in(paper)
    for sent in ({"fingerprint": fingerprint[:20]}, {"file": SimpleUploadedFile("pv.pdf", paper)}):
        said = words_of(lead.post(page, sent).text)
        assert f"C’est le procès-verbal de récolement « {world.campaign} »" in said
        assert "n’a pas changé depuis" in said
    assert "octet pour octet" in said
