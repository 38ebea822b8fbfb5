"""The site for a WSGI server: `gunicorn --threads 4 jobcentre.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jobcentre.settings")
application = get_wsgi_application()
