"""Once somebody says whose account it is, the page shows what the next comparison will say, and counts it."""

from datetime import date

import pytest

from fanal.account_lists.actions import findings, owners, undo_match
from fanal.account_lists.actions.expected_admins import expect_admins
from fanal.account_lists.models import AccountOwner, Comparison, Finding
from fanal.account_lists.testing import TODAY
from fanal.core.errors import NotAllowed, RuleBroken

HEADERS = "Login;Nom;Prénom;Profil;Dernière connexion;Administrateur;Identifiant externe\n"
pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]


def rows_of(keeper):
    rows = Finding.objects.for_school(keeper.school).filter(state="todo")
    return sorted(
        (
            finding.kind,
            finding.key,
            str(sorted(finding.cells.items())),
            finding.why,
            finding.pupil_id or 0,
            finding.person_id or 0,
        )
        for finding in rows
    )


def counts(keeper):
    last = Comparison.objects.for_school(keeper.school).order_by("-pk")[0]
    return last.read, last.matched, last.orphan, last.doubt, last.found


def decide(keeper, login, choice):
    doubts = Finding.objects.for_school(keeper.school).filter(kind="doubt", state="todo")
    doubt = next(finding for finding in doubts if finding.cells["login"] == login)
    return owners.decide_owner(doubt, choice, today=TODAY, by=keeper.by)


@pytest.fixture
def namesakes(keeper):
    """Two pupils and a teacher of one name; one more pupil who has an account by her number, one who left."""
    keeper.service.holders = "both"
    keeper.service.save()
    return {
        "six": keeper.pupil("ROY", "Léa", "6A"),
        "five": keeper.pupil("ROY", "Léa", "5B", key="K5"),
        "gone": keeper.pupil("ROY", "Léa", "3C", left_on=date(2026, 9, 20)),
        "staff": keeper.staff("ROY", "Léa", email="lea.roy@ac.invalid"),
    }


LISTS = {
    "alone": "a;ROY;Léa;;;;\n",
    "another account by number": "a;ROY;Léa;;;;\nb;ROY;Léa;;;;K5\n",
    "two doubts": "a;ROY;Léa;;01/11/2026;;\nc;ROY;Léa;;02/11/2026;;\n",
    "old": "a;ROY;Léa;;01/01/2025;;\nb;ROY;Léa;;;;K5\n",
    "rights": "a;ROY;Léa;;01/11/2026;oui;\n",
    "everything": "a;ROY;Léa;;01/01/2024;oui;\nb;ROY;Léa;;02/11/2026;;K5\nc;ROY;Léa;;;;\n",
}


@pytest.mark.parametrize("choice", ["six", "five", "gone", "staff", "nobody"])
@pytest.mark.parametrize("name", LISTS)
def test_a_decision_shows_at_once_what_the_next_comparison_says(keeper, namesakes, name, choice):
    keeper.compare(HEADERS + LISTS[name])
    kind = "staff" if choice == "staff" else "pupil"
    answer = "nobody" if choice == "nobody" else f"{kind} {namesakes[choice].pk}"
    decide(keeper, "a", answer)
    at_once, counted = rows_of(keeper), counts(keeper)
    keeper.compare(HEADERS + LISTS[name] + "\n")
    assert at_once == rows_of(keeper)
    assert counted == counts(keeper)


@pytest.mark.parametrize("choice", ["six", "five", "gone", "staff", "nobody"])
@pytest.mark.parametrize("name", LISTS)
def test_going_back_on_a_decision_leaves_everything_as_before(keeper, namesakes, name, choice):
    keeper.compare(HEADERS + LISTS[name])
    before, counted = everything(keeper), counts(keeper)
    kind = "staff" if choice == "staff" else "pupil"
    doubt = decide(keeper, "a", "nobody" if choice == "nobody" else f"{kind} {namesakes[choice].pk}")
    assert everything(keeper) != before
    undo_match.undo_decision(doubt, by=keeper.by)
    assert (everything(keeper), counts(keeper)) == (before, counted)
    assert not AccountOwner.objects.for_school(keeper.school).exists()
    with pytest.raises(RuleBroken):
        undo_match.undo_decision(doubt, by=keeper.by)


