from django.urls import path

from fanal.designations.views import acts, designations, parapheur

app_name = "designations"
urlpatterns = [
    path("", designations.act_list, name="act_list"),
    path("nouvelle/", designations.act_about, name="act_about"),
    path("nouvelle/fanal/", designations.act_add, name="act_add_fanal"),
    path("nouvelle/<int:service>/", designations.act_add, name="act_add"),
    path("renouveler/", designations.act_renew, name="act_renew"),
    path("publier/", acts.act_publish_batch, name="act_publish_batch"),
    path("parapheur/", parapheur.parapheur, name="parapheur"),
    path("parapheur/valider/", parapheur.validate, name="validate"),
    path("parapheur/actes.pdf", parapheur.batch_file, name="batch_file"),
    path("parapheur/signer/", parapheur.sign, name="sign"),
    path("<int:number>/", designations.act_page, name="act_page"),
    path("<int:number>/acte.pdf", designations.act_file, name="act_file"),
    path("<int:number>/modifier/", designations.act_change, name="act_change"),
    path("<int:number>/a-signer/", designations.act_send, name="act_send"),
    path("<int:number>/reprendre/", designations.act_take_back, name="act_take_back"),
    path("<int:number>/abandonner/", designations.act_drop, name="act_drop"),
    path("<int:number>/scans/<str:reference>/", designations.act_scan, name="act_scan"),
    path("<int:number>/refuser/", acts.act_refuse, name="act_refuse"),
    path("<int:number>/publier/", acts.act_publish, name="act_publish"),
    path("<int:number>/accepter/", acts.act_acknowledge, name="act_acknowledge"),
    path("<int:number>/suspendre/", acts.act_suspend, name="act_suspend"),
    path("<int:number>/confirmer/", acts.act_resume, name="act_resume"),
    path("<int:number>/abroger/", acts.act_revoke, name="act_revoke"),
]
