from django.urls import path

from fanal.accounts.views import declared, own_data
from fanal.people.views import cards, functions, people

app_name = "people"
urlpatterns = [
    path("", people.person_list, name="person_list"),
    path("nouvelle/", cards.person_add, name="person_add"),
    path("inviter/", functions.invite_all, name="invite_all"),
    path("qui-peut-quoi/", declared.rights_page, name="rights"),
    path("moi/", cards.own_card, name="own_card"),
    path("moi/modifier/", cards.own_card_change, name="own_card_change"),
    path("moi/donnees/", own_data.own_data, name="own_data"),
    path("<int:person>/", people.person_page, name="person_page"),
    path("<int:person>/modifier/", cards.person_change, name="person_change"),
    path("<int:person>/fonctions/", functions.person_functions, name="person_functions"),
    path("<int:person>/depart/", functions.person_leave, name="person_leave"),
    path("<int:person>/retour/", people.person_return, name="person_return"),
    path("<int:person>/inviter/", functions.person_invite, name="person_invite"),
    path("<int:person>/invitation/retirer/", functions.person_withdraw, name="person_withdraw"),
]
