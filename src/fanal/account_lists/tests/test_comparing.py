"""What differs, of each kind; what comes back; and what is kept of a list."""

from datetime import date, timedelta

import pytest

from fanal.account_lists.actions import comparisons, findings
from fanal.account_lists.actions.expected_admins import expect_admins
from fanal.account_lists.models import Comparison, Finding
from fanal.account_lists.testing import NOW, TODAY
from fanal.accounts.models import Membership
from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import Delegated, Role
from fanal.core.errors import NotAllowed, RuleBroken
from fanal.core.imports.models import Import, ImportLine
from fanal.core.imports.shown import columns_of
from fanal.core.journal.models import JournalEntry
from fanal.online_services.actions import register

LIST = """Identifiant;Nom;Prénom;Classe;Courriel;Profil;Dernière connexion;Administrateur;Mot de passe
u1;MARTIN;Zoé;6A;;Élève;20/11/2026;non;secret1
u2;MARTIN;Zoé;6A;;Élève;01/09/2026;;secret2
u3;ROY;Paul;6A;;Enseignant;;;secret3
u4;PARTI;Luc;6A;;Élève;;;
u5;;CDI;;cdi@ecole.invalid;Personnel;;;
u6;PETIT;Anne;;anne@ac.invalid;Enseignant;03/01/2026;oui;
u7;INCONNU;Max;5B;;Élève;;;
u8;MARTIN;Paule;;;Responsable;;;
u9;;;;;;;;
;;;6A;;;;;
"""
pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]


@pytest.fixture
def full(keeper):
    """One of each difference is in LIST."""
    keeper.service.holders = "both"
    keeper.service.save()
    keeper.pupil("MARTIN", "Zoé")
    keeper.pupil("ROY", "Paul")
    keeper.pupil("ABSENTE", "Ana", "6B")
    keeper.pupil("PARTI", "Luc", left_on=date(2026, 10, 1))
    keeper.staff("PETIT", "Anne", email="anne@ac.invalid")
    return keeper


def test_each_difference_is_found_once(full):
    done = full.compare(LIST)
    rows = {
        (finding.kind, finding.cells.get("identifier", finding.cells.get("family_name")))
        for finding in full.findings()
    }
    assert rows == {
        ("duplicate", "u2"),
        ("profile", "u3"),
        ("orphan", "u4"),
        ("shared", "u5"),
        ("dormant", "u6"),
        ("admin", "u6"),
        ("orphan", "u7"),
        ("orphan", "u9"),
        ("missing", "ABSENTE"),
        ("missing", "Cheffe"),
    }
    counts = (done.read, done.matched, done.orphan, done.shared, done.doubt, done.left_out, done.refused)
    assert counts == (10, 4, 3, 1, 0, 1, 1)
    assert done.found["missing"] == 2


def test_nothing_is_kept_of_a_list_but_what_differs(full):
    made = full.deposit(LIST)
    lines = ImportLine.objects.for_school(full.school).filter(imported=made.imported)
    cells = [line.cells for line in lines.order_by("line")]
    assert cells[0][0] == "u1"
    assert "secret" not in str(cells)
    assert columns_of(made.imported)[8].never == "mot de passe ou code"
    full.compare(LIST)
    assert Import.objects.for_school(full.school).filter(stage="applied").count() == 1
    lines = ImportLine.objects.for_school(full.school).exclude(imported=made.imported)
    assert not lines.exists()
    assert not Finding.objects.for_school(full.school).filter(cells__identifier="u1").exists()


def test_a_column_of_passwords_is_not_read_even_when_it_is_asked_for(full):
    made = full.deposit(LIST)
    columns = [*made.imported.columns[:8], "login"]
    comparisons.compare_accounts(made, columns, is_sure=False, today=TODAY, now=NOW, by=full.by)
    assert not Finding.objects.for_school(full.school).filter(cells__has_key="login").exists()


