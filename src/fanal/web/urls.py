from django.urls import path

from fanal.web import views
from fanal.web.search import search

app_name = "web"
urlpatterns = [
    path("", views.home, name="home"),
    path("rechercher/", search, name="search"),
]
