"""The files that are being read, each for whoever brought it."""

from django.urls import path

from fanal.file_readings.views import reading

app_name = "file_readings"
urlpatterns = [
    path("<int:file_reading>/", reading.reading_page, name="reading_page"),
    path("<int:file_reading>/arreter/", reading.reading_stop, name="reading_stop"),
]