def test_the_same_list_twice_changes_nothing(full):
    full.compare(LIST)
    before = [(finding.pk, finding.since, finding.returned) for finding in full.findings()]
    first = full.findings("orphan")[0]
    findings.settle_finding(first, "done", today=TODAY, by=full.by)
    full.compare(LIST, today=TODAY + timedelta(days=2))
    after = [(finding.pk, finding.since, finding.returned) for finding in full.findings()]
    assert after == [finding for finding in before if finding[0] != first.pk]
    assert [finding.pk for finding in full.findings(state="done")] == [first.pk]


def test_a_line_ticked_done_that_a_newer_list_still_tells_is_to_do_again(full):
    full.compare(LIST)
    findings.settle_finding(full.findings("orphan")[0], "done", today=TODAY, by=full.by)
    full.compare(LIST + "\n", today=TODAY + timedelta(days=40))
    again = [finding for finding in full.findings("orphan") if finding.returned]
    assert [(finding.returned, finding.since) for finding in again] == [("still", TODAY)]


def test_what_disappears_says_nothing_more_and_is_known_again_when_it_comes_back(full):
    full.compare(LIST)
    without = "\n".join(line for line in LIST.splitlines() if not line.startswith("u7"))
    full.compare(without, today=TODAY + timedelta(days=1))
    gone = full.findings("orphan", state="gone")
    assert [(finding.cells, finding.pupil_id, finding.why) for finding in gone] == [({}, None, "")]
    full.compare(LIST, today=TODAY + timedelta(days=9))
    back = Finding.objects.for_school(full.school).get(pk=gone[0].pk)
    assert (back.state, back.returned, back.since) == ("todo", "back", TODAY + timedelta(days=9))


def test_what_is_accepted_stays_accepted_with_its_reason(full):
    full.compare(LIST)
    finding = full.findings("shared")[0]
    with pytest.raises(RuleBroken, match="Dites pourquoi"):
        findings.settle_finding(finding, "accepted", today=TODAY, by=full.by)
    findings.settle_finding(finding, "accepted", reason="Poste du CDI", today=TODAY, by=full.by)
    full.compare(LIST + "\n", today=TODAY + timedelta(days=9))
    assert [kept.reason for kept in full.findings("shared", state="accepted")] == ["Poste du CDI"]


def test_an_expected_administrator_is_no_difference(full):
    full.compare(LIST)
    anne = full.findings("admin")[0].person
    expect_admins(full.service, [anne], today=TODAY, by=full.by)
    assert full.findings("admin") == []
    full.compare(LIST)
    assert full.findings("admin") == []


def test_the_head_of_the_school_is_no_unexpected_administrator(full):
    """verified.md § 2.12: a review then proposed to take the head's own rights away."""
    full.compare(LIST)
    anne = full.findings("admin")[0].person
    Membership.objects.create(
        school=full.school, person=anne, roles=[Role.HEAD], valid_from=TODAY - timedelta(days=9)
    )
    full.compare(LIST)
    assert full.findings("admin") == []
    Membership.objects.for_school(full.school).filter(person=anne).update(
        valid_until=TODAY - timedelta(days=1)
    )
    full.compare(LIST + "\n")
    assert [finding.person for finding in full.findings("admin")] == [anne]


def test_a_list_without_connections_leaves_dormant_accounts_as_they_were(full):
    full.compare(LIST)
    shorter = "\n".join(";".join(line.split(";")[:6]) for line in LIST.splitlines())
    full.compare(shorter)
    assert len(full.findings("dormant")) == 1
    assert len(full.findings("admin")) == 1


def test_several_lines_of_one_account_are_one(keeper):
    """As in the results of a campaign of Pix: one line a participation."""
    keeper.pupil("ROY", "Paul")
    pix = "\ufeffID Campagne;Code;Nom du Participant;Prénom du Participant;Classe;Date de l'envoi\n"
    rows = "1;C;ROY;Paul;6A;2026-01-10\n2;C;ROY;Paul;6A;2026-11-10\n"
    done = keeper.compare(pix + rows)
    assert (done.read, done.matched, done.repeated) == (2, 1, 1)
    assert keeper.kinds() == []


