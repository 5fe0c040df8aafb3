from django.urls import path

from fanal.missions.views import agreements, allowance_papers, allowances, proposals, reliefs, simulator

app_name = "allowances"
urlpatterns = [
    path("", allowances.allowance_list, name="allowance_list"),
    path("miennes/", agreements.own_list, name="own_list"),
    path("simuler/", simulator.simulator, name="simulator"),
    path("annees/<slug:year>/enveloppe/", allowances.envelope_form, name="envelope"),
    path("annees/<slug:year>/mission/", allowances.mission_add, name="mission_add"),
    path("annees/<slug:year>/avis/", allowances.opinion_form, name="opinion"),
    path("annees/<slug:year>/proposer/", allowances.allowance_send, name="send"),
    path("annees/<slug:year>/ligne/", proposals.proposal_add, name="proposal_add"),
    path("annees/<slug:year>/tableau.pdf", allowance_papers.table_file, name="table_file"),
    path("annees/<slug:year>/saisie.<str:form>", allowance_papers.keying_file, name="keying_file"),
    path("avis/<int:opinion>/", allowances.opinion_correct, name="opinion_correct"),
    path("missions/<int:number>/", allowances.mission_edit, name="mission_edit"),
    path("missions/<int:number>/presenter/", allowances.mission_present, name="mission_present"),
    path("missions/<int:number>/allegement/", reliefs.relief_add, name="relief_add"),
    path("allegements/<int:relief>/conseil/", reliefs.relief_board, name="relief_board"),
    path("allegements/<int:relief>/decision/", reliefs.relief_decide, name="relief_decide"),
    path("allegements/<int:relief>/retirer/", reliefs.relief_withdraw, name="relief_withdraw"),
    path(
        "remplacements/<int:substitution>/attestation.pdf",
        allowance_papers.substitution_file,
        name="substitution_file",
    ),
    path("<int:number>/", proposals.proposal_page, name="proposal_page"),
    path("<int:number>/proposition.pdf", allowance_papers.proposal_file, name="proposal_file"),
    path("<int:number>/modifier/", proposals.proposal_change, name="proposal_change"),
    path("<int:number>/accord/", agreements.proposal_agree, name="proposal_agree"),
    path("<int:number>/desaccord/", agreements.proposal_decline, name="proposal_decline"),
    path("<int:number>/reprendre/", agreements.proposal_disagree, name="proposal_disagree"),
    path("<int:number>/accord-papier/", agreements.proposal_record, name="proposal_record"),
    path("<int:number>/presenter/", proposals.proposal_present, name="proposal_present"),
    path("<int:number>/decision/", proposals.proposal_decide, name="proposal_decide"),
    path("<int:number>/corriger/", proposals.proposal_correct, name="proposal_correct"),
    path("<int:number>/retirer/", proposals.proposal_withdraw, name="proposal_withdraw"),
    path("<int:number>/remplacement/", proposals.proposal_substitute, name="proposal_substitute"),
    path(
        "<int:number>/remplacement/<int:substitution>/annuler/", proposals.substitution_cancel,
        name="substitution_cancel",
    ),
]  # fmt: skip
