"""Three services reconciled to zero differences: bring, settle, export, correct, bring again."""

import csv
import io
from pathlib import Path

import pytest

from fanal.core.clock.testing import today

REMOVED = ("orphan", "duplicate")


class Accounts:
    """A service elsewhere: its accounts as it exports them, and what its administrator does to them."""

    def __init__(self, desk, name, headers, lines, key):
        self.page, self.name, self.headers, self.lines, self.key = desk, name, headers, lines, key

    def open(self, home):
        self.page.goto(home)
        self.page.get_by_role("link", name=self.name, exact=True).click()
        self.page.get_by_role("heading", name=self.name, exact=True).wait_for()

    def bring(self, folder: Path):
        """Export the list from the service, and compare it in Fanal."""
        file = folder / f"{self.name}.csv"
        text = io.StringIO()
        csv.writer(text, delimiter=";").writerows([self.headers, *self.lines])
        file.write_text(text.getvalue(), encoding="utf-8")
        self.page.get_by_role("link", name="Comparer une liste").first.click()
        self.page.set_input_files("#file", file)
        self.page.get_by_role("button", name="Continuer").click()
        self.page.get_by_role("heading", name="Vérifier les colonnes").wait_for()
        self.page.get_by_role("button", name="Comparer").click()
        sure = self.page.get_by_label("Oui, elle est complète")
        of_name = f"d’{self.name}" if self.name[0] in "AEIOU" else f"de {self.name}"
        page = self.page.get_by_role("heading", name=f"Comptes {of_name}", exact=True)
        page.or_(sure).first.wait_for()
        if sure.count():
            sure.check()
            self.page.get_by_role("button", name="Comparer").click()
        self.page.get_by_text("La liste n’est pas gardée").wait_for()

    def kinds(self):
        """The kinds that have something to do, by the filters of the page."""
        links = self.page.locator(".chips a").evaluate_all("all => all.map(one => one.search)")
        return [link.partition("sorte=")[2] for link in links if "sorte=" in link]

    def correct(self, kind):
        """Take what is to do of one kind, do it in the service, and tick it."""
        self.page.goto(f"{self.page.url.partition('?')[0]}?sorte={kind}")
        with self.page.expect_download() as file:
            self.page.get_by_role("link", name="À faire (CSV)").click()
        text = Path(file.value.path()).read_text(encoding="utf-8-sig")
        headers, *rows = csv.reader(io.StringIO(text), delimiter=";")
        assert headers == self.headers
        named = {self._of(row): row for row in rows}
        if kind == "missing":
            place = self.headers.index(self.key) if self.key else 0
            for rank, row in enumerate(rows):
                row[place] = row[place] or f"nouveau{rank}"
            self.lines += rows
        elif kind in REMOVED:
            self.lines = [line for line in self.lines if self._of(line) not in named]
        else:
            self.lines = [named.get(self._of(line), line) for line in self.lines]
            self._change(kind, named)
        self._tick(kind)

    def recognise(self):
        """A teacher and a pupil of one name: the account that was just opened is the teacher's."""
        whose = self.page.get_by_role("button", name="C’est ").filter(has_not_text="né le")
        for _ in range(whose.count()):
            self._press(whose)

    def _of(self, line):
        return line[self.headers.index(self.key)] if self.key else tuple(line[2:4])

    def _change(self, kind, named):
        """Rights are taken back; whoever had not come for long signs in."""
        column, value = {
            "admin": ("Administrateur", ""),
            "dormant": ("Dernière connexion", f"{today():%d/%m/%Y}"),
        }.get(kind, ("", ""))
        for line in self.lines:
            if column and self._of(line) in named:
                line[self.headers.index(column)] = value

    def _press(self, button):
        with self.page.expect_navigation():
            button.first.click()

    def _tick(self, kind):
        several = self.page.locator("summary", has_text="d’un coup")
        if kind == "shared":
            self.page.locator("summary", has_text="Accepter").first.click()
            self.page.get_by_label("Pourquoi").first.fill("le poste de prêt")
            self._press(self.page.get_by_role("button", name="Accepter"))
        elif several.count():
            several.click()
            self._press(self.page.get_by_role("button", name="Tout est fait"))
        else:
            self._press(self.page.get_by_role("button", name="Fait"))


def pupils_shown(page, home):
    """The pupils of the first page of the list, as (family, given, class)."""
    page.goto(home)
    rows = page.locator("#results .queue a")
    return [
        (*row.locator("b").inner_text().split(" ", 1), row.locator(".muted").inner_text().split(" ")[0])
        for row in rows.all()
    ]


