"""Where what is found."""

from django.contrib import admin
from django.urls import include, path

from jobcentre import views

urlpatterns = [
    path("admin/", admin.site.urls),
    path("intakes", views.intake),
    path("calendar", views.calendar),
    path("calendars/", include("digicase_django.urls")),
]
