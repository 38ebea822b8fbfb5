"""Plugins: found, checked by name, and kept from harming each other."""

from __future__ import annotations

import datetime as dt
import importlib.metadata
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest
from tests.house import TODAY, new_case, new_series

import digicase
from digicase import (
    AdviserOffer,
    AssessmentQuery,
    ChannelOffer,
    Digicase,
    DuplicateName,
    Event,
    LendPackage,
    Objection,
    ObserverOffer,
    PluginBroken,
    Refused,
    UnknownOffer,
    hookimpl,
)


class Fussy:
    @hookimpl
    def digicase_objections(self, request: object) -> list[Objection]:
        return [Objection("not_today", "Not today.")] if isinstance(request, LendPackage) else []


class Crashing:
    @hookimpl
    def digicase_objections(self) -> list[Objection]:
        raise ZeroDivisionError("oops")


class Meddling:
    gent: Digicase

    @hookimpl
    def digicase_objections(self) -> list[Objection]:
        new_case(self.gent, "J-9")
        return []


class Listener:
    def __init__(self) -> None:
        self.heard: list[str] = []

    def tell(self, event: Event) -> None:
        self.heard.append(type(event).__name__)

    @hookimpl
    def digicase_observers(self) -> list[ObserverOffer]:
        def fail(event: Event) -> None:
            raise RuntimeError("observer down")

        return [ObserverOffer(name="a-failing", tell=fail), ObserverOffer(name="b-listening", tell=self.tell)]


class Misspelled:
    @hookimpl
    def digicase_objection(self) -> list[Objection]:
        return []


class WrongArgument:
    @hookimpl
    def digicase_objections(self, requests: object) -> list[Objection]:
        return []


class SecondLog:
    @hookimpl
    def digicase_channels(self) -> list[ChannelOffer]:
        return [ChannelOffer(name="log", open=lambda rest: None)]  # type: ignore[arg-type,return-value]  # never opened


@attrs.define
class Equal(Fussy):
    pass


class Unmarked:
    @hookimpl
    def digicase_observers(self) -> list[ObserverOffer]:
        return []

    def digicase_objections(self, request: object) -> list[Objection]:
        raise AssertionError("nobody asks")


class Unspeakable:
    def __init__(self, name: Any = "my chan:x") -> None:
        self.name = name

    @hookimpl
    def digicase_channels(self) -> list[ChannelOffer]:
        return [ChannelOffer(name=self.name, open=lambda rest: None)]  # type: ignore[arg-type,return-value]  # never opened


class Nonsense:
    @hookimpl
    def digicase_advisers(self) -> list[AdviserOffer]:
        return ["me"]  # type: ignore[list-item]  # the mistake under test


def lend_anything(gent: Digicase) -> None:
    gent.packages.register("DP-1", device="laptop", model="L15", acquired_on=TODAY)
    gent.loans.lend("DP-1", to=new_case(gent, "J-1"))


def test_a_house_rule_refuses_with_its_own_code(opened: Callable[..., Digicase]) -> None:
    with pytest.raises(Refused) as refused:
        lend_anything(opened(plugins=[Fussy()]))
    assert refused.value.codes == ("not_today",)


def test_an_objecting_plugin_that_crashes_refuses_and_is_named(opened: Callable[..., Digicase]) -> None:
    gent = opened(plugins=[Crashing()])
    with pytest.raises(PluginBroken, match="'Crashing' raised ZeroDivisionError in digicase_objections") as broken:
        gent.packages.register("DP-1", device="laptop", model="L15", acquired_on=TODAY)
    assert isinstance(broken.value.__cause__, ZeroDivisionError)
    assert gent.count(digicase.PackageQuery()) == 0


@pytest.mark.parametrize("url", ["memory://", "sqlite:///{folder}/gent.db"])
def test_a_rule_that_would_change_something_beside_the_verb_is_refused_and_named(url: str, tmp_path: Path) -> None:
    rule = Meddling()
    with digicase.open(url.format(folder=tmp_path), plugins=[rule], today=lambda: TODAY) as gent:
        rule.gent = gent
        with pytest.raises(PluginBroken, match="'Meddling' raised StorageError in digicase_objections") as broken:
            gent.packages.register("DP-1", device="laptop", model="L15", acquired_on=TODAY)
        assert "a unit of work is open here" in str(broken.value.__cause__)
        assert (gent.count(digicase.PackageQuery()), gent.count(digicase.CaseQuery())) == (0, 0)


def test_an_observer_hears_what_was_committed_although_another_fails(opened: Callable[..., Digicase]) -> None:
    listener = Listener()
    lend_anything(opened(plugins=[listener]))
    assert listener.heard == ["PackageRegistered", "CaseOpened", "PackageLent"]


def test_an_observer_hears_nothing_of_what_was_rolled_back(opened: Callable[..., Digicase]) -> None:
    listener = Listener()
    gent = opened(plugins=[listener])

    def open_and_change_my_mind() -> None:
        with gent.begin() as work:
            work.cases.open("J-1", consultant="C-1", guidance_from=TODAY)
            raise RuntimeError("changed my mind")

    with pytest.raises(RuntimeError, match="changed my mind"):
        open_and_change_my_mind()
    assert listener.heard == []