def test_a_list_cut_in_two_asks_before_it_blames(keeper):
    pupils = [keeper.pupil(f"NOM{n}", "Zoé") for n in range(30)]
    head = "Nom;Prénom\n"
    keeper.compare(head + "".join(f"{pupil.family_name};Zoé\n" for pupil in pupils))
    short = head + "".join(f"{pupil.family_name};Zoé\n" for pupil in pupils[:9])
    with pytest.raises(comparisons.Doubtful, match="peut-être coupée"):
        keeper.compare(short)
    assert keeper.findings() == []
    keeper.compare(short, is_sure=True)
    assert len(keeper.findings("missing")) == 21


def test_the_list_of_another_school_asks_before_it_blames(keeper):
    keeper.pupil("ROY", "Paul")
    text = "Nom;Prénom\n" + "".join(f"AUTRE{n};Zoé\n" for n in range(12))
    with pytest.raises(comparisons.Doubtful, match="ne ressemblent à personne"):
        keeper.compare(text)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Classe;Profil\n6A;Élève\n", "de quoi reconnaître les personnes"),
        ("Nom;Nom;Prénom\nA;B;C\n", "Deux colonnes sont données"),
        ("Nom;Prénom\n", "aucune ligne"),
    ],
)
def test_columns_that_are_not_enough_are_refused(keeper, text, sentence):
    keeper.pupil("ROY", "Paul")
    with pytest.raises(RuleBroken, match=sentence):
        keeper.compare(
            text, columns=["family_name", "family_name", "given_name"] if "Nom;Nom" in text else None
        )


def test_a_school_without_pupils_is_told_to_import_them_first(keeper):
    with pytest.raises(RuleBroken, match="aucun élève"):
        keeper.compare("Nom;Prénom\nROY;Paul\n")


def test_several_lines_are_settled_at_once_with_one_entry(full):
    full.compare(LIST)
    assert findings.settle_several(full.service, "orphan", "done", today=TODAY, by=full.by) == 3
    assert full.findings("orphan") == []
    entries = JournalEntry.objects.for_school(full.school).filter(verb="online_services.findings_settled")
    assert entries.count() == 1


def test_rights_of_administration_are_the_management_s_to_accept(full):
    full.compare(LIST)
    lead = Actor("person:9", "Référente", frozenset({Role.DIGITAL_LEAD, *Delegated}))
    with pytest.raises(NotAllowed):
        findings.settle_finding(full.findings("admin")[0], "accepted", reason="x", today=TODAY, by=lead)


def test_an_archived_service_forgets_its_differences_and_keeps_its_counts(full):
    full.compare(LIST)
    full.deposit(LIST)
    register.archive_service(full.service, today=TODAY, by=full.by)
    assert not Finding.objects.for_school(full.school).exists()
    assert not ImportLine.objects.for_school(full.school).exists()
    assert Comparison.objects.for_school(full.school).count() == 1


def test_three_lists_later_nothing_differs(full):
    """Settled in the service by what Fanal said: the last list has no difference left."""
    full.service.dormant_days = 180
    full.compare(LIST)
    fixed = """Identifiant;Nom;Prénom;Classe;Courriel;Profil;Dernière connexion;Administrateur
u1;MARTIN;Zoé;6A;;Élève;20/11/2026;
u3;ROY;Paul;6A;;Élève;;
u6;PETIT;Anne;;anne@ac.invalid;Enseignant;24/11/2026;
u10;ABSENTE;Ana;6B;;Élève;;
u11;Cheffe;Anne;;;Personnel;;
"""
    done = full.compare(fixed, is_sure=True)
    assert (full.findings(), done.found) == ([], {})
