from django.apps import AppConfig


class AccountListsConfig(AppConfig):
    name = "fanal.account_lists"
    label = "account_lists"
    verbose_name = "Comptes des services"
