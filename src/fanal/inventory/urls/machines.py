"""The pages of machines, under « Équipements »."""

from django.urls import path

from fanal.inventory.views import agent_setup, machine, machine_key

app_name = "inventory"
urlpatterns = [
    path("", machine.machine_list, name="machine_list"),
    path("<int:number>/", machine.machine_page, name="machine_page"),
    path("<int:number>/rattacher/", machine.machine_attach, name="machine_attach"),
    path("<int:number>/fiche/", machine.machine_record, name="machine_record"),
    path("<int:number>/ignorer/", machine.machine_ignore, name="machine_ignore"),
    path("<int:number>/reprendre/", machine.machine_restore, name="machine_restore"),
    path("<int:number>/detacher/", machine.machine_detach, name="machine_detach"),
    path("<int:number>/garder/", machine.difference_keep, name="difference_keep"),
    path("<int:number>/remplacer/", machine.difference_replace, name="difference_replace"),
    path("<int:number>/cle/donner/", machine_key.key_give, name="key_give"),
    path("<int:number>/cle/retirer/", machine_key.key_take_back, name="key_take_back"),
    path("<int:number>/cle/confirmer/", machine_key.key_confirm, name="key_confirm"),
    path("<int:number>/cle/refuser/", machine_key.key_refuse, name="key_refuse"),
    path("<int:number>/cle/releve/", machine_key.key_scan, name="key_scan"),
    path("agents/", agent_setup.agent_setup, name="agent_setup"),
    path("agents/ouvrir/", agent_setup.agent_open, name="agent_open"),
    path("agents/renouveler/", agent_setup.agent_renew, name="agent_renew"),
    path("agents/choix/", agent_setup.agent_choice, name="agent_choice"),
]
