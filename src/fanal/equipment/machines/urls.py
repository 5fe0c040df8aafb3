"""The pages of machines, under « Équipements »."""

from django.urls import path

from fanal.equipment.machines import key_views, views

urlpatterns = [
    path("", views.machine_list, name="machine_list"),
    path("<int:number>/", views.machine_page, name="machine_page"),
    path("<int:number>/rattacher/", views.machine_attach, name="machine_attach"),
    path("<int:number>/fiche/", views.machine_record, name="machine_record"),
    path("<int:number>/ignorer/", views.machine_ignore, name="machine_ignore"),
    path("<int:number>/reprendre/", views.machine_restore, name="machine_restore"),
    path("<int:number>/detacher/", views.machine_detach, name="machine_detach"),
    path("<int:number>/garder/", views.difference_keep, name="difference_keep"),
    path("<int:number>/remplacer/", views.difference_replace, name="difference_replace"),
    path("<int:number>/cle/donner/", key_views.key_give, name="key_give"),
    path("<int:number>/cle/retirer/", key_views.key_take_back, name="key_take_back"),
    path("<int:number>/cle/confirmer/", key_views.key_confirm, name="key_confirm"),
    path("<int:number>/cle/refuser/", key_views.key_refuse, name="key_refuse"),
    path("<int:number>/cle/releve/", key_views.key_scan, name="key_scan"),
    path("agents/", views.agent_setup, name="agent_setup"),
    path("agents/ouvrir/", views.agent_open, name="agent_open"),
    path("agents/renouveler/", views.agent_renew, name="agent_renew"),
    path("agents/choix/", views.agent_choice, name="agent_choice"),
]
