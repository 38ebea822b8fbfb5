"""digicase on Redis: the hook that offers it under `redis://` and `rediss://`."""

from __future__ import annotations

from collections.abc import Sequence

from digicase import Storage, StorageOffer, hookimpl

__all__ = ["digicase_storage_backends"]


@hookimpl
def digicase_storage_backends() -> Sequence[StorageOffer]:
    """Offer Redis, over TCP and over TLS."""
    return [StorageOffer(name=scheme, open=_open) for scheme in ("redis", "rediss")]


def _open(url: str, create: bool | None) -> Storage:
    from digicase_redis.storage import open

    return open(url, create)
