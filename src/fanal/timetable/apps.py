from django.apps import AppConfig


class TimetableConfig(AppConfig):
    name = "fanal.timetable"
    label = "timetable"
    verbose_name = "Emploi du temps"
