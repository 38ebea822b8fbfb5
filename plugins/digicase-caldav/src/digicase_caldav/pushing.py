"""Pushing: a collection is made to hold what a feed shows, and whatever else is in it stays as it is."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

import attrs

from digicase import Digicase, Work
from digicase_caldav.entries import Entry, entries, is_ours, prefix
from digicase_caldav.memory import Known, Memory, recall, remember
from digicase_caldav.server import Collection, Settings

DONE = range(200, 300)
GONE = (404, 410)
CHANGED_MEANWHILE = 412


@attrs.frozen
class Failure:
    """An object that the server did not take, or let go: its name, and the status that it answered."""

    name: str
    status: int


@attrs.frozen(kw_only=True)
class Pushed:
    """What a push did: how many entries it put, changed and took away, how many were as they should be already.

    `failures` are tried again by the next push.
    """

    created: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    failures: tuple[Failure, ...] = ()

    def __str__(self) -> str:
        told = f"{self.created} new, {self.changed} changed, {self.removed} removed, {self.unchanged} as they were"
        return f"{told}, {len(self.failures)} failed"


@attrs.frozen
class Step:
    """What is to be done with an object; `known` is its ETag, None where it is not there."""

    do: Literal["create", "change", "remove"]
    name: str
    known: str | None
    entry: Entry | None = None
    verify: bool = False


def push(
    gent: Digicase | Work,
    audience: str,
    owner: str | None = None,
    *,
    to: Settings,
    memory: str | os.PathLike[str] | None = None,
    language: str | None = None,
    cancelled: str = "mark",
) -> Pushed:
    """Make a collection hold what the calendar of an audience shows; return what was done.

    The calendar is as `gent.calendars.export(audience, owner, language=, cancelled=)` has it. `memory` is a file in
    which a push remembers what it left, so that the next one sends only what has changed; without it, all is sent every
    time. An entry that somebody changed there is put right. Nothing is touched but what a push of the same calendar has
    put: several calendars, and people's own entries, live in one collection.

    Raises CalDavError where the collection cannot be used; what was done until then is remembered. Raises InvalidData.
    """
    feed = f"{audience}:{owner or ''}"
    wanted = entries(gent.calendars.export(audience, owner, language=language, cancelled=cancelled), feed)
    path = None if memory is None else Path(memory)
    key = f"{to.where} {feed}"
    known = recall(path, key)
    with Collection(to) as collection:
        there = {name: tag for name, tag in collection.tags().items() if name.startswith(prefix(feed))}
        left = {name: each for name, each in known.items() if there.get(name) == each.tag}
        steps = tuple(plan(wanted, there, left))
        try:
            return _done(
                collection, feed, steps, left, unchanged=len(wanted) - sum(step.entry is not None for step in steps)
            )
        finally:
            remember(path, key, left)


def plan(wanted: Mapping[str, Entry], there: Mapping[str, str], known: Memory) -> Iterator[Step]:
    """Yield what is to be done, given what should be there, what is there (ETags), and what is as we left it."""
    for name, entry in wanted.items():
        if name not in there:
            yield Step("create", name, None, entry)
        elif name not in known or known[name].digest != entry.digest:
            yield Step("change", name, there[name], entry)
    for name, tag in there.items():
        if name not in wanted:
            yield Step("remove", name, tag, verify=name not in known)


def _done(
    collection: Collection, feed: str, steps: tuple[Step, ...], known: dict[str, Known], *, unchanged: int
) -> Pushed:
    """Do the steps one by one, and keep in `known` what is left by each."""
    done = dict.fromkeys(("create", "change", "remove"), 0)
    failures, untold = [], {}
    try:
        for step in steps:
            status, tag = _do(collection, feed, step)
            known.pop(step.name, None)
            if status is None:
                continue
            if status not in DONE and not (step.do == "remove" and status in GONE):
                failures.append(Failure(step.name, status))
                continue
            done[step.do] += 1
            if step.entry is not None and tag:
                known[step.name] = Known(tag, step.entry.digest)
            elif step.entry is not None:
                untold[step.name] = step.entry.digest
    finally:
        if untold:  # the server keeps it otherwise than it was sent, and so tells no ETag with it
            tags = collection.tags()
            known.update({name: Known(tags[name], digest) for name, digest in untold.items() if name in tags})
    return Pushed(
        created=done["create"],
        changed=done["change"],
        removed=done["remove"],
        unchanged=unchanged,
        failures=tuple(failures),
    )


def _do(collection: Collection, feed: str, step: Step) -> tuple[int | None, str | None]:
    """Do a step, once more where somebody was faster; return the status (None: it is not ours), and the new ETag."""
    tag = step.known
    for attempt in (1, 2):
        if step.entry is not None:
            status, new = collection.put(step.name, step.entry.data, known=tag)
        else:
            assert tag is not None
            if step.verify or attempt == 2:
                held = collection.get(step.name)
                if held is not None and not is_ours(step.name, feed, held[0]):
                    return None, None
            status, new = collection.delete(step.name, known=tag), None
        if status != CHANGED_MEANWHILE:
            break
        tag = collection.tags().get(step.name)
        if tag is None and step.entry is None:
            return 404, None
    return status, new
