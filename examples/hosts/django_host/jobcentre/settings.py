"""What the site is made of; what digicase adds is marked."""

import os
from pathlib import Path

BASE_DIR = Path(__file__).parent.parent
SECRET_KEY = os.environ["SECRET_KEY"]
ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
ROOT_URLCONF = "jobcentre.urls"
LOGIN_URL = "admin:login"
TIME_ZONE, USE_TZ = "Europe/Brussels", True
STATIC_URL = "static/"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "digicase_django",  # its tables, and a command that delivers
    "digicase_django.pages",  # packages and loans in the admin
    "jobcentre",
]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "digicase_django.middleware.ProblemDetails",  # refusals become answers
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": os.environ.get("DATABASE", BASE_DIR / "jobcentre.db"),
        "OPTIONS": {"transaction_mode": "IMMEDIATE"},  # digicase asks for it: two writers wait for each other
    }
}
DIGICASE = {"channel": f"maildir:{BASE_DIR / 'outbox'}"}  # what digicase.open takes
