from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "fanal.people"
    label = "people"
    verbose_name = "Personnes"
