from django.urls import path

from fanal.disposals.views import disposal, documents, items, listing, papers

app_name = "disposals"
urlpatterns = [
    path("", listing.disposal_list, name="disposal_list"),
    path("nouvelle/", listing.disposal_prepare, name="disposal_prepare"),
    path("<int:disposal>/", disposal.disposal_page, name="disposal_page"),
    path("<int:disposal>/modifier/", disposal.disposal_change, name="disposal_change"),
    path("<int:disposal>/ajouter/", disposal.machines_add, name="machines_add"),
    path("<int:disposal>/reserve/", disposal.put_in_stock, name="put_in_stock"),
    path("<int:disposal>/arreter/", disposal.disposal_propose, name="disposal_propose"),
    path("<int:disposal>/rouvrir/", disposal.disposal_reopen, name="disposal_reopen"),
    path("<int:disposal>/abandonner/", disposal.disposal_abandon, name="disposal_abandon"),
    path("<int:disposal>/decision/", disposal.disposal_decide, name="disposal_decide"),
    path("<int:disposal>/decision/reprendre/", disposal.decision_undo, name="decision_undo"),
    path("<int:disposal>/sortir/", disposal.carry_out, name="carry_out"),
    path("<int:disposal>/effacement/", items.wiping_note, name="wiping_note"),
    path("<int:disposal>/preuves/", documents.document_add, name="document_add"),
    path("preuves/<int:disposal_document>/", documents.document_file, name="document_file"),
    path("preuves/<int:disposal_document>/retirer/", documents.document_remove, name="document_remove"),
    path("equipements/<int:disposal_item>/", items.item_change, name="item_change"),
    path("equipements/<int:disposal_item>/garder/", items.item_keep, name="item_keep"),
    path("equipements/<int:disposal_item>/perte/", items.loss_note, name="loss_note"),
    path("equipements/<int:disposal_item>/declaration.pdf", papers.loss_file, name="loss_file"),
    path("equipements/<int:disposal_item>/effacement.pdf", papers.item_wiping_file, name="item_wiping_file"),
    path("<int:disposal>/liste.pdf", papers.list_file, name="list_file"),
    path("<int:disposal>/liste-conseil.pdf", papers.board_file, name="board_file"),
    path("<int:disposal>/liste.<str:form>", papers.list_table, name="list_table"),
    path("<int:disposal>/effacement.pdf", papers.wiping_file, name="wiping_file"),
    path("<int:disposal>/remise/<str:destination>.pdf", papers.slip_file, name="slip_file"),
]
