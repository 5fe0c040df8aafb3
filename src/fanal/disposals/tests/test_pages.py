"""The pages of goods that leave: who sees them, what they say, what they refuse."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models.roles import Role
from fanal.core.errors import RuleBroken
from fanal.core.sheets import read_table
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.disposals.actions import leaving, preparing
from fanal.disposals.models import Disposal, DisposalDocument
from fanal.disposals.reading.papers import list_paper, loss_paper, slip_paper, wiping_paper
from fanal.disposals.rules.item import Destination
from fanal.disposals.tests.conftest import TODAY, decided, prepared, wipe
from fanal.equipment.models import Equipment
from fanal.equipment.rules.states import DisposalDecision
from fanal.equipment.tests.factories import EquipmentFactory
from fanal.helpdesk.tests.factories import HelpRequestFactory

pytestmark = pytest.mark.clock(TODAY)
MOST_QUERIES = 25
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
GIVEN = {"name": "Postes du CDI", "reason": "worn", "destination": "recycling", "words": ""}


def url(school, name, *args):
    return reverse(f"disposals:{name}", args=[school.uai, *args])


@pytest.fixture
def batch(school, machines, boss) -> Disposal:
    with scope(school):
        return prepared(school, machines, boss)


def test_the_whole_filter_of_the_list_is_proposed(lead, school, machines):
    """Issue: what is chosen in the list of equipment, ticked or not, becomes a batch."""
    several = reverse("equipment:equipment_several", args=[school.uai])
    answer = lead.post(several, {"do": "disposal", "tous": "3", "retour": "etat=reserve"})
    assert answer.status_code == 302
    page = lead.get(answer.url).text
    assert "3 équipements choisis dans la liste" in words_of(page)
    numbers = " ".join(str(machine.number) for machine in machines)
    made = lead.post(url(school, "disposal_prepare"), GIVEN | {"numbers": numbers})
    assert "3 équipements proposés" in words_of(lead.get(made.url).text)


def test_scanned_machines_of_two_owners_are_two_batches_and_a_sentence(lead, school, machines):
    with scope(school):
        EquipmentFactory(school=school, name="VP-1", state="stock", owner="school")
    made = lead.post(url(school, "disposal_prepare"), GIVEN | {"machines": "PC-A\nVP-1"})
    page = words_of(lead.get(made.url).text)
    assert "Sortie n° 1 et Sortie n° 2" in page
    assert "Chaque propriétaire décide de ses biens" in page


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"machines": ""}, "Scannez ou tapez au moins un équipement"),
        ({"machines": "INCONNU"}, "aucun appareil de l’établissement"),
        ({"machines": "PC-A", "name": " "}, "Donnez un nom"),
        ({"machines": "PC-A", "name": "x" * 61}, "60"),
        ({"machines": "PC-A", "destination": ""}, "Choisissez où vont"),
        ({"machines": "PC-A", "destination": "other"}, "Précisez la destination"),
        ({"machines": "PC-A", "reason": "lost"}, "n’est pas noté « perdu »"),
        ({"machines": "PC-A", "reason": "autre"}, "choix"),
        ({"machines": "", "numbers": "9" * 30 + " -1 x"}, "Choisissez au moins un équipement"),
    ],
)
def test_what_a_hostile_or_hasty_hand_sends_is_refused(lead, school, machines, sent, said):
    answer = lead.post(url(school, "disposal_prepare"), GIVEN | sent)
    assert answer.status_code == 422
    assert said in words_of(answer.text)
    with scope(school):
        assert not Disposal.objects.for_school(school).exists()


def test_a_double_press_proposes_once(lead, school, machines):
    page = url(school, "disposal_prepare")
    sent = GIVEN | {"machines": "PC-A", "key": "k" * 22}
    assert lead.post(page, sent).url == lead.post(page, sent).url
    with scope(school):
        assert Disposal.objects.for_school(school).count() == 1


def test_an_empty_choice_is_a_dash_as_everywhere(lead, school):
    """The destination said « - Choisir une option - », other lists « – »."""
    page = lead.get(url(school, "disposal_prepare"))
    assert page.context["form"].fields["destination"].choices[0] == ("", "–")
    assert "Choisir une option" not in page.text


def test_no_machine_is_attested_wiped_without_being_chosen(lead, school, machines, boss):
    """All 24 stood ticked with « Effacement fait »: only the method was missing to attest them all."""
    with scope(school):
        one, two = prepared(school, machines[:1], boss), prepared(school, machines[1:], boss, name="Deux")

    def ticked(batch, asked=""):
        page = lead.get(f"{url(school, 'wiping_note', batch.pk)}{asked}").text
        return len(re.findall(r'<input[^>]*name="items"[^>]* checked', page))

    assert ticked(one) == 1, "nothing else could be meant"
    assert ticked(two) == 0
    assert "Cocher les 2 à effacer" in words_of(lead.get(url(school, "wiping_note", two.pk)).text)
    assert ticked(two, "?tout=1") == 2


def test_from_the_list_to_the_last_paper(lead, bursar, school, machines, batch):
    page = url(school, "disposal_page", batch.pk)
    lead.post(url(school, "machines_add", batch.pk), GIVEN | {"machines": "PC-A"})
    assert bursar.post(url(school, "disposal_propose", batch.pk)).status_code == 302
    assert f'href="{page}">Annuler</a>' in bursar.get(url(school, "disposal_decide", batch.pk)).text
    assert "l’organe compétent de la collectivité" in words_of(bursar.get(page).text)
    decision = {"decision": "CP-114", "decided_on": TODAY.isoformat()}
    assert bursar.post(url(school, "disposal_decide", batch.pk), decision).status_code == 302
    refused = bursar.post(url(school, "carry_out", batch.pk))
    assert refused.status_code == 422
    assert "« PC-A » a des données à effacer" in words_of(refused.text)
    with scope(school):
        keys = list(batch.items.values_list("pk", flat=True))
    said = {"items": keys, "wiping": "done", "method": "Réécriture", "wiped_on": TODAY.isoformat()}
    assert lead.post(url(school, "wiping_note", batch.pk), said).status_code == 422
    person = {"wiped_by": lead.membership.person.pk}
    assert lead.post(url(school, "wiping_note", batch.pk), said | person).status_code == 302
    assert bursar.post(url(school, "carry_out", batch.pk)).status_code == 302
    for name in ("list_file", "board_file", "wiping_file"):
        assert lead.get(url(school, name, batch.pk)).content.startswith(b"%PDF"), name
    assert lead.get(url(school, "slip_file", batch.pk, "recyclage")).content.startswith(b"%PDF")
    assert lead.get(url(school, "slip_file", batch.pk, "autre")).status_code == 404
    with scope(school):
        one = batch.items.first()
    assert lead.get(url(school, "item_wiping_file", one.pk)).content.startswith(b"%PDF")
    table = lead.get(url(school, "list_table", batch.pk, "xlsx")).getvalue()
    assert [row[1] for row in read_table(table, "a.xlsx").rows] == ["PC-A", "PC-B", "PC-C"]
    record = reverse("equipment:equipment_page", args=[school.uai, machines[0].number])
    assert "décision CP-114 du 26 novembre 2026" in words_of(lead.get(record).text)
    assert "Terminée le 26 novembre 2026" in words_of(lead.get(page).text)


@pytest.mark.parametrize(
    "sent",
    [
        {"decision": "", "decided_on": "2026-11-26"},
        {"decision": "x" * 81, "decided_on": "2026-11-26"},
        {"decision": "CP", "decided_on": "2026-11-27"},
        {"decision": "CP", "decided_on": "0001-01-01"},
        {"decision": "CP", "decided_on": "9999-12-31"},
        {"decision": "CP", "decided_on": "2026-11-26", "refused": ["999999"]},
        {"decision": "CP", "decided_on": "2026-11-26", "refused": ["-1"]},
    ],
)
def test_a_decision_that_cannot_be_is_refused(bursar, school, batch, manager, sent):
    with scope(school):
        preparing.propose_disposal(batch, today=TODAY, by=manager)
    assert bursar.post(url(school, "disposal_decide", batch.pk), sent).status_code == 422


def test_a_request_that_is_open_hinders(lead, school, machines, batch):
    with scope(school):
        HelpRequestFactory(school=school, equipment=machines[0], asked_at=timezone.now() - timedelta(days=2))
    page = words_of(lead.get(url(school, "disposal_page", batch.pk)).text)
    assert "1 équipement ne peut pas encore sortir" in page
    assert "a une demande ouverte depuis le 24 novembre 2026" in page


def test_papers_say_what_is_known_and_leave_a_blank(school, machines, boss, manager):
    with scope(school):
        Equipment.objects.for_school(school).filter(name="PC-C").update(state="stolen")
        disposal = decided(school, machines, boss, manager)
        items = list(disposal.items.with_machine())
        stolen = items[2]
        assert dict(loss_paper(disposal, stolen, TODAY)["facts"])["N° de la plainte"] == ""
        with pytest.raises(RuleBroken, match="Aucun effacement"):
            wiping_paper(disposal, items, names_people=True, today=TODAY)
        slip = slip_paper(disposal, items, Destination.RECYCLING, TODAY)
        assert [row[0] for row in slip["rows"]] == ["PC-A", "PC-B"], "what is stolen goes nowhere"
        assert dict(slip["facts"])["Poids, en kg"] == ""
        paper = list_paper(disposal, for_board=False, today=TODAY)
        assert "1 500,00" in paper["total"].replace("\u202f", " ")
        assert dict(paper["facts"])["Décision n°"] == "CP-12"
        with pytest.raises(RuleBroken, match="pour destination"):
            slip_paper(disposal, items, Destination.DONATION, TODAY)


def test_nothing_is_handed_over_before_the_decision(lead, school, batch):
    answer = lead.get(url(school, "slip_file", batch.pk, "recyclage"))
    assert answer.status_code == 422
    assert "rien ne se remet avant elle" in words_of(answer.text)
    with scope(school):
        assert "Projet" in list_paper(batch, for_board=False, today=TODAY)["said"][1]


def test_a_private_school_names_its_own_body(lead, bursar, school, machines, boss, manager):
    with scope(school):
        school.status = "private"
        school.save(update_fields=["status"])
        Equipment.objects.for_school(school).update(owner="school")
        disposal = preparing.propose_disposal(prepared(school, machines, boss), today=TODAY, by=manager)
    page = words_of(bursar.get(url(school, "disposal_page", disposal.pk)).text)
    assert "OGEC" in page
    assert "conseil d’administration" not in page


def test_the_technician_reads_settled_lists_of_the_authority_alone(
    technician, lead, school, machines, batch, boss, manager
):
    page = url(school, "disposal_page", batch.pk)
    assert technician.get(page).status_code == 404, "in preparation"
    with scope(school):
        own = EquipmentFactory(school=school, state="stock", owner="school")
        other = preparing.propose_disposal(prepared(school, [own], boss), today=TODAY, by=manager)
        preparing.propose_disposal(batch, today=TODAY, by=manager)
    assert technician.get(page).status_code == 200
    assert technician.get(url(school, "list_file", batch.pk)).status_code == 200
    assert technician.get(url(school, "disposal_page", other.pk)).status_code == 404
    assert technician.post(url(school, "disposal_reopen", batch.pk)).status_code == 403
    record = reverse("equipment:equipment_page", args=[school.uai, own.number])
    assert "Sortie d’inventaire" not in words_of(technician.get(record).text)


def test_others_find_nothing(teacher, client_of, elsewhere, school, batch):
    for name in ("disposal_page", "list_file"):
        assert teacher.get(url(school, name, batch.pk)).status_code == 403
        stranger = client_of(elsewhere, Role.HEAD)
        assert stranger.get(url(elsewhere, name, batch.pk)).status_code == 404


def test_proofs_are_joined_read_and_taken_away(lead, technician, school, batch, manager):
    file = SimpleUploadedFile("deliberation.pdf", PDF, "application/pdf")
    assert lead.post(url(school, "document_add", batch.pk), {"file": file}).status_code == 302
    with scope(school):
        document = DisposalDocument.objects.for_school(school).get()
        preparing.propose_disposal(batch, today=TODAY, by=manager)
    page = url(school, "document_file", document.pk)
    assert lead.get(page).getvalue() == PDF
    assert technician.get(page).status_code == 403
    assert "deliberation.pdf" not in technician.get(url(school, "disposal_page", batch.pk)).text
    assert lead.post(url(school, "document_remove", document.pk)).status_code == 302
    assert lead.get(page).status_code == 404


def test_the_home_page_says_what_waits(bursar, school, batch, manager):
    home = reverse("web:home", args=[school.uai])
    with scope(school):
        disposal = preparing.propose_disposal(batch, today=TODAY, by=manager)
    assert "1 sortie d’inventaire attend la décision" in words_of(bursar.get(home).text)
    assert "Postes" in words_of(bursar.get(url(school, "disposal_list") + "?vue=attente").text)
    assert "Aucune sortie n’en est là" in bursar.get(url(school, "disposal_list") + "?vue=decidees").text
    with scope(school):
        leaving.decide_disposal(disposal, DisposalDecision("CP", TODAY), [], today=TODAY, by=manager)
    assert "1 sortie d’inventaire à terminer" in words_of(bursar.get(home).text)


def test_the_technician_s_home_says_what_waits_for_the_authority(technician, school, batch, boss, manager):
    home = reverse("web:home", args=[school.uai])
    said = "1 sortie d’inventaire attend la décision de la collectivité"
    assert said not in words_of(technician.get(home).text)
    with scope(school):
        own = EquipmentFactory(school=school, state="stock", owner="school")
        preparing.propose_disposal(prepared(school, [own], boss), today=TODAY, by=manager)
        preparing.propose_disposal(batch, today=TODAY, by=manager)
    page = technician.get(home)
    assert said in words_of(page.text)
    address = f"{url(school, 'disposal_list')}?vue=attente"
    assert address in page.text
    assert technician.get(address).context["page"].paginator.count == 1


def test_what_is_past_its_life_is_one_link_away(lead, school, machines):
    with scope(school):
        Equipment.objects.for_school(school).filter(name="PC-A").update(bought_on="2021-11-26")
        Equipment.objects.for_school(school).filter(name="PC-B").update(bought_on="2021-11-27")
    assert "1 équipement présent a dépassé" in words_of(lead.get(url(school, "disposal_list")).text)
    shown = lead.get(reverse("equipment:equipment_list", args=[school.uai]) + "?fin-de-vie=1").text
    assert "Choisir PC-A" in shown
    assert "Choisir PC-B" not in shown


def test_pages_cost_the_same_for_three_and_twenty(lead, school, machines, batch, boss, count_queries):
    pages = [url(school, "disposal_page", batch.pk), url(school, "disposal_list")]
    costs = []
    for page in pages:
        lead.get(page)
        with count_queries() as queries:
            lead.get(page)
        costs.append(len(queries))
    with scope(school):
        more = [EquipmentFactory(school=school, state="stock", type=machines[0].type) for _ in range(20)]
        extra = {"destination": "donation", "reason": "worn", "machines": ""}
        numbers = " ".join(str(row.number) for row in more)
        for row in more[:3]:
            prepared(school, [row], boss)
    lead.post(url(school, "machines_add", batch.pk), extra | {"numbers": numbers})
    for page, cost in zip(pages, costs, strict=True):
        lead.get(page)  # what the press before has to say is said
        with count_queries() as queries:
            lead.get(page)
        assert len(queries) <= cost
        assert len(queries) <= MOST_QUERIES
    with scope(school):
        assert batch.items.count() == 20
        wipe(batch, boss)
