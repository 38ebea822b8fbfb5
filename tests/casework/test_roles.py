"""Who may do what: every verb for every role, on whose cases, and what is denied is journaled."""

from __future__ import annotations

import datetime as dt
import inspect
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from tests.house import TODAY, new_case, new_series

import digicase
from digicase import (
    AccessRequest,
    Digicase,
    InvalidData,
    JournalQuery,
    LoanQuery,
    NotPermitted,
    Objection,
    Refused,
    Roles,
    Scope,
)
from digicase.casework.verbs import Noun
from digicase.nouns import Nouns

STAFF = {"CO-1": "coordinator", "C-04": "consultant", "C-05": "consultant", "K-01": "coach", "A-1": "auditor"}


def nouns() -> Iterator[tuple[str, type[Noun]]]:
    """Yield every group of verbs by its name on an app."""
    app = digicase.open("memory://", block=["holidays"])
    for name, member in inspect.getmembers(Nouns, lambda member: isinstance(member, property)):
        noun = member.fget(app) if member.fget else None
        if isinstance(noun, Noun):
            yield name, type(noun)


VERBS = sorted(
    f"{name}.{verb}"
    for name, noun in nouns()
    for verb, method in inspect.getmembers(noun, inspect.isfunction)
    if getattr(method, "__digicase_verb__", False)
)


def staffed(gent: Digicase) -> Digicase:
    """Fill a house: staff in every role; case J-1 is guided by C-04 and met by K-01, case J-2 by nobody here."""
    for reference, role in STAFF.items():
        gent.staff.register(reference, role=role)
    gent.packages.register("DP-1", device="laptop", model="L15", acquired_on=TODAY)
    mine = new_case(gent, "J-1", consultant="C-04", goals=["cv_letter"])
    new_case(gent, "J-2", consultant="C-99")
    gent.loans.lend("DP-1", to=mine)
    gent.appointments.book(mine, new_series(gent).zitdagen[0], at=dt.time(9))
    return gent


@pytest.fixture
def team(gent: Digicase) -> Digicase:
    return staffed(gent)


@pytest.fixture(scope="module")
def shared() -> Digicase:
    """A house that many tests only try doors in."""
    return staffed(digicase.open("memory://", block=["holidays"], today=lambda: TODAY))


def test_every_noun_is_called_as_on_an_app() -> None:
    assert {name: noun.noun for name, noun in nouns()} == {name: name for name, _ in nouns()}


def test_the_default_rights_name_verbs_that_there_are() -> None:
    known = {*VERBS, "exchange.import_folder", "exchange.import_file", "exchange.export_folder"}
    for rights in Roles().rights.values():
        for action in rights:
            noun, _, verb = action.partition(".")
            assert action == "*" or verb == "*" or noun in ("*", "records") or action in known


def denied(call: Callable[[], object]) -> bool:
    """Tell whether whoever calls is not let in; what they get wrong inside is another matter."""
    try:
        call()
    except NotPermitted:
        return True
    except (TypeError, Refused):
        return False
    return False


@pytest.mark.parametrize("action", VERBS)
@pytest.mark.parametrize("role", ["coordinator", "consultant", "coach", "auditor", None])
def test_a_verb_is_let_through_or_denied_by_role(shared: Digicase, role: str | None, action: str) -> None:
    actor = next((reference for reference, theirs in STAFF.items() if theirs == role), "nobody")
    noun, _, verb = action.partition(".")
    method = getattr(getattr(shared.acting_as(actor), noun), verb)
    scope = Roles().scope(AccessRequest(actor=actor, role=role, action=action))
    assert denied(method) is (scope is Scope.NONE)


