from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "fanal.campaigns"
    label = "campaigns"
    verbose_name = "Récolement"
