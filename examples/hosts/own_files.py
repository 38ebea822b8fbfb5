"""A house with client files of its own: its numbers, its names and addresses, and its rules of who may do what.

python own_files.py DATABASE employ lea leader lea@example.org
python own_files.py DATABASE take-in lea "An De Smet" an@example.org DP-001    # prints 2026/00001
python own_files.py DATABASE give lea 2026/00001 piet
python own_files.py DATABASE deliver
"""

from __future__ import annotations

import argparse
import sys

import sqlalchemy as sa
from sqlalchemy import exc

import digicase
from digicase import AccessRequest, Addressee, Scope

OURS = sa.MetaData()
EMPLOYEE = sa.Table(
    "employee",
    OURS,
    sa.Column("login", sa.Text, primary_key=True),
    sa.Column("function", sa.Text, nullable=False),
    sa.Column("email", sa.Text, nullable=False),
)
DOSSIER = sa.Table(
    "dossier",
    OURS,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("number", sa.Text, unique=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("email", sa.Text, nullable=False),
    sa.Column("adviser", sa.ForeignKey(EMPLOYEE.c.login), nullable=False),
)
MAY = {"leader": Scope.ALL, "adviser": Scope.OWN}


class OurFiles:
    """What digicase asks us: how to reach somebody (a Directory), and who may do what (AccessRules).

    It reads beside whatever is being written, so it asks for no write lock.
    """

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine.execution_options(digicase_read_only=True)

    def find(self, reference: str) -> Addressee | None:
        """Return how to reach whoever has a dossier number, or a log-in, of ours."""
        with self._engine.connect() as connection:
            person = connection.execute(sa.select(DOSSIER).where(DOSSIER.c.number == reference)).first()
            if person is not None:
                return Addressee(reference=reference, name=person.name, email=person.email)
            staff = connection.execute(sa.select(EMPLOYEE).where(EMPLOYEE.c.login == reference)).first()
        return Addressee(reference=reference, email=staff.email) if staff is not None else None

    def scope(self, request: AccessRequest) -> Scope:
        """Let leaders do everything, advisers what concerns the dossiers that they guide, and others nothing."""
        with self._engine.connect() as connection:
            function = connection.scalar(sa.select(EMPLOYEE.c.function).where(EMPLOYEE.c.login == request.actor))
        return MAY.get(function or "", Scope.NONE)


class House:
    """The house's own commands; each is one transaction for its tables and digicase's."""

    def __init__(self, url: str) -> None:
        self.engine = digicase.prepare_engine(sa.create_engine(url))
        OURS.create_all(self.engine)
        ours = OurFiles(self.engine)
        self.gent = digicase.open(url, create=True, directory=ours, roles=ours, channel="maildir:outbox")

    def employ(self, login: str, function: str, email: str) -> str:
        """Add an employee; digicase need not know: our rules say what they may do."""
        with self.engine.begin() as connection:
            connection.execute(sa.insert(EMPLOYEE).values(login=login, function=function, email=email))
        return login

    def take_in(self, by: str, name: str, email: str, package: str) -> str:
        """Open a dossier and a case under its number, hand a package over, and return the number."""
        with self.engine.begin() as connection:
            work = self.gent.acting_as(by).on(connection)
            made = connection.execute(
                sa.insert(DOSSIER).values(name=name, email=email, adviser=by).returning(DOSSIER.c.id)
            )
            id, today = made.scalar_one(), self.gent.house.today()
            number = f"{today.year}/{id:05}"
            connection.execute(sa.update(DOSSIER).where(DOSSIER.c.id == id).values(number=number))
            work.cases.open(number, consultant=by, guidance_from=today)
            work.loans.lend(package, to=number)
        return number

    def give(self, by: str, number: str, to: str) -> str:
        """Give a dossier to another adviser, who guides the case and its appointments from now on."""
        with self.engine.begin() as connection:
            self.gent.acting_as(by).on(connection).cases.change(number, consultant=to)
            given = sa.update(DOSSIER).where(DOSSIER.c.number == number, sa.exists().where(EMPLOYEE.c.login == to))
            if connection.execute(given.values(adviser=to)).rowcount == 0:
                raise LookupError(f"{to} is no employee of ours. Nothing was changed.")
        return to

    def deliver(self) -> str:
        """Send what is due; names and addresses are read from the dossiers as each message leaves."""
        return str(self.gent.deliver())


def main() -> int:
    """Run one command; print what it gives, or what stands in the way."""
    parser = argparse.ArgumentParser()
    parser.add_argument("database")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, arguments in {
        "employ": ("login", "function", "email"),
        "take_in": ("by", "name", "email", "package"),
        "give": ("by", "number", "to"),
        "deliver": (),
    }.items():
        command = commands.add_parser(name.replace("_", "-"))
        command.set_defaults(command=name)
        for argument in arguments:
            command.add_argument(argument)
    given = vars(parser.parse_args())
    house = House(given.pop("database"))
    try:
        print(getattr(house, given.pop("command"))(**given))
    except (digicase.DigicaseError, exc.IntegrityError, LookupError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
