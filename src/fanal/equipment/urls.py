from django.urls import path

from fanal.equipment import views

app_name = "equipment"
urlpatterns = [path("", views.equipment_list, name="equipment_list")]
