"""What is remembered between two pushes: which object was put with which content, and the ETag that it got."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

import attrs

from digicase import InvalidData, Problem


@attrs.frozen
class Known:
    """An object as we left it: its ETag on the server, and the digest of what we put."""

    tag: str
    digest: str


Memory = Mapping[str, Known]


def recall(path: Path | None, collection: str) -> Memory:
    """Return what is remembered of a collection; nothing where there is no such file. InvalidData if it is another."""
    if path is None or not path.exists():
        return {}
    try:
        held = json.loads(path.read_text("utf-8"))["collections"].get(collection, {})
        return {str(name): Known(str(tag), str(digest)) for name, (tag, digest) in held.items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        reason = f"{path} is not what digicase-caldav wrote; remove it, and the next push writes all anew"
        raise InvalidData([Problem("memory", reason)]) from None


def remember(path: Path | None, collection: str, memory: Memory) -> None:
    """Keep what is known of a collection, whole or not at all; what is known of others stays."""
    if path is None:
        return
    held = json.loads(path.read_text("utf-8"))["collections"] if path.exists() else {}
    held[collection] = {name: [known.tag, known.digest] for name, known in sorted(memory.items())}
    with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False, encoding="utf-8") as out:
        json.dump({"collections": held}, out, indent=1)
    os.replace(out.name, path)
