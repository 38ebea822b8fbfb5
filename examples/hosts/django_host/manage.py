"""Django's command line for this site: `python manage.py migrate`, `createsuperuser`, `digicase_deliver`, ..."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jobcentre.settings")
    execute_from_command_line(sys.argv)
