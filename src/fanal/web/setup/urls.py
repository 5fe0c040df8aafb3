from django.urls import path

from fanal.web.setup import views

app_name = "setup"
urlpatterns = [
    path("", views.start, name="start"),
    path("<slug:step>/", views.step_page, name="step"),
]
