from django.apps import AppConfig


class PeopleFilesConfig(AppConfig):
    name = "fanal.people_files"
    label = "people_files"
    verbose_name = "Fichiers des élèves et des personnels"
