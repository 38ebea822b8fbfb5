"""What the site does; whoever is logged in acts in digicase under their user name."""

from django.contrib.auth.decorators import login_required
from django.db import IntegrityError, transaction
from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

import digicase
import digicase_django
from jobcentre.models import Client, Contract


def acting(request: HttpRequest) -> digicase.Digicase:
    """Return digicase for whoever is logged in."""
    return digicase_django.app().acting_as(request.user.get_username())


@login_required
@require_POST
def intake(request: HttpRequest) -> JsonResponse:
    """Take a jobseeker in and hand a package over: two rows of ours, a case and a loan, and one fate."""
    form, gent = request.POST, acting(request)
    try:
        with transaction.atomic():
            client = Client.objects.create(reference=form["reference"], name=form["name"])
            case = gent.cases.open(form["reference"], consultant=gent.actor, guidance_from=gent.house.today())
            loan = gent.loans.lend(form["package"], to=case)
            Contract.objects.create(number=form["contract"], client=client, loan=loan.id)
    except IntegrityError:
        return JsonResponse({"detail": "The reference or contract number is taken."}, status=409)
    return JsonResponse({"case": case.reference, "due_on": loan.due_on}, status=201)


@login_required
@require_POST
def calendar(request: HttpRequest) -> JsonResponse:
    """Give whoever is logged in an address at which their calendar program finds their appointments."""
    subscribed = acting(request).calendars.subscribe("consultant", request.user.get_username())
    path = reverse("digicase:feed", args=[f"{subscribed.token}.ics"])
    return JsonResponse({"url": request.build_absolute_uri(path)}, status=201)
