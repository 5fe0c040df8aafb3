from django.urls import path

from fanal.accounts.api_tokens import views

app_name = "tokens"
urlpatterns = [
    path("", views.token_list, name="token_list"),
    path("nouveau/", views.token_make, name="token_make"),
    path("<int:token>/revoquer/", views.token_revoke, name="token_revoke"),
]
