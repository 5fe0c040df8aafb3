"""Values from a file: another school or another year is refused by name, and a preview comes first."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from fanal.core.sheets import read_table
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.helpdesk.tests.factories import HelpRequestFactory
from fanal.indicators.actions import measuring
from fanal.indicators.models import Indicator, IndicatorValue
from fanal.indicators.reading.export import HEADERS
from fanal.indicators.reading.sources import sources
from fanal.indicators.tests.conftest import TODAY, term, typed, url
from fanal.year.rules.periods import MeasurePeriod, PeriodKind
from fanal.year.rules.years import SchoolYear

pytestmark = pytest.mark.clock(TODAY)
OWN = "UAI;Code;Période;Nombre du haut;Nombre du bas\n"
PIX = (
    '\ufeff"Nom de l\'organisation";"ID Campagne";"Nom de la campagne";"Nom du Participant";'
    '"Prénom du Participant";"Envoi (O/N)";"Date de l\'envoi";"Nombre de pix total";"Certifiable (O/N)"\n'
)
GAR = (
    "UAI;idAbonnement;codeProjetRessource;idRessource;cumulAffectationEleve;cumulAffectationEnseignant;"
    "cumulAffectationDocumentaliste;cumulAffectationAutrePersonnel\n"
)


def file_of(text: str, name: str = "valeurs.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


def sent(lead, school, text, **more):
    return lead.post(url(school, "import_file"), {"file": file_of(text)} | more)


def refused(lead, school, text, **more) -> str:
    answer = sent(lead, school, text, **more)
    assert answer.status_code == 422
    with scope(school):
        assert not IndicatorValue.objects.for_school(school).exclude(source="computed").exists()
    return words_of(answer.text)


def pix_lines(name: str, count: int, day: str = "03/11/2026") -> str:
    line = f'"{name}";12;"Rentrée 6e";"MARTIN";"Zoé";"Oui";"{day}";{{}};"Non"\n'
    return PIX + "".join(line.format(100 + rank) for rank in range(count))


def applied(lead, school, preview):
    """Send back what the preview holds, as its button does."""
    names = ("code", "period", "numerator", "denominator")
    cells = {name: [] for name in names}
    for tag in preview.text.split("<input")[1:]:
        for name in names:
            if f'name="{name}"' in tag:
                cells[name].append(tag.split('value="')[1].split('"')[0])
    return lead.post(url(school, "import_apply"), cells, follow=True)


def test_our_own_table_is_read_shown_and_written(lead, school, followed):
    text = f"{OWN}{school.uai};PIX3;1er trimestre 2026-2027;108;144\n{school.uai};US1;2025-2026;24;40\n"
    preview = sent(lead, school, text)
    assert preview.text.count('name="code"') == 2
    with scope(school):
        assert not IndicatorValue.objects.for_school(school).filter(source="imported").exists()
    page = applied(lead, school, preview)
    assert "2 valeurs importées" in words_of(page.text)
    again = sent(lead, school, text)
    assert again.text.count("Déjà là") == 2, "the same file twice changes nothing"
    corrected = sent(lead, school, text.replace("108", "109"))
    assert "Corrigée" in corrected.text
    assert "remplace 75 % (108 sur 144)" in words_of(corrected.text)


def test_the_template_comes_back_as_it_left(lead, school, followed):
    data = lead.get(url(school, "import_template")).getvalue()
    table = read_table(data, "modele.csv")
    assert table.headers == ["UAI", "Code", "Période", "Nombre du haut", "Nombre du bas"]
    assert {cells[0] for _, cells in table.numbered()} == {school.uai}
    codes = {cells[1] for _, cells in table.numbered()}
    assert "PIX3" in codes
    assert not codes & set(sources()), "what Fanal counts is not to be filled"
    empty = data.decode("utf-8-sig")
    assert "remplissez au moins une ligne" in refused(lead, school, empty)
    filled = [f"{line[:-5]}10;20" if "PIX3" in line else line for line in empty.splitlines()]
    assert sent(lead, school, "\n".join(filled)).text.count('name="code"') == 1


def test_a_table_of_another_school_is_refused_by_name(lead, school, followed):
    words = refused(lead, school, f"{OWN}0290001X;PIX3;1er trimestre 2026-2027;108;144\n")
    assert "de l’établissement 0290001X" in words


def test_an_export_of_pix_of_another_school_is_refused_by_name(lead, school, followed):
    assert "« Collège Jacques-Prévert »" in refused(lead, school, pix_lines("Collège Jacques-Prévert", 8))


def test_an_export_of_pix_of_another_year_is_refused_by_name(lead, school, followed):
    words = refused(lead, school, pix_lines(school.name, 8, day="12/03/2026"))
    assert "porte sur 2025-2026" in words


def test_an_export_of_the_gar_of_another_school_is_refused_by_name(lead, school, followed):
    words = refused(lead, school, f"{GAR}0941295X;a;null;ark:/1/b;24;226;0;0\n", licences="500")
    assert "de l’établissement 0941295X" in words


def test_pix_gives_the_mean_and_keeps_no_name(lead, school, followed):
    """100 to 107 pix: a sum of 828 for eight profiles."""
    lead.post(url(school, "follow", "PIX2"))
    preview = sent(lead, school, pix_lines(school.name, 8))
    assert "Zoé" not in preview.text
    assert "MARTIN" not in preview.text
    page = applied(lead, school, preview)
    assert "D’où vient 104 pix 828 sur 8" in words_of(page.text)
    with scope(school):
        value = IndicatorValue.objects.for_school(school).get(source="imported")
        assert (value.numerator, value.denominator, value.people) == (828, 8, 8)


def test_four_profiles_of_pix_are_not_kept(lead, school, followed):
    assert "Moins de 5 profils" in refused(lead, school, pix_lines(school.name, 4))


def test_the_gar_is_summed_over_profiles_and_asks_for_the_licences(lead, school, followed):
    lead.post(url(school, "follow", "GAR1"))
    text = f"{GAR}{school.uai};a;null;ark:/1/b;24;226;0;0\n{school.uai};b;null;ark:/1/c;50;0;0;0\n"
    assert "licences disponibles" in refused(lead, school, text)
    page = applied(lead, school, sent(lead, school, text, licences="1200"))
    assert "25 %" in words_of(page.text)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("XX1;2025-2026;1;2", "n’est pas un code du catalogue"),
        ("PIX3;l’an dernier;1;2", "n’est pas une période"),
        ("PIX3;1er trimestre 2026-2027;beaucoup;2", "n’est pas un nombre"),
        ("PIX3;1er trimestre 2026-2027;1;1e9", "n’est pas un nombre"),
    ],
)
def test_a_line_that_says_nothing_is_named_with_its_number(lead, school, followed, line, reason):
    words = refused(lead, school, f"{OWN}{school.uai};{line}\n")
    assert "Ligne 2" in words
    assert reason in words


@pytest.mark.parametrize("text", ["", "a;b\n1;2\n", OWN])
def test_a_table_of_something_else_is_refused(lead, school, followed, text):
    assert sent(lead, school, text).status_code == 422


def test_what_fanal_counts_or_nobody_follows_is_refused_in_the_preview(lead, school, followed):
    """A half-year for a yearly indicator, a term to come, an indicator that is not followed."""
    lines = (
        "EQ2;2026-2027;1;2",
        "PIX3;2026-2027;60;80",
        "PIX3;3e trimestre 2026-2027;60;80",
        "PIX3;1er trimestre 2026-2027;90;80",
    )
    preview = sent(lead, school, OWN + "".join(f"{school.uai};{line}\n" for line in lines))
    assert preview.text.count("Refusée") == 4
    words = words_of(preview.text)
    for reason in (
        "n’est pas suivi",
        "n’a pas cette durée",
        "n’a pas encore commencé",
        "dépasse celui du bas",
    ):
        assert reason in words


def test_a_preview_that_was_tampered_with_writes_nothing(lead, school, followed):
    base = {"code": ["PIX3"], "period": ["2026-term-0"], "numerator": ["1"], "denominator": ["80"]}
    for broken in (
        {"period": ["2026-week-0"]},
        {"code": ["XX1"]},
        {"numerator": ["-1"]},
        {"numerator": ["90"]},
        {"numerator": ["1", "2"]},
        {"code": ["PIX3"] * 500},
        {"denominator": [str(Decimal(10) ** 20)]},
    ):
        assert lead.post(url(school, "import_apply"), base | broken).status_code == 422
    with scope(school):
        assert not IndicatorValue.objects.for_school(school).filter(source="imported").exists()


def test_one_period_twice_in_a_file_is_refused(lead, school, followed):
    """The preview said « Nouvelle » twice, and the last line alone was kept."""
    start = f"{school.uai};PIX3;1er trimestre 2026-2027"
    preview = sent(lead, school, f"{OWN}{start};100;120\n{start};50;120\n")
    assert preview.text.count('name="code"') == 1
    assert "Une ligne plus haut donne déjà cet indicateur" in words_of(preview.text)


@pytest.mark.parametrize(
    ("above", "below", "said"),
    [
        ("10", "3000000000", "vérifiez ce nombre"),
        ("10", "4294967297", "vérifiez ce nombre"),
        ("5", "0", "dépasse celui du bas"),
    ],
)
def test_what_no_school_counts_is_refused(lead, school, followed, above, below, said):
    """A number of people beyond what the base counts failed, or came back as another one."""
    preview = sent(lead, school, f"{OWN}{school.uai};PIX3;1er trimestre 2026-2027;{above};{below}\n")
    assert 'name="code"' not in preview.text
    assert said in words_of(preview.text)


@pytest.mark.parametrize("number", ["0,33333", "12 000,00000", "3001,23450"])
def test_what_the_preview_shows_is_written(lead, school, followed, number):
    """More decimals than are kept were accepted, then refused, in a loop."""
    lead.post(url(school, "follow", "VE1"))
    page = applied(lead, school, sent(lead, school, f"{OWN}{school.uai};VE1;octobre 2026;{number};\n"))
    assert "1 valeur importée" in words_of(page.text)


def test_pix_says_whose_score_is_missing_and_which_day_it_cannot_read(lead, school, followed):
    lead.post(url(school, "follow", "PIX2"))
    preview = sent(lead, school, pix_lines(school.name, 8).replace(";100;", ";NA;"))
    assert "1 profil sans score" in words_of(preview.text)
    words = refused(lead, school, pix_lines(school.name, 8, day="11/30/2026"))
    assert "« 11/30/2026 » n’est pas une date" in words


def test_a_count_of_the_gar_that_is_no_number_is_refused(lead, school, followed):
    lead.post(url(school, "follow", "GAR1"))
    words = refused(lead, school, f"{GAR}{school.uai};a;null;ark:/1/b;n.c.;1;0;0\n", licences="500")
    assert "Ligne 2 : « n.c. » n’est pas un nombre" in words


@pytest.mark.parametrize("day", ["1900-01-01", "2006-11-02"])
def test_an_export_of_another_age_is_refused(lead, school, followed, day):
    assert "vérifiez la date" in words_of(sent(lead, school, pix_lines(school.name, 8), day=day).text)


@pytest.fixture
def measured(lead, school, followed, boss):
    """Values that Fanal counted, typed ones, thirds, and one of a small group, that nothing shows."""
    lead.post(url(school, "follow", "VE1"))
    with scope(school):
        for hours in (2, 4, 5):
            asked = datetime(2026, 11, 16, 9, tzinfo=school.zone_info)
            ended = asked + timedelta(hours=hours)
            HelpRequestFactory(school=school, asked_at=asked, solved_at=ended, state="solved")
        measuring.measure_school(school, now=timezone.now(), by=boss)
        every = {row.code: row for row in Indicator.objects.for_school(school)}
        typed(every["PIX3"], term(0), 100, 144, boss)
        typed(every["US1"], MeasurePeriod(SchoolYear(2025), PeriodKind.YEAR), 3, 4, boss)
        october = MeasurePeriod(SchoolYear(2026), PeriodKind.MONTH, 1)
        typed(every["VE1"], october, "1250.3333", None, boss)


@pytest.mark.parametrize("form", ["csv", "xlsx", "ods"])
def test_the_export_comes_back_and_changes_nothing(lead, school, measured, form):
    """December § 5: it was « ni le modèle de Fanal », and counted values would have been refused."""
    lead.post(url(school, "delays_agree"))
    data = lead.get(url(school, "dashboard_export", form)).getvalue()
    rows = [dict(zip(HEADERS, cells, strict=True)) for _, cells in read_table(data, f"i.{form}").numbered()]
    readable = [row for row in rows if row["Nombre du haut"]]
    assert {"PIX3", "VE1"} < {row["Code"] for row in readable}
    assert {"Compté par Fanal", "Saisi"} <= {row["Origine"] for row in readable}
    assert "US1" not in {row["Code"] for row in readable}
    file = SimpleUploadedFile(f"indicateurs.{form}", data)
    preview = lead.post(url(school, "import_file"), {"file": file}).text
    assert preview.count("Déjà là") == len(readable)
    assert "Refusée" not in preview
    assert 'name="code"' not in preview
    assert "Ce fichier n’apporte rien" in words_of(preview)


def test_values_leave_with_two_decimals(lead, school, measured):
    """December § 5: « 69,4444444444444444444444444 »; its two sides stay as they were kept."""
    table = read_table(lead.get(url(school, "dashboard_export", "csv")).getvalue(), "i.csv")
    rows = {cells[0]: dict(zip(HEADERS, cells, strict=True)) for _, cells in table.numbered()}
    assert rows["PIX3"]["Valeur"] == "69,44"
    assert rows["VE1"]["Valeur"] == "1250,33"
    assert rows["VE1"]["Nombre du haut"] == "1250,3333"
    exact = [row["Valeur"] for row in rows.values() if row["Nombre du haut"]]
    assert all(len(value.partition(",")[2]) == 2 for value in exact), exact


def test_nobody_learns_by_a_file_that_they_guessed_what_is_hidden(lead, school, measured):
    """A value that Fanal counts and shows to nobody stays refused, guessed or not."""
    with scope(school):
        values = IndicatorValue.objects.for_school(school).filter(indicator__code="US1")
        values.update(source="computed")
    for above in ("3", "2"):
        preview = sent(lead, school, f"{OWN}{school.uai};US1;2025-2026;{above};4\n")
        assert "Refusée" in preview.text
        assert "Déjà là" not in preview.text


@pytest.mark.parametrize("above", ["3", "2"])
def test_a_guess_of_a_typed_value_that_is_hidden_reads_as_any_other(lead, school, measured, above):
    """Three in four of four people: « Déjà là » told the number that every page keeps to itself."""
    preview = sent(lead, school, f"{OWN}{school.uai};US1;2025-2026;{above};4\n")
    assert "Corrigée" in preview.text
    assert "1 valeur importée" in words_of(applied(lead, school, preview).text)


@pytest.mark.parametrize(
    "code", ["0001-year-0", "1066-year-0", "9999-month-11", "0000-half_term-1", "2015-year-0"]
)
def test_a_period_that_the_preview_would_not_give_is_not_written(lead, school, measured, code):
    """A value of the year 1 was kept, and every page of indicators was 500 from then on."""
    sides = {"code": "US1", "period": code, "numerator": "10", "denominator": "100"}
    assert lead.post(url(school, "import_apply"), sides).status_code == 422
    with scope(school):
        assert not IndicatorValue.objects.for_school(school).filter(period=code).exists()
    assert lead.get(url(school, "dashboard")).status_code == 200
