"""Our own tables, as `python manage.py makemigrations jobcentre` wrote them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Clients and contracts."""

    initial = True
    operations = [
        migrations.CreateModel(
            name="Client",
            fields=[
                ("reference", models.CharField(max_length=20, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=100)),
            ],
        ),
        migrations.CreateModel(
            name="Contract",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=20, unique=True)),
                ("loan", models.UUIDField()),
                ("client", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="jobcentre.client")),
            ],
        ),
    ]
