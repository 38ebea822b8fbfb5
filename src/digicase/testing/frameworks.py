"""What every skill framework promises."""

from __future__ import annotations

from collections import Counter

import pytest

from digicase.domain.skills import SkillFramework
from digicase.ports import FrameworkOffer


class SkillFrameworkContract:
    """What every skill framework promises. Subclass it and override `offer`."""

    @pytest.fixture
    def offer(self) -> FrameworkOffer:
        """Give the offer."""
        raise NotImplementedError(f"{type(self).__name__} must override the fixture `offer`")

    @pytest.fixture
    def framework(self, offer: FrameworkOffer) -> SkillFramework:
        """Give the framework that is offered."""
        return offer.load()

    def test_it_is_offered_under_its_key(self, offer: FrameworkOffer, framework: SkillFramework) -> None:
        """The key is stored with every assessment, and finds the framework again."""
        assert framework.key == offer.name

    def test_it_has_a_version(self, framework: SkillFramework) -> None:
        """Stored with every assessment."""
        assert framework.version.strip()

    def test_codes_are_unique(self, framework: SkillFramework) -> None:
        """Of items, and of areas."""
        for codes in (framework.codes(), tuple(area.code for area in framework.areas)):
            assert [code for code, times in Counter(codes).items() if times > 1] == []

    def test_every_item_belongs_to_an_area(self, framework: SkillFramework) -> None:
        """And every area has an item."""
        assert {item.area for item in framework.items} == {area.code for area in framework.areas}

    def test_everything_has_a_text_in_english(self, framework: SkillFramework) -> None:
        """English is what is shown where a language is missing."""
        texts = [framework.titles, *(area.titles for area in framework.areas), *(i.texts for i in framework.items)]
        assert [text for text in texts if not text.get("en", "").strip()] == []

    def test_goals_need_items_that_there_are(self, framework: SkillFramework) -> None:
        """And at least one."""
        assert {code for codes in framework.goals.values() for code in codes} <= set(framework.codes())
        assert all(framework.goals.values())

    def test_the_scale_goes_up(self, framework: SkillFramework) -> None:
        """`able` lies on it, above its least."""
        assert framework.scale.least < framework.scale.able <= framework.scale.most

    def test_it_loads_the_same_every_time(self, offer: FrameworkOffer, framework: SkillFramework) -> None:
        """A framework is a value."""
        assert offer.load() == framework
