from django.apps import AppConfig


class OnlineServicesConfig(AppConfig):
    name = "fanal.online_services"
    label = "online_services"
    verbose_name = "Services en ligne"