def test_three_services_are_reconciled_to_zero_differences(person, demonstration, tmp_path):
    desk, home = person("head").page, demonstration.page("services/")
    pupils = [pupil for pupil in pupils_shown(desk, demonstration.page("eleves/")) if len(pupil) == 3][:12]
    ent = Accounts(
        desk,
        "ENT",
        ["Identifiant", "Nom", "Prénom", "Classe", "Profil", "Dernière connexion", "Administrateur"],
        [[f"e{n}", family, given, klass, "Élève", "", ""] for n, (family, given, klass) in enumerate(pupils)],
        "Identifiant",
    )
    ent.lines[1][4] = "Enseignant"
    ent.lines[2][5] = "01/09/2024"
    ent.lines += [
        ["e0bis", *pupils[0], "Élève", f"{today():%d/%m/%Y}", ""],
        ["parti", "INCONNUE", "Zita", "3A", "Élève", "", ""],
        ["cdi", "", "CDI", "", "Personnel", "", ""],
        ["racine", "SUPERVISEUSE", "Ada", "", "Enseignant", "", "oui"],
    ]
    pronote = Accounts(
        desk,
        "Pronote",
        ["Identifiant de connexion", "Nom", "Prénom", "Type"],
        [["parti", "PARTANT", "Guy", "Professeur"]],
        "Identifiant de connexion",
    )
    pix = Accounts(
        desk,
        "Pix Orga",
        ["ID Campagne", "Nom de la campagne", "Nom du Participant", "Prénom du Participant", "Classe"],
        [["41", "Rentrée", family, given, klass] for family, given, klass in pupils],
        "",
    )
    for service in (ent, pronote, pix):
        service.open(home)
        service.bring(tmp_path)
        while kinds := service.kinds():
            service.correct(kinds[0])
        service.bring(tmp_path)
        service.recognise()
        left = desk.locator("tbody tr").all_inner_texts() if service.kinds() else []
        assert left == [], service.name
        assert desk.get_by_text("Aucun écart").count() == 1, service.name
    desk.goto(home)
    left = {
        row.locator("th a").inner_text(): row.locator("td[data-label='À régler']").inner_text().strip()
        for row in desk.locator("tbody tr").all()
    }
    compared = {name: count for name, count in left.items() if count != "–"}  # the others never were
    assert compared == {"ENT": "0", "Pronote": "0", "Pix Orga": "0"}


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (360, True)])
def test_login_sheets_are_looked_at_then_printed(person, demonstration, tmp_path, width, dark):
    someone = person("digital_lead", width=width, dark=dark)
    page, file = someone.page, tmp_path / "comptes.csv"
    file.write_text("Nom;Prénom;Classe;Identifiant;Mot de passe\nROY;Léa;6A;lroy;azerty-17\nX;Y;6A;xy;\n")
    page.goto(demonstration.page("services/"))
    page.get_by_role("link", name="Pix Orga", exact=True).click()
    page.get_by_role("link", name="Fiches de connexion").click()
    page.set_input_files("#file", file)
    page.locator("#columns").get_by_text("1 fiche, 1 classe").wait_for()
    assert "azerty-17" not in page.content()
    page.get_by_label("Identifiant").select_option(label="–")
    page.locator("#columns").get_by_text("Dites quelle colonne est l’identifiant").wait_for()
    page.get_by_label("Identifiant").select_option(label="Identifiant")
    page.locator("#columns").get_by_text("La ligne 3 n’aura pas de fiche").wait_for()
    with page.expect_download() as made:
        page.get_by_role("button", name="Faire le PDF").click()
    assert Path(made.value.path()).read_bytes().startswith(b"%PDF-")
    assert (someone.axe(), someone.overflows(), someone.complaints) == ([], False, [])


@pytest.mark.parametrize(("width", "dark"), [(1280, True), (360, False)])
def test_a_letter_is_written_and_printed_for_a_class(person, demonstration, width, dark):
    someone = person("digital_lead", width=width, dark=dark)
    page = someone.page
    page.goto(demonstration.page("eleves/courriers/"))
    page.get_by_role("link", name="Réunion d’information").first.click()
    page.get_by_label("Objet").fill(f"Réunion pour {{{{prénom}}}} ({width})")
    page.locator("#preview").get_by_text(f"Réunion pour Zoé ({width})").wait_for()
    assert someone.axe() == []
    page.get_by_role("button", name="Enregistrer").click()
    page.locator("label.chip", has_text="6B").click()
    page.locator("#preview").get_by_text("courriers. Voici le premier").wait_for()
    with page.expect_download() as made:
        page.get_by_role("button", name="Faire le PDF").click()
    assert Path(made.value.path()).read_bytes().startswith(b"%PDF-")
    assert (someone.axe(), someone.overflows(), someone.complaints) == ([], False, [])
