"""Settings in one file: what it says holds, Python goes before it, and all that is wrong is told at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.house import TODAY, new_case, new_series
from tests.test_docs import ROOT

import digicase
from digicase import InvalidData
from digicase.settings import LISTS, RULES, TEXTS, read_settings

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a file of the folder, and return its path."""

    def write(text: str, name: str = "gent.toml") -> Path:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    return write


def opened(path: Path, **more: object) -> digicase.Digicase:
    return digicase.open(path, **{"today": lambda: TODAY, "block": ["holidays"], **more})  # type: ignore[arg-type]  # by name


def wrong(path: Path, environment: dict[str, str] | None = None) -> list[str]:
    with pytest.raises(InvalidData) as error:
        read_settings(path, environment or {})
    return [f"{problem.path}: {problem.reason}" for problem in error.value.problems]


def test_every_setting_holds(write: Write, tmp_path: Path) -> None:
    write('closing = "Tot dan"', "words/nl.toml")
    path = write(
        'storage = "memory://"\nzone = "Europe/Lisbon"\nlanguage = "en"\ndomain = "gent.example"\nactor = "cron"\n'
        'organizer = "z@gent.example"\nchannel = "maildir:out"\nwording = "words"\nframework = "digcomp-2.2"\n'
        '[[policy]]\nname = "default"\nperiod = "3 months"\n'
        '[[retention]]\nkeep = "1 year"\n[roles.coach]\n"cases.get" = "all"\n'
        '[[follow_up]]\nname = "call"\nafter = "attended"\nwhat = "call"\nowner = "consultant"\ndays = 3\n'
    )
    gent = opened(path)
    house = gent.house
    assert (house.zone_name, house.language, house.domain, gent.actor) == (
        "Europe/Lisbon",
        "en",
        "gent.example",
        "cron",
    )
    assert (house.organizer, house.framework.key) == ("z@gent.example", "digcomp-2.2")
    assert (str(house.policies.policies[0].period), str(house.retention.rules[0].keep)) == ("3 months", "1 year")
    assert len(house.follow_ups) == 1
    assert "Tot dan" in gent.preview("loan_overdue", language="nl").body


def test_rules_may_stand_in_files_of_their_own_beside_it(write: Write) -> None:
    write('[[policy]]\nname = "default"\nperiod = "2 weeks"\n', "rules/policies.toml")
    write('[roles.coach]\n"cases.get" = "all"\n', "rules/roles.toml")
    path = write('storage = "memory://"\npolicies = "rules/policies.toml"\nroles = "rules/roles.toml"\n')
    assert str(opened(path).house.policies.policies[0].period) == "2 weeks"


def test_python_goes_before_the_file_and_adds_plugins(write: Write) -> None:
    path = write('storage = "memory://"\nlanguage = "fr"\nzone = "Europe/Lisbon"\nblock = ["papers"]\n')
    gent = opened(path, language="en")
    assert (gent.house.language, gent.house.zone_name) == ("en", "Europe/Lisbon")
    assert not {"holidays", "papers"} & {plugin.name for plugin in gent.plugins()}


