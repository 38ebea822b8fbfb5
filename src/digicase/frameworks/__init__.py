"""The skill frameworks that ship: data files, read when they are first asked for."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from digicase.frameworks.digcomp import digcomp
from digicase.frameworks.files import packaged_toml, parse
from digicase.ports import FrameworkOffer

__all__ = ["offers", "parse"]


def offers() -> Sequence[FrameworkOffer]:
    """Return the offers of `digicase start`, the default, of staff's readiness, and of DigComp 2.2 and 3.0."""
    return [
        FrameworkOffer(name="start", load=lambda: parse(packaged_toml("start.toml"))),
        FrameworkOffer(name="readiness", load=lambda: parse(packaged_toml("readiness.toml"))),
        FrameworkOffer(name="digcomp-2.2", load=functools.partial(digcomp, "2.2")),
        FrameworkOffer(name="digcomp-3.0", load=functools.partial(digcomp, "3.0")),
    ]
