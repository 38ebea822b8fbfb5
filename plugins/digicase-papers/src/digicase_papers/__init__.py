"""Papers for digicase: agreements, addenda, return protocols, plans and letters as PDF, and sheets of QR labels.

```python
document = gent.loans.document("DP-001", "agreement")
Path("agreement.pdf").write_bytes(digicase_papers.paper(document, name="Amina Ó Súilleabháin", organisation="Jobteam"))
Path("labels.pdf").write_bytes(digicase_papers.labels(["DP-001", "DP-002"]))
```
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import digicase

if TYPE_CHECKING:
    from digicase_papers.label_sheets import LabelSheet, labels
    from digicase_papers.papers import paper
    from digicase_papers.plans import plan_paper
    from digicase_papers.texts import languages

HOMES = {
    "LabelSheet": "label_sheets",
    "labels": "label_sheets",
    "languages": "texts",
    "paper": "papers",
    "plan_paper": "plans",
}
"""Where each name lives: whoever opens a store loads the plugin, and only who prints needs what makes PDFs."""

__all__ = ["LabelSheet", "digicase_channels", "labels", "languages", "paper", "plan_paper"]


@digicase.hookimpl
def digicase_channels() -> Sequence[digicase.ChannelOffer]:
    """Offer the channel `letters`."""
    return [digicase.ChannelOffer(name="letters", open=_open)]


def _open(rest: str) -> digicase.Channel:
    from digicase_papers.letters import open_letters  # only those who write letters pay for loading it

    return open_letters(rest)


if not TYPE_CHECKING:  # else a type checker would let every misspelt name pass

    def __getattr__(name: str) -> Any:
        if name in HOMES:
            return getattr(importlib.import_module(f"digicase_papers.{HOMES[name]}"), name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