def everything(keeper):
    return sorted(str(row) for row in Finding.objects.for_school(keeper.school).values())


def test_decisions_are_undone_last_first_and_never_after_another_list(keeper, namesakes):
    keeper.compare(HEADERS + LISTS["two doubts"])
    before = everything(keeper)
    first = decide(keeper, "a", f"pupil {namesakes['six'].pk}")
    second = decide(keeper, "c", f"pupil {namesakes['six'].pk}")
    with pytest.raises(RuleBroken, match="Une autre décision"):
        undo_match.undo_decision(first, by=keeper.by)
    undo_match.undo_decision(second, by=keeper.by)
    undo_match.undo_decision(first, by=keeper.by)
    assert everything(keeper) == before
    again = decide(keeper, "a", "nobody")
    keeper.compare(HEADERS + LISTS["two doubts"] + "\n")
    with pytest.raises(NotAllowed):  # settled by the list: nothing to go back on
        undo_match.undo_decision(again, by=keeper.by)


def test_what_was_settled_since_is_not_lost_by_going_back(keeper, namesakes):
    keeper.compare(HEADERS + LISTS["rights"])
    doubt = decide(keeper, "a", f"staff {namesakes['staff'].pk}")
    (rights,) = keeper.findings("admin")
    settle = {"today": TODAY, "by": keeper.by}
    findings.settle_finding(rights, "accepted", reason="Elle gère le service", **settle)
    with pytest.raises(RuleBroken, match="réglé depuis"):
        undo_match.undo_decision(doubt, by=keeper.by)
    rights.refresh_from_db()
    assert (rights.state, rights.reason) == ("accepted", "Elle gère le service")
    findings.settle_finding(rights, "todo", **settle)
    undo_match.undo_decision(doubt, by=keeper.by)
    assert keeper.findings("doubt")


def test_a_profile_that_is_not_its_owner_s_shows_at_once(keeper, namesakes):
    for klass in ("6A", "5B"):
        keeper.pupil("DUO", "Ana", klass)
    keeper.compare(HEADERS + "d;DUO;Ana;Enseignant;01/01/2024;x;\n")
    decide(keeper, "d", " ".join(map(str, keeper.findings("doubt")[0].candidates[0])))
    at_once, counted = rows_of(keeper), counts(keeper)
    assert {"profile", "dormant", "admin"} <= {row[0] for row in at_once}
    keeper.compare(HEADERS + "d;DUO;Ana;Enseignant;01/01/2024;x;\n\n")
    assert (at_once, counted) == (rows_of(keeper), counts(keeper))


def test_every_doubt_decided_leaves_what_the_next_comparison_finds(keeper, namesakes):
    keeper.compare(HEADERS + LISTS["two doubts"])
    decide(keeper, "a", f"pupil {namesakes['six'].pk}")
    decide(keeper, "c", f"pupil {namesakes['six'].pk}")
    at_once, counted = rows_of(keeper), counts(keeper)
    assert [row[0] for row in at_once] == ["duplicate", "missing", "missing", "missing"]
    keeper.compare(HEADERS + LISTS["two doubts"] + "\n")
    assert (at_once, counted) == (rows_of(keeper), counts(keeper))


def test_rights_that_are_expected_are_settled_with_their_owner(keeper, namesakes):
    expect_admins(keeper.service, [namesakes["staff"]], today=TODAY, by=keeper.by)
    keeper.compare(HEADERS + LISTS["rights"])
    assert keeper.findings("admin")
    decide(keeper, "a", f"staff {namesakes['staff'].pk}")
    assert not keeper.findings("admin")
    assert counts(keeper)[4].get("admin") is None


def test_a_decision_is_taken_once(keeper, namesakes):
    keeper.compare(HEADERS + LISTS["alone"])
    doubt = decide(keeper, "a", "nobody")
    with pytest.raises(RuleBroken):
        owners.decide_owner(doubt, f"pupil {namesakes['six'].pk}", today=TODAY, by=keeper.by)
