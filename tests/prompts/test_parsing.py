"""A prompt file of any content is read or refused; it never ends in a traceback."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from conversation.steps import Step
from prompts import SHIPPED
from prompts.checks import check_step
from prompts.parsing import parse_prompt
from prompts.problems import Findings

SHIPPED_TEXT = (SHIPPED / "ask_eta.md").read_text(encoding="utf-8")

# What slips of the keyboard are made of: YAML's and the templates' own signs, and anything else.
SLIPS = st.one_of(
    st.sampled_from(
        [
            "{{", "}}", "{%", "%}", "{#", "{% if %}", "{% endif %}", "---", "\n", "\n\n", '"', "'",
            ": ", "- ", "* ", "&a ", "*a", "!!", "!!binary ", "[", "]", "{", "}", "|", ">", "\t",
            "#", "\\", "\x00", "\x85", "\ufeff", "? ", "lines:", "\r", "9" * 5000, "{{ 1 if }}",
        ]
    ),
    st.text(max_size=5),
)  # fmt: skip


def problems_in(text: str) -> Findings:
    findings = Findings("ask_eta.md")
    check_step(Step.ASK_ETA, parse_prompt(text, findings), findings)
    return findings


@settings(max_examples=200, deadline=None)
@given(
    slips=st.lists(
        st.tuples(st.integers(0, len(SHIPPED_TEXT)), st.integers(0, 3), SLIPS),
        min_size=1,
        max_size=3,
    )
)
def test_slips_of_the_keyboard_are_told_at_a_line_of_the_file(
    slips: list[tuple[int, int, str]],
) -> None:
    text = SHIPPED_TEXT
    for place, lost, typed in slips:
        text = text[:place] + typed + text[place + lost :]

    for problem in problems_in(text).problems:
        assert problem.line is not None
        assert 1 <= problem.line <= text.count("\n") + text.count("\r") + 1
        assert str(problem).isprintable()


def test_wordings_keep_their_lines_and_comments_are_left_out() -> None:
    findings = Findings("x.md")
    file = parse_prompt(
        '---\n# for the morning\nlines:\n\n  - "One."  # short\n  - Two.\nlines_es:\n- "Uno."\n'
        "---\nSay it.\n",
        findings,
    )

    assert findings.problems == []
    assert [(w.line, w.text) for w in file.sets["en"].wordings] == [(5, "One."), (6, "Two.")]
    assert [(w.line, w.text) for w in file.sets["es"].wordings] == [(8, "Uno.")]
    assert file.guidance == "Say it."
