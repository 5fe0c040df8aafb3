from django.urls import path

from fanal.schools.views import verification

app_name = "verification"
urlpatterns = [path("", verification.verification_page, name="verification_page")]
