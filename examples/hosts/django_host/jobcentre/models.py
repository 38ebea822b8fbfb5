"""Our own tables."""

from django.db import models


class Client(models.Model):
    """A jobseeker: the name stays with us, digicase knows the reference."""

    reference = models.CharField(max_length=20, primary_key=True)
    name = models.CharField(max_length=100)


class Contract(models.Model):
    """The paper that was signed for a loan; no two have one number."""

    number = models.CharField(max_length=20, unique=True)
    client = models.ForeignKey(Client, models.PROTECT)
    loan = models.UUIDField()
