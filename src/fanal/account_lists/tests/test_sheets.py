"""Login sheets: what is printed, and that nothing of a password stays anywhere."""

import json
import random
import re
import time
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from fanal.account_lists.actions import login_cards as actions
from fanal.account_lists.rules import login_card_layout as layout
from fanal.account_lists.rules import login_cards as rules
from fanal.accounts.models import School
from fanal.accounts.models.roles import Role
from fanal.core.documents.pdf import typeset
from fanal.core.journal.models import JournalEntry
from fanal.core.sheets import read_table
from fanal.core.sheets.write import write_xlsx
from fanal.core.tenancy import scope
from fanal.online_services.models import OnlineService

pytestmark = pytest.mark.django_db
SECRET = "Zq7-canari-secret"
HEADERS = "Nom;Prénom;Classe;Identifiant;Code d'activation"
LIST = f"""{HEADERS}
ROY;Léa;6B;lroy;{SECRET}2
MARTIN;Zoé;6A;zmartin;{SECRET}1
=cmd|x;Max;6A;mcmd;{SECRET}3
SANS;Code;6A;scode;
"""
PLACES = {"family_name": 0, "given_name": 1, "class": 2, "login": 3, "password": 4}


def lines_of(text):
    return list(read_table(text.encode(), "a.csv").numbered())


def test_sheets_are_sorted_by_class_and_name_and_a_class_begins_a_page():
    cards = rules.read_sheets(lines_of(LIST), PLACES)
    assert [(card.klass, card.name) for card in cards.sheets] == [
        ("6A", "=cmd|x Max"),
        ("6A", "MARTIN Zoé"),
        ("6B", "ROY Léa"),
    ]
    assert cards.left_out == [5]
    assert [len(page) for page in rules.pages_of(cards.sheets, 4)] == [2, 1]
    assert [len(page) for page in rules.pages_of(cards.sheets, 1)] == [1, 1, 1]
    assert rules.left_out_words([5]).startswith("La ligne 5 n’aura pas de fiche")


def test_classes_follow_as_numbers_and_some_may_be_chosen():
    text = f"{HEADERS}\n" + "".join(f"N{klass};P;{klass};l;p\n" for klass in ("6e 10", "6e 9", "5e A"))
    cards = rules.read_sheets(lines_of(text), PLACES)
    assert cards.classes == ["5e A", "6e 9", "6e 10"]
    assert rules.of_classes(cards, "6ème 9, 5A").classes == ["5e A", "6e 9"]
    assert rules.refused_sheets(cards, rules.of_classes(cards, "3C"), "3C") == [
        "Aucune fiche pour « 3C » : les classes du fichier sont 5e A, 6e 9, 6e 10."
    ]


def test_columns_are_guessed_remembered_and_refused_with_a_sentence():
    headers = ["Élève", "Division", "Login", "Mot de passe provisoire"]
    assert rules.guessed(headers, {}) == {"full_name": 0, "class": 1, "login": 2, "password": 3}
    assert rules.guessed(["A", "B"], {"a": "login"}) == {"login": 0}
    assert rules.refused_columns({"login": 0}) == [rules.NAMES, rules.KEYS["password"]]


def test_a_password_is_never_told_by_accident():
    sheet = rules.LoginCard("MARTIN Zoé", "6A", "zmartin", SECRET)
    assert SECRET not in repr(sheet)
    assert SECRET not in repr(rules.LoginCards([sheet], []))


def test_too_many_sheets_are_refused_with_a_sentence():
    cards = rules.LoginCards([rules.LoginCard("A", "", "l", "p")] * (rules.MOST + 1), [])
    assert "2001 fiches ; 2000 au plus" in rules.refused_sheets(cards, cards, "")[0]


SLY = rules.LoginCard("#panic() $x$ *gras*", "@foo", "\\ [a] <b>", '#sys.inputs"`')
LONG = rules.LoginCard("N" * 119 + " W", "C" * 120, "l" * 120, "W" * 120)


def data(per_page, *cards, words="Changez-le.", address="https://ent.invalid/"):
    service = OnlineService(name="ENT", address=address, school=School(name="Collège"))
    table = read_table(LIST.encode(), "a.csv")
    return actions._data(service, table, PLACES, [list(cards)], per_page=per_page, words=words)


@pytest.mark.parametrize("per_page", rules.PER_PAGE)
def test_the_longest_names_make_one_accessible_page_and_no_markup_runs(per_page):
    made = typeset(actions.TEMPLATE, data(per_page, *[LONG, SLY][:per_page]))
    assert b"pdfuaid" in made
    assert len(re.findall(rb"/Type\s*/Page\b", made)) == 1


def test_a_password_copied_from_its_sheet_holds_no_sign_that_nobody_sees():
    made = typeset(actions.TEMPLATE, data(4, LONG))
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", made, re.DOTALL)
    assert b"200B" not in b"".join(zlib.decompress(each) for each in streams if each[:1] == b"x").upper()


@pytest.mark.parametrize("per_page", rules.PER_PAGE)
def test_a_usual_sheet_is_written_large_and_the_longest_still_fits(per_page):
    usual = rules.LoginCard("MARTIN-DUPONT Zoé-Amélie", "6e A", "zoe.martin", "aB0O1lI#x")
    page, card = layout.PAGES[per_page], data(per_page, usual)["pages"][0][0]
    assert card["size"] >= 0.9 * page.base
    assert card["password-size"] > card["size"]
    worst = data(per_page, LONG, words="M" * 300, address="https://" + "W" * 192)["pages"][0][0]
    shared = [("M" * 300, layout.SMALL), ("W" * 200, layout.PLAIN), ("ENT · Collège", layout.SMALL)]
    secrets = [(120, layout.secret_size(120, page.room / worst["size"]))] * 2
    assert worst["size"] >= 2.5
    assert layout._height(page, worst["size"], LONG.name, LONG.klass, secrets, shared) <= page.height
    assert layout.BREAK in worst["name"]