@pytest.mark.parametrize(
    ("plugin", "message"),
    [
        (Misspelled(), "'Misspelled' implements a hook that does not exist .*did you mean digicase_objections"),
        (Unmarked(), "'Unmarked' has digicase_objections, which is not marked with @digicase.hookimpl"),
        (Equal(), "'Equal' cannot be told from others .it has no hash.: make its class without eq"),
        (object(), "'object' implements no hook: mark its functions with @digicase.hookimpl"),
        ("no_such_module", "'no_such_module' does not load .*No module named 'no_such_module'"),
        (Unspeakable(), "offers the channel 'my chan:x', for which nobody could ask"),
        (Unspeakable(None), "offers the channel None, for which nobody could ask"),
        (WrongArgument(), "'WrongArgument' does not fit its hooks .*requests"),
        (Nonsense(), "'Nonsense' answered digicase_advisers with str instead of AdviserOffer"),
    ],
)
def test_a_broken_plugin_is_refused_by_name(plugin: object, message: str) -> None:
    with pytest.raises(PluginBroken, match=message):
        digicase.open("memory://", plugins=[plugin])


def test_two_offers_of_one_name_are_refused_naming_both_plugins() -> None:
    with pytest.raises(DuplicateName, match="channel 'log' comes from SecondLog and digicase"):
        digicase.open("memory://", plugins=[SecondLog()])


def test_two_plugins_of_one_name_are_refused() -> None:
    with pytest.raises(DuplicateName, match="plugin 'Fussy'"):
        digicase.open("memory://", plugins=[Fussy(), Fussy()])


def test_a_blocked_plugin_is_left_out(opened: Callable[..., Digicase]) -> None:
    gent = opened(plugins=[Fussy()], block=["Fussy", "holidays"])
    lend_anything(gent)
    assert not {"Fussy", "holidays"} & {info.name for info in gent.plugins()}


def test_a_listing_tells_version_hooks_and_offers() -> None:
    with digicase.open("memory://") as gent:
        builtin = gent.plugins()[-1]
    assert builtin.name == "digicase"
    assert builtin.offers["digicase_storage_backends"] == ("mariadb", "memory", "postgresql", "sqlite")
    assert "digicase_wording" in builtin.hooks


@pytest.mark.parametrize(
    ("settings", "name"),
    [({"channel": "pigeon"}, "pigeon"), ({"framework": "x"}, "x"), ({"adviser": "y"}, "y")],
)
def test_an_unknown_offer_is_told_with_those_there_are(settings: dict[str, str], name: str) -> None:
    with pytest.raises(UnknownOffer, match=f"named '{name}' is installed .there is: "):
        digicase.open("memory://", **settings)  # type: ignore[arg-type]  # settings by name


def test_an_unknown_scheme_is_told_with_those_there_are() -> None:
    with pytest.raises(UnknownOffer, match=r"No storage backend named 'mongodb' is installed .there is: .*postgresql"):
        digicase.open("mongodb://localhost/x")


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "digicase", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


def test_the_command_line_lists_plugins(tmp_path: Path) -> None:
    shown = run("plugins", cwd=tmp_path)
    assert shown.returncode == 0
    assert "holidays 0.1.0\n  digicase_closing_days: belgian-public-holidays, flemish-school-holidays" in shown.stdout
    assert "digicase_storage_backends: mariadb, memory, postgresql, sqlite" in shown.stdout


@pytest.fixture
def broken_installation(tmp_path: Path) -> Path:
    """A folder in which a plugin is installed that cannot be imported."""
    info = tmp_path / "broken-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: broken\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[digicase]\nbroken = broken_plugin\n")
    (tmp_path / "broken_plugin.py").write_text("import not_there\n")
    return tmp_path


def test_an_installed_plugin_that_does_not_load_is_told_by_name_and_can_be_blocked(broken_installation: Path) -> None:
    told = run("plugins", cwd=broken_installation)
    assert (told.returncode, told.stderr) == (1, "")
    assert "broken\n  does not load (ModuleNotFoundError: No module named 'not_there')" in told.stdout
    assert "digicase_storage_backends" in told.stdout, "the others are listed all the same"
    refused = run("demo", "demo.db", cwd=broken_installation)
    assert (refused.returncode, "Traceback" in refused.stderr) == (2, False)
    assert "The plugin 'broken' does not load" in refused.stderr
    assert run("plugins", "--block", "broken", cwd=broken_installation).returncode == 0


def test_an_installed_plugin_that_needs_a_newer_digicase_is_told_with_the_remedy(broken_installation: Path) -> None:
    metadata = broken_installation / "broken-1.0.dist-info" / "METADATA"
    metadata.write_text(f"{metadata.read_text()}Requires-Dist: digicase>=99\n")
    told = run("plugins", cwd=broken_installation)
    version = importlib.metadata.version("digicase")
    assert f"broken\n  needs digicase>=99, and this is {version}: pip install -U digicase" in told.stdout


