from django.urls import path

from fanal.accounts.views import declared, own_data

app_name = "people"
urlpatterns = [
    path("qui-peut-quoi/", declared.rights_page, name="rights"),
    path("moi/donnees/", own_data.own_data, name="own_data"),
]
