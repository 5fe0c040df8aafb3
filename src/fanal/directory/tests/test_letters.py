"""Letters for many: fields, refusals, previews, and one page a person."""

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from fanal.accounts.models.roles import Role
from fanal.core.clock.testing import today
from fanal.core.documents.pdf import typeset
from fanal.core.journal.models import JournalEntry
from fanal.core.tenancy import scope
from fanal.directory.actions.letters import TEMPLATE
from fanal.directory.models import Enrolment, FormLetter, Pupil, SchoolClass
from fanal.directory.rules import letters as rules
from fanal.directory.rules.letter_examples import EXAMPLES
from fanal.people_files.tests.importing import TODAY
from fanal.year.rules.years import year_of

pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]
BODY = "Bonjour **{{Prénom}} {{nom}}**, tu es en {{ CLASSE }}.\n\n- {{établissement}}"


def test_fields_are_filled_whatever_their_case_and_a_value_is_never_markup():
    made = next(rules.filled("Pour {{nom}}", BODY, [{"nom": "*X*", "prénom": "## Zoé", "classe": "6A"}]))
    assert made.title == "Pour *X*"
    assert [run.text for run in made.blocks[0].runs] == ["Bonjour ", "## Zoé *X*", ", tu es en 6A."]
    assert made.blocks[0].runs[1].is_bold
    assert made.blocks[1].runs[0].text == ""


def test_an_unknown_field_is_refused_with_the_fields_that_exist():
    assert rules.refusals("", "{{prenom}} {{âge}}", ["prénom", "nom"]) == [
        "Le champ « âge » n’existe pas ici. Les champs possibles : prénom, nom."
    ]
    assert rules.refusals("", "{{prénom", ["prénom"]) == [rules.NOT_CLOSED.format()]
    assert "jamais lu" in rules.refusals("", "{{MDP}}", [], {"mdp": "mot de passe ou code"})[0]
    assert rules.fields_in("{{a}} {{ A }}", "{{b}}") == ["a", "b"]


def test_letters_that_are_too_long_together_are_refused():
    assert rules.too_long("t", "mots " * 198, [{"nom": "N"}] * 2_000) == []
    assert rules.too_long("t", "x" * 6_000, [{"nom": "N"}] * 400) == [rules.TOO_LONG]
    assert rules.too_long("t", "{{a}}" * 1_000, [{"a": "y" * 900}] * 3) == [rules.TOO_LONG]
    assert "1000 caractères" in rules.too_long("t", "{{a}}", [{"a": "y" * 1_001}])[0]


def test_the_examples_use_only_known_fields():
    for example in EXAMPLES:
        assert rules.refusals(example.title, example.body, [*rules.OF_PUPILS, *rules.OF_ALL]) == []


@pytest.mark.parametrize(
    ("body", "value", "count"),
    [
        ("{{a}}" * 1000, "x" * 999, 1),  # five kilobytes that make a megabyte
        ("{{a}}" * 1000, "x" * 14, 50),  # words that no line holds, made of short ones
        ("- a\n" * 1500, "", 300),  # took ten gigabytes
        ("**a** _b_ " * 600, "", 300),
        ("x" * 6000, "", 100),
    ],
)
def test_letters_that_would_take_the_machine_are_refused_before_they_are_made(body, value, count):
    assert rules.too_long("Objet", body, [{"a": value}] * count) == [rules.TOO_LONG]


def test_letters_for_every_pupil_of_a_large_school_are_not_too_much():
    body = "Bonjour **{{nom}}**, voici un courrier de longueur ordinaire.\n\n" * 12
    assert rules.too_long("Objet", body, [{"nom": "MARTIN Zoé"}] * rules.MOST) == []


def test_every_letter_is_a_page_and_no_text_of_anybody_runs():
    sly = "#panic() $x$ *gras* @foo \\ [a] " + "N" * 200
    page = {
        "title": sly,
        "blocks": [{"kind": "item", "mark": "•", "runs": [{"text": sly, "bold": True, "italic": True}]}],
    }
    head = {"name": sly, "lines": [sly], "bodies": [sly], "logo": [], "number": sly}
    made = typeset(TEMPLATE, {"title": "Courrier", "letterhead": head, "letters": [page] * 3})
    assert b"pdfuaid" in made
    assert len(re.findall(rb"/Type\s*/Page\b", made)) == 3


def test_emoji_are_left_out_and_the_paper_stays_accessible():
    """No font of ours draws them: an empty square would break PDF/UA, and say nothing."""

    def letter(text: str) -> bytes:
        page = {"title": text, "blocks": []}
        head = {"name": "Collège", "lines": [], "bodies": [], "logo": [], "number": ""}
        return typeset(TEMPLATE, {"title": "Courrier", "letterhead": head, "letters": [page]})

    assert letter("Bravo 🎉👩🏽‍🏫 à tous") == letter("Bravo à tous")
    assert b"pdfuaid" in letter("Bravo 🎉 à tous")
    assert letter("王芳").startswith(b"%PDF"), "a name that no font draws still makes a paper"


@pytest.fixture
def year(school):
    label = year_of(today()).label
    with scope(school):
        for code, pupils in {"6A": ["MARTIN Zoé", "ROY Léa"], "6B": ["ROY Léa"], "5A": ["=cmd Max"]}.items():
            SchoolClass.objects.create(school=school, school_year=label, code=code)
            for name in pupils:
                family, given = name.split()
                pupil = Pupil.objects.create(school=school, family_name=family, given_name=given)
                Enrolment.objects.create(school=school, pupil=pupil, school_year=label, class_code=code)
        return label