ABOUT_A_CASE: Sequence[tuple[str, Callable[[Nouns, str], object]]] = (
    ("appointments.of", lambda gent, case: gent.appointments.of(case)),
    ("assessments.advise", lambda gent, case: gent.assessments.advise(case)),
    ("assessments.latest", lambda gent, case: gent.assessments.latest(case)),
    ("assessments.next_due_on", lambda gent, case: gent.assessments.next_due_on(case)),
    ("assessments.record", lambda gent, case: gent.assessments.record(case, {"J1": 1}, source="self")),
    ("cases.change", lambda gent, case: gent.cases.change(case, confidence=2)),
    ("cases.get", lambda gent, case: gent.cases.get(case)),
    ("cases.read", lambda gent, case: gent.cases.read(case, purpose="coaching")),
    ("cases.timeline", lambda gent, case: gent.cases.timeline(case)),
    ("feedback.thread", lambda gent, case: gent.feedback.thread(case)),
    ("feedback.write", lambda gent, case: gent.feedback.write(case, "hello")),
    ("loans.of", lambda gent, case: gent.loans.of(case)),
    ("requests.ask_for_loan", lambda gent, case: gent.requests.ask_for_loan(case, device="tablet", reason="x")),
    ("tasks.about", lambda gent, case: gent.tasks.about(case)),
    ("tasks.set", lambda gent, case: gent.tasks.set(case, "call", due_on=TODAY, owner="C-04")),
    ("waiting.join", lambda gent, case: gent.waiting.join(case, device="tablet")),
)


@pytest.mark.parametrize(("action", "call"), ABOUT_A_CASE, ids=[action for action, _ in ABOUT_A_CASE])
@pytest.mark.parametrize("actor", STAFF)
def test_a_consultant_reaches_their_own_cases_and_a_coach_those_they_meet(
    team: Digicase, actor: str, action: str, call: Callable[[Nouns, str], object]
) -> None:
    scope = Roles().scope(AccessRequest(actor=actor, role=STAFF[actor], action=action))
    reached = {
        "J-1": scope is Scope.ALL or (scope is Scope.OWN and actor == "C-04") or scope is Scope.BOOKED,
        "J-2": scope is Scope.ALL,
    }
    for case, allowed in reached.items():
        if allowed:
            call(team.acting_as(actor), case)
        else:
            with pytest.raises(NotPermitted, match=action):
                call(team.acting_as(actor), case)


def test_a_loan_is_reached_through_its_case(team: Digicase) -> None:
    assert team.acting_as("C-04").loans.get("DP-1")
    with pytest.raises(NotPermitted):
        team.acting_as("C-05").loans.get("DP-1")
    (loan,) = team.find(LoanQuery())
    with pytest.raises(NotPermitted):
        team.acting_as("C-05").loans.claim_returned(loan)


def test_a_search_finds_what_the_actor_may_see(team: Digicase) -> None:
    found = {actor: [case.reference for case in team.acting_as(actor).cases.search()] for actor in STAFF}
    assert found == {"CO-1": ["J-1", "J-2"], "C-04": ["J-1"], "C-05": [], "K-01": ["J-1"], "A-1": ["J-1", "J-2"]}


def test_a_calendar_is_its_owners(team: Digicase) -> None:
    assert team.acting_as("C-04").calendars.export("consultant", "C-04")
    assert team.acting_as("C-04").calendars.export("offer")
    with pytest.raises(NotPermitted):
        team.acting_as("C-05").calendars.export("consultant", "C-04")


def test_records_are_read_as_they_are_by_those_who_see_all(team: Digicase) -> None:
    assert team.acting_as("A-1").find(LoanQuery())
    for actor in ("C-04", "K-01", "nobody"):
        with pytest.raises(NotPermitted):
            team.acting_as(actor).find(LoanQuery())


def test_who_has_left_may_do_nothing(team: Digicase) -> None:
    team.staff.leave("C-04")
    with pytest.raises(NotPermitted):
        team.acting_as("C-04").cases.get("J-1")


def test_who_is_not_on_the_staff_is_told_how_to_get_there(team: Digicase) -> None:
    with pytest.raises(NotPermitted, match=r"nobody on the staff has that reference. Register them: staff.register"):
        team.acting_as("an.consultant").cases.get("J-1")