def test_two_thousand_of_the_longest_sheets_are_laid_out_in_a_moment():
    started = time.process_time()
    data(8, *[LONG] * rules.MOST)
    assert time.process_time() - started < 8


@pytest.fixture
def service(school):
    with scope(school):
        return OnlineService.objects.create(school=school, name="ÉduConnect", holders="pupils")


def send(browser, school, service, text=LIST, *, name="comptes.csv", htmx=False, **more):
    file = SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)
    address = reverse("account_lists:login_card_print", args=[school.uai, service.pk])
    headers = {"HX-Request": "true"} if htmx else {}
    return browser.post(
        address, {"file": file, "per_page": "4", "words": "Bonne rentrée."} | more, headers=headers
    )


def every_row():
    """All that the database holds, as text: every table, every column."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables "
            "WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
        )
        tables = [name for (name,) in cursor.fetchall()]
        texts = []
        for name in tables:
            cursor.execute(f"SELECT coalesce(string_agg(t::text, ' '), '') FROM {name} t")
            texts.append(cursor.fetchone()[0])
    return " ".join(texts)


def test_no_row_file_or_log_line_holds_a_password_afterwards(
    lead, school, service, tmp_path, monkeypatch, settings, capfd, caplog
):
    seed = random.Random(3)
    secret = "".join(seed.choices("abcdefgh23456789", k=18))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    text = LIST.replace(SECRET, secret)
    looked = send(lead, school, service, text, htmx=True)
    assert (looked.status_code, "3 fiches, 2 classes" in looked.text) == (200, True)
    answer = send(lead, school, service, text)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.content.startswith(b"%PDF-")
    send(lead, school, service, text.replace("Code d'activation", "Truc"))  # refused
    with scope(school):
        rows = every_row()
        printed = JournalEntry.objects.get(verb="online_services.sheets_printed")
    out, err = capfd.readouterr()
    assert secret not in looked.text
    for text_kept in (rows, out, err, caplog.text, printed.payload):
        assert secret not in text_kept
        assert "zmartin" not in text_kept
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == []
    home = settings.FANAL_HOME
    written = [file for file in home.rglob("*") if file.is_file() and file.stat().st_size < 5_000_000]
    assert not any(secret.encode() in file.read_bytes() for file in written)
    payload = json.loads(printed.payload)
    assert (payload["count"], payload["per_page"], "ROY" in printed.payload) == (3, 4, False)


def test_headers_are_remembered_and_the_sentence_is_the_schools(lead, school, service):
    text = LIST.replace(HEADERS, "A;B;C;D;E")
    refused = send(lead, school, service, text)
    assert (refused.status_code, "Choisissez de nouveau le fichier" in refused.text) == (422, True)
    assert SECRET not in refused.text
    columns = {f"field-{code}": str(rank) for code, rank in PLACES.items()}
    headers = refused.text.split('name="headers" value="')[1].split('"')[0]
    assert send(lead, school, service, text, headers=headers, **columns).status_code == 200
    assert send(lead, school, service, text).status_code == 200
    page = lead.get(reverse("account_lists:login_card_print", args=[school.uai, service.pk])).text
    assert "Bonne rentrée." in page


def test_the_first_line_of_a_file_without_headers_stays_nowhere(lead, school, service):
    text = "ROY;Lea;6B;lroyzz;motquejegarde42\nMARTIN;Zoé;6A;zmartin;autremot\n"
    looked = send(lead, school, service, text, htmx=True)
    headers = looked.text.split('name="headers" value="')[1].split('"')[0]
    columns = {f"field-{code}": str(rank) for code, rank in PLACES.items()}
    assert send(lead, school, service, text, headers=headers, **columns).status_code == 200
    with scope(school):
        rows = every_row()
        service.refresh_from_db()
    assert not [word for word in ("motquejegarde42", "lroyzz") if word in rows]
    assert sorted(service.sheet_columns.values()) == sorted(PLACES)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.csv", f"ROY;Léa;lea@ecole.invalid;{SECRET}\nROY;Zoé;zoe@ecole.invalid;b\n", "La première ligne"),
        ("a.pdf", b"%PDF-1.7", ""),
        ("a.csv", b"x" * (3 * 1024 * 1024), "Ce fichier dépasse"),
        ("a.csv", f"{HEADERS}\nROY;;6A;;\n", "Aucune ligne"),
    ],
)
def test_a_bad_file_is_refused_with_a_sentence(lead, school, service, name, content, sentence):
    answer = send(lead, school, service, content, name=name)
    assert (answer.status_code, "Aucune fiche n’est faite" in answer.text) == (422, True)
    assert sentence in answer.text
    address = reverse("account_lists:login_card_print", args=[school.uai, service.pk])
    assert "Choisissez le fichier" in lead.post(address, {"per_page": "4"}).text


def test_a_workbook_is_read_too(lead, school, service, tmp_path):
    path = tmp_path / "a.xlsx"
    write_xlsx(path, HEADERS.split(";"), [["ROY", "Léa", "6A", "lroy", "0012"]], title="a")
    assert send(lead, school, service, path.read_bytes(), name="a.xlsx").status_code == 200


@pytest.mark.parametrize("role", [Role.TEACHER, Role.STAFF, Role.BURSAR])
def test_others_print_nothing(client_of, school, service, role):
    assert send(client_of(school, role), school, service).status_code == 403
