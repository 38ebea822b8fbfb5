"""A case system in FastAPI: plain `def` endpoints, which FastAPI runs in a pool of threads, beside an ASGI feed.

DATABASE=sqlite:///jobcentre.db PASSWORDS='{"CO-1": "secret"}' uvicorn --no-access-log --factory fastapi_host:create_app

Without an access log, since the path of a feed holds the token that opens it.
"""

import datetime as dt
import hmac
import json
import logging
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated

import pydantic
import sqlalchemy as sa
from fastapi import Depends, FastAPI, HTTPException, Request, Response
from fastapi.responses import JSONResponse
from fastapi.security import HTTPBasic, HTTPBasicCredentials
from sqlalchemy import exc

import digicase

LOG = logging.getLogger(__name__)
OURS = sa.MetaData()
CLIENT = sa.Table(
    "client",
    OURS,
    sa.Column("reference", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
)
CONTRACT = sa.Table(
    "contract",
    OURS,
    sa.Column("number", sa.Text, primary_key=True),
    sa.Column("client", sa.ForeignKey(CLIENT.c.reference), nullable=False),
    sa.Column("loan", sa.Uuid, nullable=False),
)


class Intake(pydantic.BaseModel):
    """A jobseeker who is taken in, and the package and paper they leave with."""

    reference: str
    name: str
    guidance_from: dt.date
    package: str
    contract: str


class HandedOver(pydantic.BaseModel):
    """What came of it."""

    case: str
    due_on: dt.date


class Feed(pydantic.BaseModel):
    """Where a calendar program finds the appointments."""

    url: str


def user(given: Annotated[HTTPBasicCredentials, Depends(HTTPBasic())]) -> str:
    """Return who is signed in, by their reference on digicase's staff; your own log-in goes here."""
    password = json.loads(os.environ["PASSWORDS"]).get(given.username)
    if password is None or not hmac.compare_digest(password.encode(), given.password.encode()):
        raise HTTPException(401, headers={"WWW-Authenticate": "Basic"})
    return given.username


User = Annotated[str, Depends(user)]


def create_app() -> FastAPI:
    """Return the web app; its engine and its digicase are closed when the server stops."""
    url = os.environ["DATABASE"]
    engine = digicase.prepare_engine(sa.create_engine(url))
    OURS.create_all(engine)
    gent = digicase.open(url, create=True)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        with gent:
            yield
        engine.dispose()

    app = FastAPI(lifespan=lifespan)
    app.mount("/calendars", digicase.asgi_app(gent.calendars.respond))

    @app.post("/intakes", status_code=201)
    def intake(form: Intake, user: User) -> HandedOver:
        """Take a jobseeker in and hand a package over: two rows of ours, a case and a loan, and one fate."""
        with engine.begin() as connection:  # in the endpoint: what a dependency commits, it commits after the answer
            work = gent.acting_as(user).on(connection)
            connection.execute(sa.insert(CLIENT).values(reference=form.reference, name=form.name))
            case = work.cases.open(form.reference, consultant=user, guidance_from=form.guidance_from)
            loan = work.loans.lend(form.package, to=case)
            connection.execute(sa.insert(CONTRACT).values(number=form.contract, client=form.reference, loan=loan.id))
        return HandedOver(case=case.reference, due_on=loan.due_on)

    @app.post("/calendar", status_code=201)
    def calendar(request: Request, user: User) -> Feed:
        """Give whoever is signed in an address at which their calendar program finds their appointments."""
        subscribed = gent.acting_as(user).calendars.subscribe("consultant", user)
        return Feed(url=f"{request.base_url}calendars/{subscribed.token}.ics")

    @app.exception_handler(digicase.DigicaseError)
    def refused(_: Request, error: digicase.DigicaseError) -> Response:
        """Answer what digicase objects to; the transaction is undone by now."""
        if error.http_status >= 500:
            LOG.error("digicase: %s", error)
        return JSONResponse(digicase.problem_details(error), error.http_status)

    @app.exception_handler(exc.IntegrityError)
    def taken(_: Request, __: exc.IntegrityError) -> Response:
        """Answer what our own tables object to; digicase's changes are undone with ours."""
        return JSONResponse({"detail": "The reference or contract number is taken."}, 409)

    return app