@pytest.fixture
def letter(school, year):
    with scope(school):
        return FormLetter.objects.create(school=school, title="Bonjour", body=BODY, changed_on="2026-09-01")


@pytest.fixture
def lead(client_of, school):
    return client_of(school, Role.DIGITAL_LEAD)


def url(name, school, *args):
    return reverse(f"directory:{name}", args=[school.uai, *args])


def preview(browser, school, letter, **sent):
    return browser.post(url("letter_print", school, letter.pk), sent, headers={"HX-Request": "true"})


def test_a_letter_is_written_from_an_example_changed_and_removed(lead, school):
    page = lead.get(url("letter_list", school)).text
    assert "Retour du matériel prêté" in page
    assert "{{prénom}}" in lead.get(url("letter_add", school) + "?exemple=materiel").text
    sent = {"title": "Rentrée", "body": "Bonjour {{prénom}} {{inconnu}}"}
    looked = lead.post(url("letter_add", school), sent, headers={"HX-Request": "true"}).text
    assert ("Bonjour Zoé" in looked, "{{inconnu}}" in looked) == (True, True)
    answer = lead.post(url("letter_add", school), sent)
    with scope(school):
        made = FormLetter.objects.for_school(school).get()
    assert answer.url == url("letter_print", school, made.pk)
    twin = lead.post(url("letter_add", school), sent | {"title": "rentree"})
    assert (twin.status_code, "déjà cet objet" in twin.text) == (422, True)
    lead.post(url("letter_change", school, made.pk), sent | {"body": "Autre"})
    lead.post(url("letter_remove", school, made.pk))
    with scope(school):
        assert not FormLetter.objects.for_school(school).exists()
        verbs = list(
            JournalEntry.objects.filter(verb__contains="letter")
            .order_by("seq")
            .values_list("verb", flat=True)
        )
    assert verbs == ["directory.letter_written", "directory.letter_changed", "directory.letter_removed"]


def test_a_letter_sent_twice_is_one_and_leads_to_the_same_page(lead, school):
    sent = {"title": "Rentrée", "body": "Bonjour {{prénom}}", "key": "k" * 20}
    first, again = (lead.post(url("letter_add", school), sent) for _ in range(2))
    with scope(school):
        made = FormLetter.objects.for_school(school).get()
    assert first.url == again.url == url("letter_print", school, made.pk)


def test_a_level_a_class_or_names_are_printed_and_the_first_is_shown(lead, school, letter):
    text = preview(lead, school, letter, who="niveau 6").text
    assert ("3 courriers" in text, "Zoé MARTIN" in text, school.name in text) == (True, True, True)
    assert "1 courrier." in preview(lead, school, letter, who="classe 5A").text
    assert "1 courrier." in preview(lead, school, letter, names="zoe martin\n").text
    refused = preview(lead, school, letter, names="ROY Léa\nPERSONNE Nul").text
    assert "Plusieurs élèves s’appellent « ROY Léa »" in refused.replace("\xa0", " ")
    assert "PERSONNE Nul" in refused
    answer = lead.post(url("letter_print", school, letter.pk), {"who": ["niveau 6", "classe 5A"]})
    assert (answer.headers["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    with scope(school):
        printed = JournalEntry.objects.get(verb="directory.letters_printed")
    assert json.loads(printed.payload) == {"count": 4}
    assert lead.post(url("letter_print", school, letter.pk), {}).status_code == 422


def test_a_table_gives_its_own_fields_and_none_of_its_secrets(lead, school, letter):
    with scope(school):
        FormLetter.objects.filter(pk=letter.pk).update(title="Prêt", body="{{Nom}} : {{N° de série}}")
    table = SimpleUploadedFile("a.csv", "Nom;N° de série;Mot de passe\nROY;X12;azerty9\n".encode())
    text = preview(lead, school, letter, file=table).text
    assert "ROY : X12" in text.replace("\xa0", " ")
    with scope(school):
        FormLetter.objects.filter(pk=letter.pk).update(body="{{mot de passe}} {{classe}}")
    table.seek(0)
    refused = preview(lead, school, letter, file=table).text
    assert "azerty9" not in refused
    assert ("jamais lu" in refused, "Le champ « classe »" in refused.replace("\xa0", " ")) == (True, True)
    wrong = SimpleUploadedFile("a.pdf", b"%PDF-1.7")
    assert "Aucun courrier n’est fait" in preview(lead, school, letter, file=wrong).text


@pytest.mark.parametrize("role", [Role.TEACHER, Role.STAFF])
def test_others_write_to_nobody(client_of, school, letter, role):
    browser = client_of(school, role)
    for name in ("letter_list", "letter_add"):
        assert browser.get(url(name, school)).status_code == 403
    assert browser.post(url("letter_print", school, letter.pk), {"who": "niveau 6"}).status_code == 403


def test_a_field_repeated_over_a_long_cell_is_refused_with_a_sentence(client_of, school, year):
    client = client_of(school, Role.BURSAR)
    with scope(school):
        letter = FormLetter.objects.create(
            school=school, title="Objet", body="{{a}}" * 1000, changed_on="2026-11-26"
        )
    table = SimpleUploadedFile("a.csv", ("a;b\n" + "x" * 900 + ";y\n").encode())
    answer = client.post(reverse("directory:letter_print", args=[school.uai, letter.pk]), {"file": table})
    assert answer.status_code == 422
    assert "trop longs pour un seul PDF" in answer.text
