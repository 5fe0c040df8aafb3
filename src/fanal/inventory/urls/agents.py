"""Where agents report, with or without a last slash, and under every alias."""

from django.urls import path

from fanal.inventory.views.agent import report

app_name = "agents"
urlpatterns = [
    path("<str:secret>/", report, name="report"),
    path("<str:secret>", report),
    path("<str:secret>/<path:alias>", report),
]
