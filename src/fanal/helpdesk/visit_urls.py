from django.urls import path

from fanal.helpdesk import visit_pages

app_name = "visits"
urlpatterns = [
    path("", visit_pages.visit_list, name="visit_list"),
    path("prevoir/", visit_pages.visit_plan, name="visit_plan"),
    path("<int:number>/", visit_pages.visit_page, name="visit_page"),
    path("<int:number>/agenda/", visit_pages.visit_calendar, name="visit_calendar"),
    path("<int:number>/deplacer/", visit_pages.visit_move, name="visit_move"),
    path("<int:number>/annuler/", visit_pages.visit_cancel, name="visit_cancel"),
    path("<int:number>/fait/", visit_pages.visit_conclude, name="visit_conclude"),
]
