from django.urls import path

from fanal.accounts.views import token

app_name = "tokens"
urlpatterns = [
    path("", token.token_list, name="token_list"),
    path("nouveau/", token.token_make, name="token_make"),
    path("<int:token>/revoquer/", token.token_revoke, name="token_revoke"),
]
