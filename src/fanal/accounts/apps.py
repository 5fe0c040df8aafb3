from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "fanal.accounts"
    label = "accounts"
    verbose_name = "Comptes"
