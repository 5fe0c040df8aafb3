"""The report for the board and its fingerprint, known by each of its files (December § 7, N7)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from fanal.core.frozen.fingerprint import fingerprint_of_sum, marks_in
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.reports.reading.content import content_of
from fanal.reports.reading.papers import report_paper
from fanal.reports.tests.conftest import TODAY, begun, frozen

pytestmark = pytest.mark.clock(TODAY)


def test_each_kept_file_and_the_printed_signs_lead_to_the_report(school, boss, lead, lived):
    with scope(school):
        report, kept = frozen(school, boss)
        files = [bytes(kept.paper), bytes(kept.text_file), bytes(kept.brief), bytes(kept.slides)]
    page = reverse("verification:verification_page", args=[school.uai])
    assert marks_in(files[0]) == marks_in(files[2]) == [fingerprint_of_sum(kept.sha256)]
    for file in files:
        said = words_of(lead.post(page, {"file": SimpleUploadedFile("rapport", file)}).text)
        assert f"C’est le rapport n° {report.number}" in said
        assert "octet pour octet" in said
    for typed in (marks_in(files[0])[0][:20], kept.sha256):  # what its page shows, both
        said = words_of(lead.post(page, {"fingerprint": typed}).text)
        assert f"C’est le rapport n° {report.number}" in said


def test_a_draft_bears_no_fingerprint(school, boss, lived):
    with scope(school):
        draft = begun(school, boss)
        assert marks_in(report_paper(content_of(draft, school, TODAY), is_draft=True)) == []
