from django.urls import path

from fanal.missions.views import needs, sharing, sharing_year

app_name = "shares"
urlpatterns = [
    path("besoins/", needs.needs_page, name="needs"),
    path("besoins/<slug:year>/fiche.pdf", needs.needs_file, name="needs_file"),
    path("besoins/<slug:year>/ecrire/", needs.needs_form, name="needs_form"),
    path("besoins/<slug:year>/arreter/", needs.needs_close, name="needs_close"),
    path("partage/", sharing.sharing_page, name="sharing"),
    path("partage/missions/<int:number>/", sharing_year.sharing_grid, name="grid"),
    path("partage/missions/<int:number>/reprendre/", sharing_year.sharing_carry, name="carry"),
    path("partage/missions/<int:number>/part/", sharing.share_add, name="share_add"),
    path("partage/missions/<int:number>/poids/", sharing.weights, name="weights"),
    path("partage/<int:held_share>/", sharing.share_edit, name="share_edit"),
    path("partage/<int:held_share>/retirer/", sharing.share_drop, name="share_drop"),
    path("partage/<int:held_share>/competence/", sharing.share_competence, name="share_competence"),
]