def test_two_plugins_that_offer_one_name_are_told_beside_the_others(broken_installation: Path) -> None:
    offer = "digicase.ChannelOffer(name='log', open=print)"
    hook = f"import digicase\n@digicase.hookimpl\ndef digicase_channels():\n    return [{offer}]\n"
    (broken_installation / "broken_plugin.py").write_text(hook)
    told = run("plugins", cwd=broken_installation)
    assert (told.returncode, told.stderr) == (1, "")
    assert "broken\n  offers the channel 'log', as digicase does" in told.stdout


@pytest.mark.parametrize("requires", ["digicase>=0.1,<0.2", "pytz (>dev)", "digicase>=99; extra == 'never'"])
def test_what_a_plugin_needs_besides_is_between_it_and_pip(broken_installation: Path, requires: str) -> None:
    metadata = broken_installation / "broken-1.0.dist-info" / "METADATA"
    metadata.write_text(f"{metadata.read_text()}Requires-Dist: {requires}\n")
    assert "broken\n  does not load" in run("plugins", cwd=broken_installation).stdout


def test_a_plugin_that_is_blocked_is_not_even_loaded() -> None:
    digicase.open("memory://", plugins=["no_such_module"], block=["no_such_module"]).close()


def test_a_plugin_is_an_object_a_class_or_its_name(opened: Callable[..., Digicase]) -> None:
    for plugin in (Fussy(), Fussy, f"{__name__}:Fussy"):
        with pytest.raises(Refused):
            lend_anything(opened(plugins=[plugin]))


def test_a_rule_looks_things_up_in_the_transaction_that_it_judges(opened: Callable[..., Digicase]) -> None:
    class AssessedOnly:
        @hookimpl
        def digicase_objections(self, request: object, records: digicase.Records) -> list[Objection]:
            if not isinstance(request, LendPackage) or records.count(AssessmentQuery(case=request.case.id)):
                return []
            return [Objection("not_assessed", f"Case {request.case.reference} has no assessment.")]

    gent = opened(plugins=[AssessedOnly()])
    with pytest.raises(Refused, match="has no assessment"):
        lend_anything(gent)
    with gent.begin() as work:
        work.assessments.record("J-1", {"F1": 3}, source="coach")
        work.loans.lend("DP-1", to="J-1")


def closes(days: object) -> object:
    class Closes:
        @hookimpl
        def digicase_closing_days(self) -> list[digicase.ClosingDaysOffer]:
            return [digicase.ClosingDaysOffer(name="own", closed=lambda first, last: days)]  # type: ignore[arg-type,return-value]  # the mistake under test

    return Closes()


def exports(data: object) -> object:
    class Exports:
        @hookimpl
        def digicase_calendar_exporters(self) -> list[digicase.ExporterOffer]:
            return [digicase.ExporterOffer(name="own", media_type="text/plain", export=lambda calendar: data)]  # type: ignore[arg-type,return-value]  # the mistake under test

    return Exports()


@pytest.mark.parametrize(
    ("days", "message"),
    [
        ([dt.date(2026, 12, 1)], "'Closes' gave list instead of Mapping in the closing-days offer 'own'"),
        ({dt.datetime(2026, 12, 1): "x"}, "'Closes' gave datetime instead of date among the days of 'own'"),
    ],
    ids=["list", "moments"],
)
def test_closing_days_of_another_sort_are_their_plugins_fault(
    opened: Callable[..., Digicase], days: object, message: str
) -> None:
    gent = opened(plugins=[closes(days)])
    with pytest.raises(PluginBroken, match=message):
        new_series(gent)


def test_an_export_that_is_no_bytes_is_its_plugins_fault(opened: Callable[..., Digicase]) -> None:
    with pytest.raises(PluginBroken, match="'Exports' gave str instead of bytes in the calendar exporter 'own'"):
        opened(plugins=[exports("text")]).calendars.export("coach", "K-1", format="own")


def test_a_channel_that_opens_to_nothing_is_its_plugins_fault(opened: Callable[..., Digicase]) -> None:
    class Nothing:
        @hookimpl
        def digicase_channels(self) -> list[ChannelOffer]:
            return [ChannelOffer(name="own", open=lambda rest: None)]  # type: ignore[arg-type,return-value]  # the mistake under test

    gent = opened(plugins=[Nothing()], channel="own")
    with pytest.raises(PluginBroken, match="'Nothing' gave NoneType instead of Channel in the channel 'own'"):
        gent.deliver()


def test_every_verb_that_a_request_names_is_one() -> None:
    assert [verb for verbs in digicase.REQUESTS.values() for verb in verbs if not is_verb(verb)] == []


def is_verb(action: str) -> bool:
    noun, _, verb = action.partition(".")
    with digicase.open("memory://") as gent:
        return hasattr(getattr(gent, noun), verb)


def test_own_closing_days_reach_a_series(opened: Callable[..., Digicase]) -> None:
    assert dt.date(2026, 12, 25) in opened(block=[]).house.plugins.closing_days["belgian-public-holidays"].closed(
        dt.date(2026, 12, 1), dt.date(2026, 12, 31)
    )
