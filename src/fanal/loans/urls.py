from django.urls import path

from fanal.loans.views import agreement, classes, listing, loan, ownership, papers, photos, returns

app_name = "loans"
urlpatterns = [
    path("", listing.loan_list, name="loan_list"),
    path("a-moi/", listing.own, name="own"),
    path("nouveau/", loan.loan_add, name="loan_add"),
    path("nouveau/eleves/", loan.pupil_choices, name="pupil_choices"),
    path("classe/", classes.sitting, name="sitting"),
    path("classe/<int:pupil>/", classes.sitting_lend, name="sitting_lend"),
    path("propriete/", ownership.ownership, name="ownership"),
    path("propriete.pdf", ownership.ownership_file, name="ownership_file"),
    path("rendre/", returns.scanned, name="scanned"),
    path("convention/eleves/", agreement.pupil_terms, name="pupil_terms"),
    path("convention/familles/", agreement.family_terms, name="family_terms"),
    path("convention/personnels/", agreement.staff_terms, name="staff_terms"),
    path("a-signer.pdf", papers.to_sign_file, name="to_sign_file"),
    path("retards.pdf", papers.late_file, name="late_file"),
    path("quitus/eleve/<int:pupil>/", papers.pupil_clearance, name="pupil_clearance"),
    path("quitus/personnel/<int:person>/", papers.staff_clearance, name="staff_clearance"),
    path("<int:number>/", loan.loan_page, name="loan_page"),
    path("<int:number>/responsables/", loan.guardians, name="guardians"),
    path("<int:number>/remettre/", loan.loan_hand_over, name="hand_over"),
    path("<int:number>/annuler/", loan.loan_cancel, name="cancel"),
    path("<int:number>/prolonger/", loan.loan_prolong, name="prolong"),
    path("<int:number>/signer/", agreement.sign, name="sign"),
    path("<int:number>/papier/", agreement.sign_paper, name="sign_paper"),
    path("<int:number>/signature/<int:loan_signature>/", agreement.scan_file, name="scan_file"),
    path("<int:number>/photos/", photos.photo_add, name="photo_add"),
    path("<int:number>/photos/<int:loan_photo>/", photos.photo_file, name="photo_file"),
    path("<int:number>/photos/<int:loan_photo>/retirer/", photos.photo_remove, name="photo_remove"),
    path("<int:number>/rendre/", returns.loan_return, name="loan_return"),
    path("<int:number>/retour/<int:loan_item>/annuler/", returns.return_undo, name="return_undo"),
    path("<int:number>/echanger/<int:loan_item>/", returns.loan_exchange, name="exchange"),
    path("<int:number>/convention.pdf", papers.agreement_file, name="agreement_file"),
    path("<int:number>/remise.pdf", papers.hand_over_file, name="hand_over_file"),
]
