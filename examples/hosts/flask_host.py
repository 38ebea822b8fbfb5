"""A case system in Flask: one transaction of its own SQLAlchemy session holds its rows and digicase's.

DATABASE=sqlite:///jobcentre.db PASSWORDS='{"CO-1": "secret"}' gunicorn --threads 4 'flask_host:create_app()'
"""

from __future__ import annotations

import hmac
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from flask import Flask, Response, abort, request
from sqlalchemy import exc, orm
from werkzeug.middleware.dispatcher import DispatcherMiddleware

import digicase

Answer = tuple[dict[str, Any], int]


class Base(orm.DeclarativeBase):
    """Our own tables."""


class Client(Base):
    """A jobseeker: the name stays with us, digicase knows the reference."""

    __tablename__ = "client"
    reference: orm.Mapped[str] = orm.mapped_column(primary_key=True)
    name: orm.Mapped[str]


class Contract(Base):
    """The paper that was signed for a loan; no two have one number."""

    __tablename__ = "contract"
    number: orm.Mapped[str] = orm.mapped_column(primary_key=True)
    client: orm.Mapped[str] = orm.mapped_column(sa.ForeignKey(Client.reference))
    loan: orm.Mapped[UUID]


def create_app() -> Flask:
    """Return the web app; its engine and its digicase live as long as the process."""
    url, passwords = os.environ["DATABASE"], json.loads(os.environ["PASSWORDS"])
    engine = digicase.prepare_engine(sa.create_engine(url))
    Base.metadata.create_all(engine)
    gent = digicase.open(url, create=True)

    app = Flask(__name__)
    feeds = digicase.wsgi_app(gent.calendars.respond)
    app.wsgi_app = DispatcherMiddleware(app.wsgi_app, {"/calendars": feeds})  # type: ignore[method-assign]  # Flask's own way

    def user() -> str:
        """Return who is signed in, by their reference on digicase's staff; your own log-in goes here."""
        given = request.authorization
        name, password = (given.username, given.password) if given else (None, None)
        if name not in passwords or not hmac.compare_digest(passwords[name].encode(), (password or "").encode()):
            abort(Response("Sign in.", 401, {"WWW-Authenticate": "Basic"}))
        return str(name)

    @contextmanager
    def transaction() -> Iterator[tuple[orm.Session, digicase.Work]]:
        """Open one transaction for our rows and digicase's: all of it is kept, or when something raises, nothing."""
        acting = gent.acting_as(user())
        with orm.Session(engine) as session, session.begin():
            yield session, acting.on(session)

    @app.post("/intakes")
    def intake() -> Answer:
        """Take a jobseeker in and hand a package over: two rows of ours, a case and a loan, and one fate."""
        form = request.form
        with transaction() as (session, work):
            session.add(Client(reference=form["reference"], name=form["name"]))
            case = work.cases.open(form["reference"], consultant=user(), guidance_from=gent.house.today())
            loan = work.loans.lend(form["package"], to=case)
            session.add(Contract(number=form["contract"], client=case.reference, loan=loan.id))
        return {"case": case.reference, "due_on": loan.due_on.isoformat()}, 201

    @app.get("/clients/<reference>")
    def client(reference: str) -> Answer:
        """Show what we know of a client, and what digicase knows."""
        with transaction() as (session, work):
            known = session.get(Client, reference) or abort(404)
            loans = work.loans.of(reference)
            return {"name": known.name, "due": [loan.due_on.isoformat() for loan in loans]}, 200

    @app.post("/calendar")
    def calendar() -> Answer:
        """Give whoever is signed in an address at which their calendar program finds their appointments."""
        subscribed = gent.acting_as(user()).calendars.subscribe("consultant", user())
        return {"url": f"{request.host_url}calendars/{subscribed.token}.ics"}, 201

    @app.errorhandler(digicase.DigicaseError)
    def refused(error: digicase.DigicaseError) -> Answer:
        """Answer what digicase objects to; the transaction is undone by now."""
        if error.http_status >= 500:
            app.logger.error("digicase: %s", error)
        return digicase.problem_details(error), error.http_status

    @app.errorhandler(exc.IntegrityError)
    def taken(_: exc.IntegrityError) -> Answer:
        """Answer what our own tables object to; digicase's changes are undone with ours."""
        return {"title": "Conflict", "status": 409, "detail": "The reference or contract number is taken."}, 409

    return app
