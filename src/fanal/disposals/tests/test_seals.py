"""What somebody did not see is not decided of, overwritten or taken away."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from fanal.core.errors import NotAllowed, RuleBroken
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.disposals.actions import documents, items, leaving, preparing
from fanal.disposals.models import Disposal, DisposalDocument
from fanal.disposals.tests.conftest import TODAY, WORN, decided, prepared
from fanal.equipment.models import Equipment
from fanal.equipment.tests.factories import EquipmentFactory

pytestmark = pytest.mark.clock(TODAY)
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
DECISION = {"decision": "CP-114", "decided_on": TODAY.isoformat()}


def url(school, name, *args):
    return reverse(f"disposals:{name}", args=[school.uai, *args])


def test_no_decision_is_noted_on_a_list_that_nobody_saw(bursar, school, machines, boss, manager):
    """Issue: a list opened, reopened, changed and settled again behind the page was decided of unseen."""
    with scope(school):
        disposal = preparing.propose_disposal(prepared(school, machines, boss), today=TODAY, by=manager)
    page = url(school, "disposal_decide", disposal.pk)
    seen = bursar.get(page).context["seen"]
    with scope(school):
        other = EquipmentFactory(school=school, name="PC-Z", state="stock", owner="authority")
        disposal = preparing.reopen_disposal(disposal, by=manager)
        preparing.add_machines(disposal, [other], WORN, by=boss)
        preparing.propose_disposal(disposal, today=TODAY, by=manager)
    refused = bursar.post(page, DECISION | {"seen": seen})
    assert refused.status_code == 422
    assert "La liste a changé depuis" in words_of(refused.text)
    with scope(school):
        assert Disposal.objects.get(pk=disposal.pk).state == "proposed"
    assert bursar.post(page, DECISION | {"seen": bursar.get(page).context["seen"]}).status_code == 302


def test_an_old_tab_erases_nothing_of_a_batch(lead, school, machines, boss):
    """Issue: « Modifier » kept open wrote back the recipient of before."""
    with scope(school):
        disposal = prepared(school, machines, boss)
    page = url(school, "disposal_change", disposal.pk)
    seen = lead.get(page).context["seen"]
    with scope(school):
        values = {
            "name": "Postes",
            "recipient": "Emmaüs",
            "carrier": "",
            "recipient_kind": "",
            "gift_cents": None,
        }
        preparing.change_details(disposal, values, by=boss)
    sent = {"name": "Postes du CDI", "recipient": "", "carrier": "", "seen": seen}
    answer = lead.post(page, sent)
    assert answer.status_code == 422
    assert "Quelqu’un vient de changer" in words_of(answer.text)
    with scope(school):
        assert Disposal.objects.get(pk=disposal.pk).recipient == "Emmaüs"


@pytest.mark.parametrize("name", ["item_change", "loss_note"])
def test_an_old_tab_erases_nothing_of_a_line(lead, school, machines, boss, name):
    with scope(school):
        Equipment.objects.for_school(school).filter(name="PC-A").update(state="stolen")
        machine = machines[0] if name == "loss_note" else machines[1]
        item = prepared(school, machines, boss).items.get(equipment=machine)
    page = url(school, name, item.pk)
    shown = lead.get(page)
    form = shown.context["form"]
    sent = {field: form[field].value() or "" for field in form.fields} | {"seen": shown.context["seen"]}
    with scope(school):
        if name == "loss_note":
            values = {"happened_on": None, "circumstances": "Porte forcée.", "complaint": "", "insurer": ""}
            items.note_loss(item, values, today=TODAY, by=boss)
        else:
            values = {"reason": "obsolete", "destination": "recycling", "words": ""}
            items.change_item(item, values, by=boss)
    assert lead.post(page, sent).status_code == 422


def test_the_proof_of_a_closed_batch_stays(lead, school, ready, manager, boss):
    """Issue: any keeper removed the decision or the slip once the goods had left."""
    disposal = ready.disposal
    file = SimpleUploadedFile("deliberation.pdf", PDF, "application/pdf")
    lead.post(url(school, "document_add", disposal.pk), {"file": file})
    page = url(school, "disposal_page", disposal.pk)
    with scope(school):
        document = DisposalDocument.objects.for_school(school).get()
    remove = url(school, "document_remove", document.pk)
    assert remove in lead.get(page).text
    with scope(school):
        leaving.carry_out(disposal, now=timezone.now(), today=TODAY, by=manager)
        with pytest.raises(NotAllowed):
            documents.remove_document(document, by=boss)
    assert remove not in lead.get(page).text
    assert lead.post(remove).status_code == 403
    with scope(school):
        assert DisposalDocument.objects.for_school(school).filter(pk=document.pk).exists()
    other = SimpleUploadedFile("bordereau.pdf", PDF + b"\n", "application/pdf")
    assert lead.post(url(school, "document_add", disposal.pk), {"file": other}).status_code == 302


def test_a_closed_batch_tells_who_may_alone_that_its_goods_left(technician, bursar, school, ready, manager):
    """Issue: the technician who pressed on a closed batch read « sont sortis » before any right was asked."""
    page = url(school, "carry_out", ready.disposal.pk)
    with scope(school):
        leaving.carry_out(ready.disposal, now=timezone.now(), today=TODAY, by=manager)
    assert technician.post(page).status_code == 403
    assert bursar.post(page).status_code == 302, "the second of two who press"
    assert "Sortir de l’inventaire" not in bursar.get(url(school, "disposal_page", ready.disposal.pk)).text


def test_a_batch_that_was_refused_whole_is_not_said_to_have_left(school, machines, boss, manager):
    with scope(school):
        disposal = decided(school, machines, boss, manager, refused=machines)
        with pytest.raises(RuleBroken, match="a tout refusé"):
            leaving.carry_out(disposal, now=timezone.now(), today=TODAY, by=manager)
