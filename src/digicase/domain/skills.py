"""Skills: frameworks as data, scores in which a blank answer is never a zero, and the levels they come to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import StrEnum
from fractions import Fraction

import attrs

Texts = Mapping[str, str]


"""A text per language code; `en` is always there."""


@attrs.frozen(kw_only=True)
class Area:
    """A group of items that is scored together."""

    code: str
    titles: Texts


@attrs.frozen(kw_only=True)
class SkillItem:
    """Something a person can do, more or less; `digcomp` is the competence of DigComp it belongs to."""

    code: str
    area: str
    texts: Texts
    digcomp: str | None = None


@attrs.frozen(kw_only=True)
class Scale:
    """The answers, from `least` to `most` in whole steps; from `able` on, a person can do it on their own."""

    least: int = 0
    most: int
    able: int
    labels: Mapping[str, Texts] = attrs.field(factory=dict)


class ScoringRule(StrEnum):
    """How answers become a level: by a mean, by counting activities, by having all, or by a pass mark."""

    BANDS = "bands"
    ACTIVITIES = "activities"
    ALL = "all"
    PASS_MARK = "pass_mark"


@attrs.frozen(kw_only=True)
class Band:
    """A level, from a value on: a percentage, or a number of activities."""

    name: str
    least: int


DIGCOMPSAT = (
    Band(name="low", least=0),
    Band(name="foundation", least=30),
    Band(name="intermediate", least=48),
    Band(name="advanced", least=81),
)


@attrs.frozen(kw_only=True)
class Scoring:
    """How a framework's answers are rated, with its levels from the lowest to the highest.

    `bands`: an area's percentage falls into a band; so does that of all items. `activities`: an area's level goes by
    the number of items done on one's own. `all`: 1 when every item of an area is done on one's own, else 0.
    `pass_mark`: an area's percentage passes, or not. But for `bands`, the lowest area's level holds overall. `areas`
    gives single areas bands of their own, with the same names.
    """

    rule: ScoringRule = attrs.field(default=ScoringRule.BANDS, converter=ScoringRule)
    bands: tuple[Band, ...] = DIGCOMPSAT
    areas: Mapping[str, tuple[Band, ...]] = attrs.field(factory=dict)

    def level(self, value: int | None, area: str | None = None) -> str | None:
        """Return the level that a value reaches in an area, or overall; None where there is no value."""
        if value is None:
            return None
        return [band.name for band in self.areas.get(area or "", self.bands) if band.least <= value][-1]

    def lowest(self, levels: Collection[str | None]) -> str | None:
        """Return the lowest of some levels, None where one is not known."""
        return next((band.name for band in self.bands if band.name in levels), None) if None not in levels else None


@attrs.frozen(kw_only=True)
class Rating:
    """The levels of an assessment, overall and by area; None where too little was answered to tell."""

    overall: str | None
    areas: Mapping[str, str | None]


@attrs.frozen(kw_only=True)
class SkillFramework:
    """What is asked, on which scale, what the goals need, and how answers are rated.

    `key` and `version` are stored with every assessment, the texts never are. `goals` maps a goal's code to the
    items it needs. An area has a score when at least `coverage` of its items are answered.
    """

    key: str
    version: str
    titles: Texts
    areas: tuple[Area, ...]
    items: tuple[SkillItem, ...]
    scale: Scale
    goals: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)
    coverage: Fraction = Fraction(3, 4)
    scoring: Scoring = Scoring()
    attribution: str = ""
    _codes: dict[tuple[str, ...], tuple[str, ...]] = attrs.field(init=False, factory=dict, eq=False, repr=False)

    def codes(self, *areas: str) -> tuple[str, ...]:
        """Return the codes of the items in these areas (all, when none is named), in the framework's order."""
        known = self._codes.get(areas)
        if known is None:
            known = tuple(item.code for item in self.items if not areas or item.area in areas)
            self._codes[areas] = known
        return known

    def score(self, answers: Mapping[str, int | None], codes: Sequence[str]) -> int | None:
        """Return the percentage of what can be reached on these items, rounded half to even.

        Only answered items count. None where fewer than `coverage` of the items are answered.
        """
        given = [value for code in codes if (value := answers.get(code)) is not None]
        coverage, least = self.coverage, self.scale.least
        if not given or len(given) * coverage.denominator < coverage.numerator * len(codes):
            return None
        return _rounded(100 * (sum(given) - least * len(given)), (self.scale.most - least) * len(given))

    def area_scores(self, answers: Mapping[str, int | None]) -> dict[str, int | None]:
        """Return each area's score, by area code."""
        return {area.code: self.score(answers, self.codes(area.code)) for area in self.areas}

    def gaps(self, answers: Mapping[str, int | None], codes: Iterable[str]) -> tuple[str, ...]:
        """Return the items that were answered below `able`, in the framework's order."""
        wanted, able = set(codes), self.scale.able
        return tuple(
            code
            for code in self.codes()
            if code in wanted and (value := answers.get(code)) is not None and value < able
        )

    def goal_gaps(self, answers: Mapping[str, int | None], goals: Iterable[str]) -> tuple[str, ...]:
        """Return the gaps among the items that the goals need: a mean hides the one blocker, this does not."""
        return self.gaps(answers, (code for goal in goals for code in self.goals.get(goal, ())))

    def completeness(self, answers: Mapping[str, int | None]) -> dict[str, Fraction]:
        """Return which part of each area's items was answered, by area code."""
        return {
            area.code: Fraction(sum(answers.get(code) is not None for code in codes), len(codes))
            for area in self.areas
            if (codes := self.codes(area.code))
        }

    def rate(self, answers: Mapping[str, int | None]) -> Rating:
        """Return the levels that the framework's scoring gives, overall and by area."""
        scoring = self.scoring
        areas = {area.code: self._level(answers, area.code) for area in self.areas}
        if scoring.rule is ScoringRule.BANDS:
            return Rating(overall=scoring.level(self.score(answers, self.codes())), areas=areas)
        return Rating(overall=scoring.lowest(areas.values()), areas=areas)

    def _level(self, answers: Mapping[str, int | None], area: str) -> str | None:
        """Return an area's level; where items are counted, it is open while the blanks could still change it."""
        scoring, codes = self.scoring, self.codes(area)
        if scoring.rule in (ScoringRule.BANDS, ScoringRule.PASS_MARK):
            return scoring.level(self.score(answers, codes), area)
        able = sum(value is not None and value >= self.scale.able for value in map(answers.get, codes))
        most = able + sum(answers.get(code) is None for code in codes)
        if scoring.rule is ScoringRule.ALL:
            able, most = int(able == len(codes)), int(most == len(codes))
        level = scoring.level(able, area)
        return level if level == scoring.level(most, area) else None


def _rounded(numerator: int, denominator: int) -> int:
    """Return a quotient of whole numbers, rounded half to even."""
    whole, rest = divmod(numerator, denominator)
    return whole + (2 * rest > denominator or (2 * rest == denominator and whole % 2))