def test_a_denial_is_journaled_and_nothing_else_is_done(team: Digicase) -> None:
    with pytest.raises(NotPermitted):
        team.acting_as("C-05").cases.change("J-1", confidence=1)
    (entry,) = team.find(JournalQuery(event="AccessDenied"))
    case = team.cases.get("J-1")
    assert (entry.actor, entry.case, entry.data) == ("C-05", case.id, {"action": "cases.change"})
    assert case.confidence == 3


def test_a_denial_undoes_the_whole_unit_of_work(team: Digicase) -> None:
    def change_both() -> None:
        with team.acting_as("C-04").begin() as work:
            work.cases.change("J-1", confidence=1)
            work.cases.change("J-2", confidence=1)

    assert denied(change_both)
    assert team.cases.get("J-1").confidence == 3
    assert len(team.find(JournalQuery(event="AccessDenied"))) == 1


def test_a_verb_may_use_others_that_the_actor_may_not_call(team: Digicase) -> None:
    team.assessments.record("J-1", {f"F{n}": 2 for n in range(1, 9)}, source="self")
    plan = team.acting_as("C-04").plans.draw_up("J-1", device="laptop", dongle=False, sessions=1, reason="x")
    assert plan.sessions == 1


class NightWatch:
    """A plugin that lets nobody read files at night."""

    @digicase.hookimpl
    def digicase_objections(self, request: object) -> Sequence[Objection]:
        if isinstance(request, AccessRequest) and request.action == "cases.read":
            return [Objection("night", "Come back in the morning.")]
        return []


def test_a_plugin_tightens_what_a_role_allows(opened: Callable[..., Digicase]) -> None:
    gent = opened(plugins=[NightWatch()])
    gent.staff.register("CO-1", role="coordinator")
    new_case(gent, "J-1")
    assert gent.acting_as("CO-1").cases.get("J-1")
    with pytest.raises(NotPermitted):
        gent.acting_as("CO-1").cases.read("J-1", purpose="coaching")


class OwnRules:
    """A host's own: everybody whose name begins with A may do everything."""

    def scope(self, request: AccessRequest) -> Scope:
        return Scope.ALL if request.actor.startswith("A") else Scope.NONE


def test_a_host_replaces_the_rules_whole(opened: Callable[..., Digicase]) -> None:
    gent = opened(roles=OwnRules())
    new_case(gent, "J-1")
    assert gent.acting_as("An").cases.get("J-1")
    with pytest.raises(NotPermitted):
        gent.acting_as("Bert").cases.get("J-1")


def test_whom_a_hosts_own_rules_deny_is_not_told_to_be_on_our_staff(opened: Callable[..., Digicase]) -> None:
    with pytest.raises(NotPermitted, match=r"Bert may not call cases\.search\. Ask a coordinator\."):
        opened(roles=OwnRules()).acting_as("Bert").cases.search()


def test_rights_come_from_a_file_with_all_problems_at_once(opened: Callable[..., Digicase], tmp_path: Path) -> None:
    file = tmp_path / "roles.toml"
    file.write_text('[roles.coordinator]\n"*" = "all"\n[roles.consultant]\n"cases.get" = "all"\n')
    gent = opened(roles=file)
    gent.staff.register("C-1", role="consultant")
    new_case(gent, "J-1", consultant="C-2")
    assert gent.acting_as("C-1").cases.get("J-1")
    file.write_text('x = 1\n[roles.coach]\n"cases" = "all"\n"cases.get" = "some"\n')
    with pytest.raises(InvalidData) as found:
        opened(roles=file)
    assert [problem.path for problem in found.value.problems] == ["x", "roles.coach.cases.get"]


def test_every_action_that_is_asked_about_can_be_given_to_a_role() -> None:
    root = Path(digicase.__file__).parent
    sources = (path.read_text("utf-8") for path in root.rglob("*.py"))
    asked = {action for source in sources for action in re.findall(r'doing\("([^"]+)"\)', source)}
    assert "invitations.read" in asked
    digicase.open("memory://", roles=digicase.Roles({"coach": dict.fromkeys(asked, digicase.Scope.ALL)})).close()
