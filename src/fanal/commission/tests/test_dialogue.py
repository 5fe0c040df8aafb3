"""The dialogue file: what it counts, its pages, its editable text, made once by a job."""

import io
import re
import zipfile
from datetime import date, timedelta

import pytest
from lxml import etree

from fanal.accounts.models.roles import Role
from fanal.commission.actions.dialogue import ask_dialogue
from fanal.commission.models import DialogueFile
from fanal.commission.privacy import files_of
from fanal.commission.reading.dialogue import dialogue_data
from fanal.commission.reading.text_document import file_of
from fanal.commission.tasks import compose
from fanal.commission.tests.conftest import NOW, TODAY, approved, url
from fanal.core.errors import RuleBroken
from fanal.core.files.attachments import read_whole
from fanal.core.tenancy import scope
from fanal.core.testing import letters
from fanal.equipment.tests.factories import EquipmentFactory, EquipmentTypeFactory
from fanal.helpdesk.tests.factories import HelpRequestFactory
from fanal.year.rules.years import year_of

pytestmark = pytest.mark.clock(TODAY)
PAGE = re.compile(rb"/Type ?/Page[^s]")
WRITTEN = {"needs": "30 tablettes\n6 vidéoprojecteurs", "uses": "Un club de radio."}


def made_for(school, boss) -> DialogueFile:
    with scope(school):
        file = ask_dialogue(school, WRITTEN, today=TODAY, now=NOW, by=boss)
    compose(school_id=school.pk, file_id=file.pk)
    with scope(school):
        return DialogueFile.objects.for_school(school).get(pk=file.pk)


def part(data, title):
    return next(each for each in data["sections"] if each["title"] == title)


def test_the_file_counts_ages_and_keeps_commitments(school, boss, principal, colleague):
    """C2 19: park's age, breakdowns, delays, needs, uses, commitments of both sides with their days."""
    with scope(school):
        kind = EquipmentFactory(school=school, bought_on=date(2024, 11, 26)).type
        EquipmentFactory(school=school, type=kind, bought_on=date(2021, 11, 26))
        EquipmentFactory(school=school, type=kind, bought_on=None)
        theirs = {"text": "Livrer", "side": "partner", "owner_words": "Département"}
        approved(school, boss, principal, colleague, theirs, circle="dialogue")
        file = ask_dialogue(school, WRITTEN, today=TODAY, now=NOW, by=boss)
        data = dialogue_data(file, year_of(TODAY), today=TODAY)
    assert part(data, "Le parc et son âge")["rows"] == [[kind.name, "3", "1", "0", "1", "0", "1", "3,5 ans"]]
    assert part(data, "Les besoins")["paragraphs"] == ["30 tablettes", "6 vidéoprojecteurs"]
    (commitment,) = part(data, "Les engagements")["rows"]
    assert commitment == ["Livrer", "Département", "10 décembre 2026", "À tenir"]
    assert "Rien n’a été transmis" in part(data, "Les délais")["paragraphs"][0]


def test_what_is_stopped_is_told_though_nobody_asked(school, boss):
    """A broken machine without a request of the year had no line: « à l’arrêt » was zero."""
    with scope(school):
        kind = EquipmentFactory(school=school, state="broken").type
        HelpRequestFactory(school=school, equipment=EquipmentFactory(school=school), asked_at=NOW)
        file = ask_dialogue(school, WRITTEN, today=TODAY, now=NOW, by=boss)
        data = dialogue_data(file, year_of(TODAY), today=TODAY)
    rows = {row[0]: row[1:] for row in part(data, "Les pannes")["rows"]}
    assert rows[kind.name] == ["1", "0", "0,0", "1"]
    assert len(rows) == 2


def test_two_files_are_kept_and_given(client_of, school, boss):
    file = made_for(school, boss)
    lead = client_of(school, Role.DIGITAL_LEAD)
    pdf = b"".join(lead.get(url(school, "dialogue_pdf", file.number)).streaming_content)
    assert pdf.startswith(b"%PDF")
    odt = b"".join(lead.get(url(school, "dialogue_odt", file.number)).streaming_content)
    with zipfile.ZipFile(io.BytesIO(odt)) as archive:
        assert archive.namelist()[0] == "mimetype"
        text = "".join(etree.fromstring(archive.read("content.xml")).itertext())
    assert "6 vidéoprojecteurs" in text
    with scope(school):
        assert {file.pdf_sha256, file.odt_sha256} <= files_of(school.pk), "the night does not take them"
    assert client_of(school, Role.TEACHER).get(url(school, "dialogue_pdf", file.number)).status_code == 403


def test_the_fullest_file_has_eight_pages_at_most(school, boss, principal, colleague):
    """C2 19: many types of machines, texts as long as they may be, all the commitments shown."""
    with scope(school):
        for rank in range(30):
            kind = EquipmentTypeFactory(school=school, name=f"Type {letters(rank)}")
            EquipmentFactory(school=school, type=kind, bought_on=date(2024, 11, 26))
        theirs = {"text": "Livrer des postes. " * 20, "side": "partner", "owner_words": "Département"}
        approved(school, boss, principal, colleague, *[theirs] * 30, circle="dialogue")
        values = {name: "\n".join(["Une ligne de texte qui est assez longue."] * 65) for name in WRITTEN}
        file = ask_dialogue(school, values, today=TODAY, now=NOW, by=boss)
    compose(school_id=school.pk, file_id=file.pk)
    with scope(school):
        kept = DialogueFile.objects.for_school(school).get()
        pdf = read_whole(school.pk, kept.pdf_sha256) or b""
    assert 2 <= len(PAGE.findall(pdf)) <= 8


def test_run_again_the_job_changes_nothing(school, boss):
    file = made_for(school, boss)
    compose(school_id=school.pk, file_id=file.pk)
    with scope(school):
        again = DialogueFile.objects.for_school(school).get(pk=file.pk)
        assert (again.made_at, again.pdf_sha256) == (file.made_at, file.pdf_sha256)
        assert read_whole(school.pk, again.pdf_sha256) is not None


def test_one_is_prepared_at_a_time_and_ten_a_day(school, boss):
    with scope(school):
        ask_dialogue(school, WRITTEN, today=TODAY, now=NOW, by=boss)
        with pytest.raises(RuleBroken, match="déjà en préparation"):
            ask_dialogue(school, WRITTEN, today=TODAY, now=NOW, by=boss)
        for rank in range(1, 10):
            ask_dialogue(school, WRITTEN, today=TODAY, now=NOW + timedelta(hours=rank), by=boss)
        with pytest.raises(RuleBroken, match="Dix dossiers"):
            ask_dialogue(school, WRITTEN, today=TODAY, now=NOW + timedelta(hours=12), by=boss)


def test_what_xml_refuses_leaves_the_text_and_equal_data_give_equal_bytes():
    data = {
        "title": "Dossier",
        "letterhead": {"name": "É", "lines": [], "bodies": [], "number": ""},
        "facts": [],
        "sections": [{"title": "<b>&", "paragraphs": ["a\x00b\x1f"], "head": ["x"], "rows": [["=1+1"]]}],
        "signer": ["", ""],
    }
    assert file_of(data) == file_of(data)
