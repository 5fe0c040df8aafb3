from django.apps import AppConfig


class AllowancesConfig(AppConfig):
    name = "fanal.allowances"
    label = "allowances"
    verbose_name = "Indemnités et lettres de mission"
