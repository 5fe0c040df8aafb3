from django.urls import path

from fanal.allowances.views import agreement, allowance, papers, proposal, relief, simulator

app_name = "allowances"
urlpatterns = [
    path("", allowance.allowance_list, name="allowance_list"),
    path("miennes/", agreement.own_list, name="own_list"),
    path("simuler/", simulator.simulator, name="simulator"),
    path("annees/<slug:year>/enveloppe/", allowance.envelope_form, name="envelope"),
    path("annees/<slug:year>/mission/", allowance.mission_add, name="mission_add"),
    path("annees/<slug:year>/avis/", allowance.opinion_form, name="opinion"),
    path("annees/<slug:year>/proposer/", allowance.allowance_send, name="send"),
    path("annees/<slug:year>/ligne/", proposal.proposal_add, name="proposal_add"),
    path("annees/<slug:year>/tableau.pdf", papers.table_file, name="table_file"),
    path("annees/<slug:year>/saisie.<str:form>", papers.keying_file, name="keying_file"),
    path("avis/<int:opinion>/", allowance.opinion_correct, name="opinion_correct"),
    path("missions/<int:number>/", allowance.mission_edit, name="mission_edit"),
    path("missions/<int:number>/presenter/", allowance.mission_present, name="mission_present"),
    path("missions/<int:number>/allegement/", relief.relief_add, name="relief_add"),
    path("allegements/<int:relief>/conseil/", relief.relief_board, name="relief_board"),
    path("allegements/<int:relief>/decision/", relief.relief_decide, name="relief_decide"),
    path("allegements/<int:relief>/retirer/", relief.relief_withdraw, name="relief_withdraw"),
    path(
        "remplacements/<int:substitution>/attestation.pdf",
        papers.substitution_file,
        name="substitution_file",
    ),
    path("<int:number>/", proposal.proposal_page, name="proposal_page"),
    path("<int:number>/proposition.pdf", papers.proposal_file, name="proposal_file"),
    path("<int:number>/modifier/", proposal.proposal_change, name="proposal_change"),
    path("<int:number>/accord/", agreement.proposal_agree, name="proposal_agree"),
    path("<int:number>/desaccord/", agreement.proposal_decline, name="proposal_decline"),
    path("<int:number>/reprendre/", agreement.proposal_disagree, name="proposal_disagree"),
    path("<int:number>/accord-papier/", agreement.proposal_record, name="proposal_record"),
    path("<int:number>/presenter/", proposal.proposal_present, name="proposal_present"),
    path("<int:number>/decision/", proposal.proposal_decide, name="proposal_decide"),
    path("<int:number>/corriger/", proposal.proposal_correct, name="proposal_correct"),
    path("<int:number>/retirer/", proposal.proposal_withdraw, name="proposal_withdraw"),
    path("<int:number>/remplacement/", proposal.proposal_substitute, name="proposal_substitute"),
    path(
        "<int:number>/remplacement/<int:substitution>/annuler/",
        proposal.substitution_cancel,
        name="substitution_cancel",
    ),
]
