"""The page for the people who edit the prompts says what is so."""

from __future__ import annotations

import re

from conversation.steps import COMMON_VARIABLES, STEP_RULES, Step
from prompts import SHIPPED
from prompts.parsing import parse_prompt
from prompts.problems import Findings
from prompts.rendering import FILTERS
from prompts.speech import MAX_SPOKEN

README = (SHIPPED / "README.md").read_text(encoding="utf-8")


def table_rows(columns: int) -> list[list[str]]:
    rows = [line.strip().strip("|").split("|") for line in README.splitlines() if line[:3] == "| `"]
    return [[cell.strip() for cell in row] for row in rows if len(row) == columns]


def test_list_of_files_is_the_table_of_steps_in_its_order() -> None:
    def yes(flag: bool) -> str:
        return "yes" if flag else "no"

    expected = [
        [
            f"`{step}.md`",
            rule.heard_when,
            yes(rule.asks),
            yes(rule.safety),
            str(rule.wordings),
            ", ".join(f"`{name}`" for name in rule.variables),
        ]
        for step, rule in ((step, STEP_RULES[step]) for step in Step)
    ]
    assert table_rows(6) == expected


def test_list_of_variables_is_complete() -> None:
    own = {name: text for rule in STEP_RULES.values() for name, text in rule.variables.items()}
    expected = {f"`{name}`": text for name, text in {**COMMON_VARIABLES, **own}.items()}
    assert dict(table_rows(2)) == expected


def test_filters_and_limit_are_those_of_the_code() -> None:
    sentence = re.search(
        r"`\{\{ door\|(\w+) \}\}` and the other filters (.*?) work", README, re.DOTALL
    )
    assert sentence
    named = {sentence[1], *re.findall(r"`(\w+)`", sentence[2])}
    assert named == set(FILTERS)
    assert f"at most {MAX_SPOKEN} characters" in README


def test_example_file_is_a_file_that_can_be_read() -> None:
    example = re.search(r"```\n(---\nlines:.*?)```", README, re.DOTALL)
    assert example
    findings = Findings("example.md")
    file = parse_prompt(example[1], findings)
    assert findings.problems == []
    assert {language: found.count for language, found in file.sets.items()} == {"en": 2, "es": 2}
