from django.urls import path

from fanal.schools.views import calendar_file, journal, settings

app_name = "settings"
urlpatterns = [
    path("", settings.settings_page, name="settings_page"),
    path("etablissement/", settings.identity, name="identity"),
    path("logo/", settings.logo, name="logo"),
    path("logo/image/", settings.logo_picture, name="logo_picture"),
    path("logo/retirer/", settings.logo_remove, name="logo_remove"),
    path("zone/", settings.clock, name="clock"),
    path("courriels/", settings.mail_hours, name="mail_hours"),
    path("assistance/", settings.desk, name="desk"),
    path("delegue/", settings.delegate, name="delegate"),
    path("departs/", settings.departures, name="departures"),
    path("petits-groupes/", settings.small_groups, name="small_groups"),
    path("vacances/", settings.closings, name="closings"),
    path("vacances/fichier/", calendar_file.calendar_file, name="calendar_file"),
    path("vacances/fichier/appliquer/", calendar_file.calendar_apply, name="calendar_apply"),
    path("vacances/periode/", settings.closing_keep, name="closing_keep"),
    path("vacances/revenir/", settings.closing_give_up, name="closing_give_up"),
    path("journal/", journal.journal_page, name="journal"),
]
