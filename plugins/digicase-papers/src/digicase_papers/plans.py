"""The support plan on paper: what a jobseeker and the team set out to do, with fields to sign."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from digicase import SkillFramework, SupportPlan
from digicase_papers.parts import foot, head, line, other_version, signatures
from digicase_papers.sheets import LINE, new_sheet
from digicase_papers.texts import words


def plan_paper(
    plan: SupportPlan,
    *,
    case: str,
    framework: SkillFramework,
    name: str,
    organisation: str,
    address: str = "",
    language: str = "nl",
    text_version: str | None = None,
    fonts: Sequence[Path] = (),
) -> bytes:
    """Return a support plan as PDF, the same bytes for the same plan.

    `case` is the case's reference, `name` the jobseeker's, from the host's directory: it is printed, and kept nowhere.
    What is to be practised is told in the framework's words, in the language or else in English. InvalidData where
    there are no words in the language, or they are not of the `text_version` that was approved.
    """
    text = words(language)
    if text_version is not None and text["version"] != text_version:
        raise other_version(text["version"], text_version)
    said = text["plan"]
    told = {item.code: item.texts.get(language, item.texts["en"]) for item in framework.items}
    rows = [
        (text["borrower_or_guided"], name),
        (text["case"], case),
        (text["day"], plan.drawn_up_on.strftime(text["days"])),
        (said["goals"], ", ".join(said["goal_names"].get(goal, goal) for goal in plan.goals) or "-"),
        (said["sessions"], str(plan.sessions)),
        (said["device"], said["devices"][plan.device.value]),
        (said["dongle"], said["yes"] if plan.dongle else said["no"]),
    ]
    with new_sheet(title=f"{said['title']} {case}", language=language, made_on=plan.drawn_up_on, fonts=fonts) as pdf:
        pdf.add_page()
        head(pdf, said["title"], organisation, address)
        with pdf.table(col_widths=(1, 2), first_row_as_headings=False, line_height=LINE) as table:
            for row in rows:
                table.row(row)
        pdf.ln(LINE)
        for paragraph in said["text"]:
            line(pdf, paragraph)
        if plan.practise:
            line(pdf, said["practise"], bold=True)
            for code in plan.practise:
                line(pdf, f"\u2022 {told.get(code, code)}")
        signatures(pdf, name, organisation, text)
        foot(pdf, f"{case} · plan-{language}-{text['version']}")
        return bytes(pdf.output())
