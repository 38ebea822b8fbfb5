"""A booking as two ORMs would do it: models of their own, leaner than digicase's tables, one transaction a booking."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django
import sqlalchemy as sa
from django.conf import settings
from django.db import connection, models, transaction
from sqlalchemy import orm

ZITDAGEN, SLOTS = 20, 10
Peer = tuple[Callable[[int, int], None], Callable[[], None]]
FIELDS: dict[str, dict[str, type]] = {
    "zitdag": dict.fromkeys(["series", "location", "coach", "state"], str)
    | {"on": dt.date, "starts": dt.time, "ends": dt.time, "changed_at": dt.datetime}
    | dict.fromkeys(["version", "slot_minutes", "places", "sequence"], int),
    "case": dict.fromkeys(["reference", "consultant", "language", "goals", "own_devices", "outcome"], str)
    | {"guidance_from": dt.date, "version": int, "confidence": int, "touch": int, "support": int},
    "appointment": dict.fromkeys(["zitdag", "case", "coach", "location", "consultant", "by", "about", "state"], str)
    | {"on": dt.date, "at": dt.time, "version": int, "minutes": int, "sequence": int, "changed_at": dt.datetime},
    "journal": dict.fromkeys(["actor", "event", "subject", "case", "data"], str) | {"version": int, "at": dt.datetime},
    "notice": dict.fromkeys(["kind", "subject", "dedup_key", "recipient", "audience", "language", "data", "state"], str)
    | {"version": int, "attempts": int, "due_at": dt.datetime, "expires_at": dt.datetime},
}
INDEXED = {"appointment": ["zitdag", "case", "consultant", "coach", "location"], "notice": ["subject", "dedup_key"]}
INDEXED |= {"journal": ["subject", "case"], "case": ["reference"], "zitdag": ["series"]}
NOW = dt.datetime(2026, 11, 24, 12)
VALUES = {str: "", int: 1, dt.date: NOW.date(), dt.time: NOW.time(), dt.datetime: NOW}


def blank(name: str, **given: Any) -> dict[str, Any]:
    """Return a row of a table with a value in every column."""
    return {"id": uuid.uuid4().hex} | {field: VALUES[sort] for field, sort in FIELDS[name].items()} | given


def rows_of(zitdag: Any, case: Any, slot: int) -> dict[str, list[dict[str, Any]]]:
    """Return what one booking inserts."""
    booked = blank("appointment", zitdag=zitdag.id, case=case.id, at=dt.time(9 + slot // 2, slot % 2 * 30))
    entry = blank("journal", subject=booked["id"], case=case.id, data=json.dumps({"zitdag": zitdag.id}))
    told = [blank("notice", subject=booked["id"], dedup_key=uuid.uuid4().hex, data="{}") for _ in range(4)]
    return {"appointment": [booked], "journal": [entry], "notice": told}


def sqlalchemy_orm(path: Path, durability: str) -> Peer:
    """Book with mapped classes, a version column and a session per booking."""
    base = orm.declarative_base()
    types = {str: sa.Text, int: sa.Integer, dt.date: sa.Date, dt.time: sa.Time, dt.datetime: sa.DateTime}
    mapped: dict[str, Any] = {}
    for name, fields in FIELDS.items():
        columns: dict[str, Any] = {"id": sa.Column(sa.Text, primary_key=True)}
        columns |= {f: sa.Column(types[sort], index=f in INDEXED[name]) for f, sort in fields.items()}
        extra = {"__tablename__": name, "__mapper_args__": {"version_id_col": columns["version"]}}
        mapped[name] = type(name, (base,), columns | extra)
    engine = sa.create_engine(f"sqlite:///{path}")
    sa.event.listen(engine, "connect", lambda raw, _: prepare(raw, durability))
    sa.event.listen(engine, "begin", lambda conn: conn.exec_driver_sql("BEGIN IMMEDIATE"))
    base.metadata.create_all(engine)
    zitdagen = [blank("zitdag") for _ in range(ZITDAGEN)]
    cases = [blank("case") for _ in range(ZITDAGEN * SLOTS)]
    with orm.Session(engine) as session, session.begin():
        session.add_all([mapped["zitdag"](**row) for row in zitdagen] + [mapped["case"](**row) for row in cases])

    def book(day: int, slot: int) -> None:
        with orm.Session(engine) as session, session.begin():
            zitdag = session.get_one(mapped["zitdag"], zitdagen[day]["id"])
            case = session.get_one(mapped["case"], cases[day * SLOTS + slot]["id"])
            session.scalars(sa.select(mapped["appointment"]).filter_by(zitdag=zitdag.id)).all()
            zitdag.changed_at = case.outcome = None
            for name, rows in rows_of(zitdag, case, slot).items():
                session.add_all([mapped[name](**row) for row in rows])
            session.flush()

    return book, engine.dispose


def django_orm(path: Path, durability: str) -> Peer:
    """Book with Django's models inside `transaction.atomic`."""
    names = _django_models()
    connection.close()
    connection.settings_dict.update(NAME=str(path), OPTIONS={"transaction_mode": "IMMEDIATE"})
    connection.ensure_connection()
    for pragma in ("journal_mode=WAL", f"synchronous={durability}"):
        connection.connection.execute(f"PRAGMA {pragma}")
    with connection.schema_editor() as editor:
        for model in names.values():
            editor.create_model(model)
    zitdagen = [blank("zitdag") for _ in range(ZITDAGEN)]
    cases = [blank("case") for _ in range(ZITDAGEN * SLOTS)]
    names["zitdag"].objects.bulk_create([names["zitdag"](**row) for row in zitdagen])
    names["case"].objects.bulk_create([names["case"](**row) for row in cases])

    def book(day: int, slot: int) -> None:
        with transaction.atomic():
            zitdag = names["zitdag"].objects.get(pk=zitdagen[day]["id"])
            case = names["case"].objects.get(pk=cases[day * SLOTS + slot]["id"])
            list(names["appointment"].objects.filter(zitdag=zitdag.id))
            inserted = rows_of(zitdag, case, slot)
            names["appointment"].objects.create(**inserted["appointment"][0])
            for record in (zitdag, case):
                record.version += 1
                record.save(force_update=True)
            names["journal"].objects.create(**inserted["journal"][0])
            names["notice"].objects.bulk_create([names["notice"](**row) for row in inserted["notice"]])

    return book, connection.close


def _django_models() -> dict[str, Any]:
    if not settings.configured:
        engine = {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}
        settings.configure(DATABASES={"default": engine}, USE_TZ=False, INSTALLED_APPS=[])
        django.setup()
        types = {
            str: models.TextField,
            int: models.IntegerField,
            dt.date: models.DateField,
            dt.time: models.TimeField,
            dt.datetime: models.DateTimeField,
        }
        for name, fields in FIELDS.items():
            columns: dict[str, Any] = {"id": models.TextField(primary_key=True)}
            columns |= {f: types[sort](null=True, db_index=f in INDEXED[name]) for f, sort in fields.items()}
            meta = type("Meta", (), {"app_label": "peer", "db_table": name})
            MODELS[name] = type(name, (models.Model,), columns | {"Meta": meta, "__module__": __name__})
    return MODELS


MODELS: dict[str, Any] = {}


def prepare(raw: Any, durability: str) -> None:
    """Set a driver's connection up as digicase does."""
    raw.isolation_level = None
    for pragma in ("journal_mode=WAL", f"synchronous={durability}", "busy_timeout=5000"):
        raw.execute(f"PRAGMA {pragma}").close()
