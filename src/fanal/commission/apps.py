from django.apps import AppConfig


class CommissionConfig(AppConfig):
    name = "fanal.commission"
    label = "commission"
    verbose_name = "Commission numérique et dialogue avec les partenaires"
