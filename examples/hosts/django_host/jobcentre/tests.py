"""How a site with digicase is tested: `python manage.py test`."""

import datetime as dt
import tempfile
from pathlib import Path

from django.test import TestCase, TransactionTestCase, override_settings

import digicase
import digicase_django


def lend(reference: str) -> digicase.Loan:
    """Take somebody in, whom mail reaches, and lend them a package."""
    app = digicase_django.app()
    app.contacts.put(reference, name="An", email="an@example.org", language="nl")
    app.packages.register("DP-001", device="laptop", model="L15", acquired_on=dt.date(2025, 1, 10))
    case = app.cases.open(reference, consultant="C-04", guidance_from=app.house.today())
    return app.loans.lend("DP-001", to=case)


class TestLending(TestCase):
    """What is rolled back after each test: quick, and enough for all but sending."""

    def test_a_package_is_lent_once(self) -> None:
        lend("J-0001")
        app = digicase_django.app()
        other = app.cases.open("J-0002", consultant="C-04", guidance_from=app.house.today())
        with self.assertRaises(digicase.Refused):
            app.loans.lend("DP-001", to=other)


class TestSending(TransactionTestCase):
    """What is committed, so that it can be sent; Django empties all tables after each test, digicase's too."""

    def setUp(self) -> None:
        """Put mail into a folder of the test's own."""
        folder = Path(self.enterContext(tempfile.TemporaryDirectory()), "outbox")
        self.enterContext(override_settings(DIGICASE={"channel": f"maildir:{folder}"}))
        self.mails = folder / "new"

    def test_who_has_a_package_that_is_recalled_gets_mail(self) -> None:
        app = digicase_django.app()
        app.loans.recall(lend("J-0001"), reason="safety")
        app.deliver()
        self.assertEqual(len([*self.mails.iterdir()]), 1)

    def test_nobody_gets_it_twice(self) -> None:
        app = digicase_django.app()
        app.loans.recall(lend("J-0001"), reason="safety")
        app.deliver()
        self.assertEqual(app.deliver().sent, 0)