def test_a_secret_stands_in_the_environment(write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write('storage = { env = "GENT_STORE" }\n')
    assert wrong(path) == ["storage: GENT_STORE is not in the environment"]
    monkeypatch.setenv("GENT_STORE", f"sqlite:///{tmp_path}/gent.db")
    with opened(path) as gent:
        new_case(gent, "J-0001")
    assert digicase.migrate(path, check=True).steps == ()
    digicase.copy(path, f"sqlite:///{tmp_path}/copy.db")
    with digicase.open(f"sqlite:///{tmp_path}/copy.db") as copy:
        assert copy.cases.get("J-0001").guidance_from == dt.date(2026, 7, 14)


def test_a_plugin_is_a_module_or_a_class_in_one_also_beside_the_file(write: Write) -> None:
    write(
        "from __future__ import annotations\nimport dataclasses\nimport digicase\n"
        "@dataclasses.dataclass(frozen=True)\nclass Rules:\n    code: str = 'no'\n    @digicase.hookimpl\n"
        '    def digicase_objections(self, request):\n        return [digicase.Objection(self.code, "No.")]\n'
        "@digicase.hookimpl\ndef digicase_observers():\n    return []\n",
        "our_own_rules.py",
    )
    gent = opened(write('storage = "memory://"\nplugins = ["our_own_rules:Rules"]\n'))
    with pytest.raises(digicase.Refused, match="No"):
        new_case(gent, "J-0001")
    assert "our_own_rules" in {
        p.name for p in opened(write('storage = "memory://"\nplugins = ["our_own_rules"]\n')).plugins()
    }


def test_a_directory_of_the_house_is_named_so_that_the_command_line_finds_people_too(write: Write) -> None:
    write(
        "import digicase\nclass Clients:\n    def find(self, reference):\n"
        "        return digicase.Addressee(reference=reference, name='An', email='an@example.org')\n",
        "our_people.py",
    )
    outbox = write("", "outbox/x").parent
    outbox.joinpath("x").unlink()
    outbox.rmdir()
    path = write(f'storage = "memory://"\nchannel = "maildir:{outbox}"\ndirectory = "our_people:Clients"\n')
    gent = opened(path)
    new_case(gent, "J-0001")
    gent.appointments.book("J-0001", new_series(gent).zitdagen[0], at=dt.time(9))
    report = gent.deliver()
    assert (report.sent, report.dead) == (2, 0)


def test_two_houses_may_each_have_a_module_of_one_name(write: Write) -> None:
    for house in ("a", "b"):
        write(
            "import digicase\nclass Clients:\n    def find(self, reference):\n"
            f"        return digicase.Addressee(reference=reference, email='{house}@example.org')\n",
            f"{house}/statistics.py",
        )
    directories = [
        opened(write('storage = "memory://"\ndirectory = "statistics:Clients"\n', f"{house}/gent.toml")).house.directory
        for house in ("a", "b")
    ]
    found = [directory.find("J-1") for directory in directories if directory is not None]
    assert [each.email for each in found if each is not None] == ["a@example.org", "b@example.org"]


def test_a_folder_of_mail_is_seen_from_the_file(write: Write, tmp_path: Path) -> None:
    path = write('storage = "memory://"\n[channel]\nemail = "maildir:outbox?sender=a//b@example.org"\nsms = "log"\n')
    assert read_settings(path)["channel"] == {
        "email": f"maildir:{tmp_path}/outbox?sender=a//b@example.org",
        "sms": "log",
    }
    assert read_settings(write('storage = "memory://"\nchannel = "maildir:?x"\n'))["channel"] == "maildir:?x"


def test_a_folder_of_words_is_read_with_all_the_rest(write: Write) -> None:
    found = wrong(write('storage = "memory://"\nwording = "wrods"\nlangage = "fr"\n'))
    assert [line.partition(":")[0] for line in found] == ["wording", "langage"]


@pytest.mark.parametrize(
    ("named", "reason"),
    [
        ("no_such_module", "'no_such_module' does not load"),
        ("json", "must be what has find(reference), as a Directory has, not <module 'json'"),
    ],
)
def test_what_is_no_directory_is_told(write: Write, named: str, reason: str) -> None:
    (told,) = wrong(write(f'storage = "memory://"\ndirectory = "{named}"\n'))
    assert told.startswith(f"directory: {reason}")


def test_a_misspelt_role_or_action_is_told_with_what_may_be_meant(write: Write) -> None:
    roles = '[roles.consultent]\n"*" = "own"\n[roles.coordinator]\n"loans.lendd" = "all"\n"casez.*" = "all"\n'
    assert wrong(write(f'storage = "memory://"\n{roles}')) == [
        "roles.consultent: is no role on the staff; there is consultant, coach, coordinator, auditor",
        "roles.coordinator.loans.lendd: there is no such action; did you mean loans.lend?",
        "roles.coordinator.casez.*: there is no such action; did you mean cases.*?",
    ]


def test_all_that_is_wrong_is_told_at_once(write: Write) -> None:
    write("[[policy]]\nperiod = 3\n", "policies.toml")
    found = wrong(
        write(
            'storage = ""\nzone = "Ghent"\nlanguage = "Dutch"\norganizer = "me"\nchannel = "pigeon:x"\n'
            'framework = "none"\n'
            'adviser = 3\nplugins = ["no_such_module"]\nblock = "papers"\ncolour = "red"\npolicies = "policies.toml"\n'
            '[[retention]]\nkeep = "soon"\n'
        )
    )
    assert [line.split(":")[0] for line in found] == [
        "storage",
        "adviser",
        "policies",
        "retention.0.keep",
        "block",
        "colour",
        "plugins",
        "zone",
        "organizer",
        "language",
        "framework",
        "channel",
    ]
    assert "channel: 'pigeon' is offered by no plugin; there is: " in found[-1]
    assert found[6].startswith("plugins: 'no_such_module' does not load (ModuleNotFoundError")


def test_a_store_must_be_named(write: Write) -> None:
    assert wrong(write('zone = "Europe/Brussels"\n')) == ['storage: is missing: storage = "sqlite:///gent.db"']


@pytest.mark.parametrize(("text", "telling"), [("storage = ", "is not TOML"), (None, "there is no such file")])
def test_a_file_that_cannot_be_read_is_told(write: Write, tmp_path: Path, text: str | None, telling: str) -> None:
    path = tmp_path / "gent.toml" if text is None else write(text)
    with pytest.raises(InvalidData, match=telling):
        digicase.open(path)


def test_the_file_on_the_page_is_one(write: Write) -> None:
    page = (ROOT / "docs" / "settings.md").read_text("utf-8")
    write('[[policy]]\nname = "default"\n', "policies.toml")
    write('[roles.coach]\n"cases.get" = "all"\n', "roles.toml")
    write('closing = "Groeten"\n', "words/nl.toml")
    write(
        "import digicase\nclass Rules:\n    @digicase.hookimpl\n    def digicase_observers(self):\n        return []\n"
        "class Clients:\n    def find(self, reference):\n        return None\n",
        "our_rules.py",
    )
    path = write(page.split("```toml\n")[1].split("```")[0])
    options = read_settings(path, {"GENT_STORE": "memory://"})
    assert set(options) == {*TEXTS, "channel", "wording", *LISTS, *RULES} - {"framework", "adviser", "actor"}


class Nowhere:
    def send(self, message: digicase.Message, /) -> None:
        raise digicase.Undeliverable("never opened")


def test_a_plugin_given_in_python_may_offer_what_the_file_names(write: Write) -> None:
    class Board:
        @digicase.hookimpl
        def digicase_channels(self) -> list[digicase.ChannelOffer]:
            return [digicase.ChannelOffer(name="board", open=lambda _: Nowhere())]

    path = write('storage = "memory://"\nchannel = "board:x"\n')
    assert wrong(path) != []
    assert opened(path, plugins=[Board()])


def test_rules_that_stand_in_two_places_or_in_none_are_told(write: Write) -> None:
    both = write('storage = "memory://"\npolicies = "p.toml"\n[[policy]]\nname = "default"\n')
    assert [line.split(":")[0] for line in wrong(both)] == ["policies"]
    assert wrong(write('storage = "memory://"\npolicies = 3\n')) == ["policies: must be the path of a file"]
