"""Loan policy: data that a host sets, not code."""

from __future__ import annotations

import datetime as dt

import attrs
from dateutil.relativedelta import relativedelta

from digicase.domain import checks


@attrs.frozen(kw_only=True)
class LoanPolicy:
    """How long loans run; a loan keeps the name of the policy it was made under.

    `months` and `extension_months` are calendar months, clamped at the end of a month (31 August + 6 = 28 February).
    An extension counts from the due date. `max_extensions` None means without limit.
    """

    name: str = attrs.field(default="default", validator=checks.filled)
    months: int = attrs.field(default=6, validator=checks.between(1, 120))
    extension_months: int = attrs.field(default=6, validator=checks.between(1, 120))
    max_extensions: int | None = None

    def due_on(self, lent_on: dt.date) -> dt.date:
        """Return the nominal due date of a loan that starts on a day."""
        return lent_on + relativedelta(months=self.months)

    def extended(self, due_on: dt.date) -> dt.date:
        """Return the nominal due date after one extension."""
        return due_on + relativedelta(months=self.extension_months)
