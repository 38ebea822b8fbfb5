"""Papers and labels for digicase: agreements, addenda, return protocols, support plans as PDF, and sheets of QR labels.

```python
document = gent.loans.document("DP-001", "agreement")
Path("agreement.pdf").write_bytes(digicase_papers.paper(document, name="Amina Ó Súilleabháin", organisation="Jobteam"))
Path("labels.pdf").write_bytes(digicase_papers.labels(["DP-001", "DP-002"]))
```
"""

from __future__ import annotations

from digicase_papers.labels import LabelSheet, labels
from digicase_papers.papers import paper
from digicase_papers.plans import plan_paper
from digicase_papers.texts import languages

__all__ = ["LabelSheet", "labels", "languages", "paper", "plan_paper"]
