"""Where calendars are fetched: `path("calendars/", include("digicase_django.urls"))`."""

from __future__ import annotations

from django.urls import path

from digicase_django.views import feed

app_name = "digicase"
urlpatterns = [path("<str:token>", feed, name="feed")]
