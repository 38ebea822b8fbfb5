"""What every adviser promises."""

from __future__ import annotations

import pytest

from digicase.domain.advice import AdviceStatus, Situation
from digicase.domain.skills import SkillFramework
from digicase.frameworks import offers
from digicase.ports import Adviser, AdviserOffer


class AdviserContract:
    """What every adviser promises. Subclass it and override `offer`; `framework` where it is made for another."""

    @pytest.fixture
    def offer(self) -> AdviserOffer:
        """Give the offer."""
        raise NotImplementedError(f"{type(self).__name__} must override the fixture `offer`")

    @pytest.fixture
    def framework(self) -> SkillFramework:
        """Give the framework that it advises by."""
        return next(known for known in offers() if known.name == "start").load()

    @pytest.fixture
    def adviser(self, offer: AdviserOffer) -> Adviser:
        """Give the adviser that is offered."""
        return offer.adviser

    def test_it_is_offered_under_its_key(self, offer: AdviserOffer) -> None:
        """The key and the version are kept with its advice."""
        assert offer.adviser.key == offer.name
        assert offer.adviser.version.strip()

    @pytest.mark.parametrize("answer", ["least", "able", "most", None])
    def test_it_advises_everybody(self, adviser: Adviser, framework: SkillFramework, answer: str | None) -> None:
        """Whatever the answers are, none included, in guidance or not; and it says who advised."""
        value = None if answer is None else getattr(framework.scale, answer)
        answers = dict.fromkeys(framework.codes(), value)
        for in_guidance in (True, False):
            advice = adviser.advise(Situation(framework=framework, answers=answers, in_guidance=in_guidance))
            assert (advice.adviser, advice.adviser_version) == (adviser.key, adviser.version)

    def test_the_same_situation_gets_the_same_advice(self, adviser: Adviser, framework: SkillFramework) -> None:
        """It depends on the situation and on nothing else."""
        situation = Situation(framework=framework, answers=dict.fromkeys(framework.codes(), framework.scale.able))
        assert adviser.advise(situation) == adviser.advise(situation)

    def test_what_it_proposes_has_a_reason(self, adviser: Adviser, framework: SkillFramework) -> None:
        """A person can be told why: every device and dongle, and every refusal to advise."""
        for value in (framework.scale.least, framework.scale.most, None):
            advice = adviser.advise(Situation(framework=framework, answers=dict.fromkeys(framework.codes(), value)))
            assert advice.reasons

    def test_without_answers_it_does_not_pretend(self, adviser: Adviser, framework: SkillFramework) -> None:
        """A blank answer is never a zero: nothing asked is nothing advised."""
        advice = adviser.advise(Situation(framework=framework, answers={}))
        assert advice.status is not AdviceStatus.OK
        assert advice.device is None
