"""A booking as two ORMs do it on the tables of digicase: same rows, same indexes, rule of places and version checks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import django
import sqlalchemy as sa
from django.conf import settings
from django.db import connection, models, transaction
from scene import Booking, Scene
from sqlalchemy import orm

Booker = Callable[[Booking], None]
Peer = tuple[Booker, Callable[[], None]]

MAPPED: dict[str, type[sa.types.TypeEngine[Any]]] = {
    "CHAR(32)": sa.Uuid,
    "TEXT": sa.Text,
    "JSON": sa.JSON,
    "BIGINT": sa.BigInteger,
    "BOOLEAN": sa.Boolean,
    "DATE": sa.Date,
    "TIME": sa.Time,
    "DATETIME": sa.DateTime,
}
MODELLED: dict[str, type[models.Field[Any, Any]]] = {
    "CHAR(32)": models.UUIDField,
    "TEXT": models.TextField,
    "JSON": models.JSONField,
    "BIGINT": models.BigIntegerField,
    "BOOLEAN": models.BooleanField,
    "DATE": models.DateField,
    "TIME": models.TimeField,
    "DATETIME": models.DateTimeField,
}


def check_place(booking: Booking, zitdag: Any, case: Any, appointments: list[Any]) -> None:
    """Hold what digicase holds: a planned zitdag, a case under guidance, once on a zitdag, no more than its places."""
    booked = [other for other in appointments if other.state == "booked"]
    if zitdag.state != "planned" or case.closed_on is not None or case.guidance_from > zitdag.on:
        raise ValueError("not open")
    if any(other.case == case.id for other in booked):
        raise ValueError("already booked")
    if sum(other.at == booking.at for other in booked) >= zitdag.places:
        raise ValueError("full")


def sqlalchemy_orm(scene: Scene) -> Peer:
    """Book with mapped classes, their version columns and a session per booking."""
    base = orm.declarative_base()
    mapped: dict[str, Any] = {}
    for name, columns in scene.columns.items():
        table = {key: sa.Column(MAPPED[sort], primary_key=key == "id") for key, sort in columns.items()}
        extra = {"__tablename__": f"digicase_{name}", "__mapper_args__": {"version_id_col": table["version"]}}
        mapped[name] = type(name, (base,), table | extra)
    engine = sa.create_engine(f"sqlite:///{scene.path}")

    @sa.event.listens_for(engine, "connect")
    def tame(raw: Any, _: Any) -> None:
        raw.isolation_level = None
        for pragma in scene.pragmas:
            raw.execute(f"PRAGMA {pragma}").close()

    sa.event.listen(engine, "begin", lambda begun: begun.exec_driver_sql("BEGIN IMMEDIATE"))

    def book(booking: Booking) -> None:
        with orm.Session(engine) as session, session.begin():
            zitdag = session.get_one(mapped["zitdag"], booking.zitdag)
            case = session.get_one(mapped["case"], booking.case)
            others = sa.select(mapped["appointment"]).filter_by(zitdag=zitdag.id)
            check_place(booking, zitdag, case, list(session.scalars(others)))
            for relied_on in (zitdag, case):
                orm.attributes.flag_modified(relied_on, "id")
            for name, rows in booking.rows.items():
                session.add_all([mapped[name](**row) for row in rows])

    return book, engine.dispose


def django_orm(scene: Scene) -> Peer:
    """Book with Django's models inside `transaction.atomic`; an update that finds another version is refused."""
    modelled = _models(scene)
    connection.close()
    connection.settings_dict.update(NAME=str(scene.path), OPTIONS={"transaction_mode": "IMMEDIATE"})
    connection.ensure_connection()
    for pragma in scene.pragmas:
        connection.connection.execute(f"PRAGMA {pragma}")

    def book(booking: Booking) -> None:
        with transaction.atomic():
            zitdag = modelled["zitdag"].objects.get(pk=booking.zitdag)
            case = modelled["case"].objects.get(pk=booking.case)
            others = modelled["appointment"].objects.filter(zitdag=zitdag.id)
            check_place(booking, zitdag, case, list(others))
            for relied_on in (zitdag, case):
                same = type(relied_on).objects.filter(pk=relied_on.id, version=relied_on.version)
                if same.update(version=relied_on.version + 1) != 1:
                    raise ValueError("stale")
            for name, rows in booking.rows.items():
                modelled[name].objects.bulk_create([modelled[name](**row) for row in rows])

    return book, connection.close


def _models(scene: Scene) -> dict[str, Any]:
    if not settings.configured:
        engine = {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}
        settings.configure(DATABASES={"default": engine}, USE_TZ=False, INSTALLED_APPS=[])
        django.setup()
        for name, columns in scene.columns.items():
            fields = {key: MODELLED[sort](primary_key=key == "id", null=key != "id") for key, sort in columns.items()}
            meta = type("Meta", (), {"app_label": "peer", "db_table": f"digicase_{name}", "managed": False})
            type(name, (models.Model,), fields | {"Meta": meta, "__module__": __name__})
    return {name: django.apps.apps.all_models["peer"][name] for name in scene.columns}
