from django.apps import AppConfig


class LoansConfig(AppConfig):
    name = "fanal.loans"
    label = "loans"
    verbose_name = "Prêts"
