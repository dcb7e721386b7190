"""Every fault that an editor can make is found, alone, and told with its file and line."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from conversation.steps import Step
from prompts import Problem, PromptErrors, check_prompts, load_prompts
from tests.prompts.conftest import PromptFolder


class Spoiled(NamedTuple):
    """One line of a shipped file put differently, and what the check must then say."""

    file: str
    line: int
    text: str
    what: str
    fix: str
    told_at: int | None = None


# ask_eta.md: 1 ---, 2 lines:, 3 to 5 English, 6 lines_es:, 7 to 9 Spanish, 10 ---, 12 guidance.
ETA = "ask_eta.md"

SPOILED = {
    "variable misspelt": Spoiled(
        ETA, 3, '  - "When in {{ destinaton }}?"', 'variable "destinaton"', '"destination"'
    ),
    "variable misspelt in a condition": Spoiled(
        ETA, 8, '  - "¿Cuándo{% if loadnumber %} hoy{% endif %}?"', '"loadnumber"', '"load_number"'
    ),
    "variable of another step": Spoiled(
        ETA, 4, '  - "When{% if door %} at {{ door }}{% endif %}?"', 'variable "door"', "Known: "
    ),
    "variable unlike any": Spoiled(
        ETA, 4, '  - "When{% if qqq %} today{% endif %}?"', 'variable "qqq"', "load_number"
    ),
    "one brace only": Spoiled(ETA, 4, '  - "When will {load} be there?"', 'sign "{"', "two braces"),
    "brace not closed": Spoiled(
        ETA, 4, '  - "When in {{ destination }?"', "not a template", "{{ load_number }}"
    ),
    "condition not closed": Spoiled(
        ETA, 4, '  - "When{% if destination %}?"', "not a template", "{% endif %}"
    ),
    "unknown tag": Spoiled(
        ETA, 4, '  - "When{% fi destination %} there{% endif %}?"', "not a template", "{% if"
    ),
    "filter misspelt": Spoiled(
        ETA, 4, '  - "When{{ destination|uper }}?"', 'filter "uper"', '"upper"'
    ),
    "filter misspelt where no sample goes": Spoiled(
        ETA,
        4,
        "  - \"When{% if eta_x == 'no' %}{% endif %}{% if origin == 'x' %}{{ origin|lowr }}"
        '{% endif %}?"',
        '"eta_x"',
        "Known",
    ),
    "filter without its arguments": Spoiled(
        ETA, 4, '  - "When{{ origin|replace }}?"', "the wording fails", "Compare texts"
    ),
    "attribute of a text": Spoiled(
        ETA, 4, '  - "When{{ destination.city }}?"', "a dot", "{{ load_number }}"
    ),
    "function call": Spoiled(
        ETA, 4, '  - "When{{ origin.upper() }}?"', "a call with ( ), a dot", "{{ load"
    ),
    "loop": Spoiled(
        ETA, 4, '  - "When{% for c in origin %}{{ c }}{% endfor %}?"', "a loop", "{% if eta %}"
    ),
    "number": Spoiled(ETA, 4, '  - "When in {{ 10 }} hours?"', "a number", "{{ load_number }}"),
    "include": Spoiled(ETA, 4, "  - \"When{% include 'x' %}?\"", "include", "{{ load_number }}"),
    "fails for one value only": Spoiled(
        ETA,
        4,
        "  - \"When{% if origin == 'here' %}{{ destination|replace }}{% endif %}?\"",
        'when origin is "here"',
        "Compare texts",
    ),
    "nothing said without a value": Spoiled(
        ETA,
        4,
        '  - "{% if origin %}When will it be?{% endif %}"',
        "nothing is said when origin is empty",
        "outside",
    ),
    "too long": Spoiled(
        ETA, 4, f'  - "{"Well, " * 50}when will you be there?"', "longer than 300", "one thing"
    ),
    "emphasis": Spoiled(ETA, 4, '  - "When will you *really* arrive?"', 'sign "*"', "plain words"),
    "heading": Spoiled(ETA, 4, '  - "When is load #5 there?"', 'sign "#"', "plain words"),
    "backtick": Spoiled(ETA, 4, '  - "When is `it` there?"', 'sign "`"', "plain words"),
    "bracket": Spoiled(ETA, 4, '  - "When [about] is it?"', 'sign "["', "plain words"),
    "underscore": Spoiled(ETA, 4, '  - "When is load_number there?"', 'sign "_"', "two braces"),
    "web address": Spoiled(
        ETA, 4, '  - "Will you see www.example.com then?"', "web address", "in words"
    ),
    "emoji": Spoiled(ETA, 4, '  - "When will you be there 🚚?"', "delivery truck", "plain words"),
    "invisible character": Spoiled(
        ETA, 4, '  - "When will you\u200b be there?"', "zero width space", "plain words"
    ),
    "space before a comma": Spoiled(ETA, 4, '  - "Well , when is it?"', "stands alone", "{% if %}"),
    "comma left over": Spoiled(
        ETA,
        4,
        '  - "When, {{ driver_first_name }}, is it?"',
        "stands alone when driver_first_name is empty",
        "{% if %}",
    ),
    "word left hanging": Spoiled(
        ETA,
        4,
        '  - "When will you get to {{ destination }} today?"',
        '"to" hangs in the air when destination is empty',
        "{% if destination %}to {{ destination }}{% endif %}",
    ),
    "word left hanging in Spanish": Spoiled(
        ETA,
        8,
        '  - "¿Cuándo llega a {{ destination }} hoy?"',
        '"a" hangs in the air',
        "{% if destination %}a {{ destination }}{% endif %}",
    ),
    "asks nothing": Spoiled(ETA, 4, '  - "Tell me the time."', "asks nothing", "question mark"),
    "asks nothing when a value is missing": Spoiled(
        ETA,
        4,
        '  - "Tell me{% if origin %}, when?{% else %} the time.{% endif %}"',
        "asks nothing, but this step asks when origin is empty",
        "question mark",
    ),
    "asks twice": Spoiled(
        ETA, 4, '  - "Are you well? When is it?"', "more than one question", "Keep the one"
    ),
    "Spanish question half marked": Spoiled(
        ETA, 8, '  - "Cuándo llega?"', "both of its marks", "¿...?"
    ),
    "asks where nobody listens": Spoiled(
        "ack_good.md", 4, '  - "Good, right?"', "must not ask", "statement"
    ),
    "asks where nobody listens, in Spanish": Spoiled(
        "ack_good.md", 8, '  - "Qué bueno, ¿verdad?"', "must not ask", "statement"
    ),
    "same words": Spoiled(
        "ack_good.md", 5, '  - "good - to HEAR"', "same as on line 3", "differently"
    ),
    "same words when nothing is known": Spoiled(
        ETA,
        4,
        '  - "What\'s your ETA{% if origin %} from {{ origin }}{% endif %}?"',
        "same as on line 3 when origin is empty",
        "differently",
    ),
    "English among the Spanish": Spoiled(
        "ack_good.md", 8, '  - "Good to hear."', "same in both languages (line 3)", "Spanish"
    ),
    "unknown key": Spoiled(
        ETA, 2, "language: en\nlines:", 'unknown key "language"', "Known: lines, lines_es"
    ),
    "key twice": Spoiled(
        ETA, 6, '  - "And when?"\nlines:\n  - "x?"\nlines_es:', "second time", "one list", 7
    ),
    "wording empty": Spoiled(ETA, 5, '  - ""', "wording is empty", "take the line out"),
    "wording forgotten": Spoiled(ETA, 5, "  -", "wording is empty", "take the line out"),
    "wording is a number": Spoiled(ETA, 5, "  - 911", '"911" is read as int', "double quotes"),
    "wording is a yes": Spoiled(ETA, 5, "  - Yes", '"Yes" is read as bool', "double quotes"),
    "wording with a colon, no quotes": Spoiled(
        ETA, 5, "  - One thing: when?", "because of a colon", "double quotes"
    ),
    "wording is a list": Spoiled(ETA, 5, "  - [when]", "is a list", "double quotes"),
    "comment cuts the words": Spoiled(
        ETA, 5, "  - When? The load is #5", "from the # on is a comment", "double quotes"
    ),
    "variable first, no quotes": Spoiled(
        ETA, 5, "  - {{ origin }}, when?", "need double quotes", "double quotes"
    ),
    "quotation mark missing": Spoiled(
        ETA, 4, '  - "When will that be?', "quotation mark has no partner", "double quotes"
    ),
    "quotation marks inside": Spoiled(
        ETA, 4, '  - "When is "it"?"', "stand inside the double quotes", "double quotes"
    ),
    "quotation marks in a condition": Spoiled(
        ETA,
        8,
        '  - "¿Cuándo{% if part_of_day == "morning" %} hoy{% endif %}?"',
        "stand inside the double quotes",
        "double quotes",
    ),
    "tab": Spoiled(ETA, 4, '\t- "When is it?"', "a tab stands in front", "no tab"),
    "control character": Spoiled(
        ETA, 4, '  - "When\x07 is it?"', "cannot be in a text file", "double quotes"
    ),
    "guidance with a variable": Spoiled(
        ETA, 12, "Ask about {{ load_number }}.", "work in wordings only", "plain words"
    ),
    "first line is not the fence": Spoiled(
        ETA, 1, "lines of the ETA", 'begins with "lines of the ETA"', "must be ---"
    ),
    "front matter never closed": Spoiled(ETA, 10, "- - -", 'closed with "- - -"', "three hyphens"),
    "advice without 911": Spoiled(
        "advise_911.md", 3, '  - "If anyone is hurt, call an ambulance."', "not say 911", "911"
    ),
    "advice without 911 in Spanish": Spoiled(
        "advise_911.md", 6, '  - "Si hay heridos, llame a emergencias."', "not say 911", "911"
    ),
    "robot without a yes": Spoiled(
        "robot_answer.md", 3, '  - "I am an automated assistant."', "plain yes", "Yes"
    ),
    "robot without its name": Spoiled(
        "robot_answer.md", 3, '  - "Yes, I work for dispatch."', "an automated assistant", "Say"
    ),
    "robot that denies it": Spoiled(
        "robot_answer.md",
        6,
        '  - "Sí, no soy un asistente automatizado."',
        "denies being automated",
        "plainly",
    ),
    "connected already": Spoiled(
        "hand_over.md",
        4,
        '  - "You are connected to dispatch now."',
        "connected already",
        "I'm connecting you",
    ),
    "connected already, in Spanish": Spoiled(
        "hand_over.md", 9, '  - "Ya está comunicado con despacho."', "connected already", "le estoy"
    ),
}


@pytest.mark.parametrize("case", SPOILED.values(), ids=SPOILED.keys())
def test_fault_is_told_with_its_line_and_what_would_be_right(
    case: Spoiled, folder: PromptFolder
) -> None:
    folder.put(case.file, case.line, case.text)

    problems = folder.problems_of(case.file)

    assert problems, "nothing found"
    line = case.told_at or case.line
    assert {(problem.file, problem.line) for problem in problems} == {(case.file, line)}
    found = [problem for problem in problems if case.what in problem.what]
    assert found, problems
    assert case.fix in found[0].fix
    for problem in problems:
        assert str(problem).startswith(f"{case.file}:{line}: ")
        assert str(problem).isprintable()


@pytest.mark.parametrize("kept", [0, 1, 2])
def test_too_few_wordings_are_told_at_the_key(kept: int, folder: PromptFolder) -> None:
    folder.cut(ETA, 7 + kept, 9)

    [problem] = folder.problems_of(ETA)

    assert (problem.file, problem.line) == (ETA, 6)
    assert ("has no wordings" if kept == 0 else f"has {kept} wording") in problem.what


def test_missing_spanish_is_told(folder: PromptFolder) -> None:
    folder.cut(ETA, 6, 9)

    [problem] = folder.problems_of(ETA)

    assert (problem.file, problem.line, problem.what) == (ETA, 1, "lines_es: is missing")


def test_misspelt_key_is_told_with_the_nearest(folder: PromptFolder) -> None:
    folder.put(ETA, 6, "lines_sp:")

    unknown, missing = folder.problems_of(ETA)

    assert missing.what == "lines_es: is missing"
    assert (unknown.line, unknown.what) == (6, 'unknown key "lines_sp"')
    assert '"lines_es"' in unknown.fix


def test_key_without_a_list_is_told(folder: PromptFolder) -> None:
    folder.put(ETA, 2, 'lines: "When?"\nlines_es: "¿Cuándo?"')
    folder.cut(ETA, 4, 10)

    assert [(problem.line, problem.what) for problem in folder.problems_of(ETA)] == [
        (2, "lines: is not a list"),
        (3, "lines_es: is not a list"),
    ]


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("", 1, "is empty"),
        ("\n\n", 1, "is empty"),
        ("---\n---\nGuidance.\n", 1, "the front matter is empty"),
        ("---\n- When?\n---\nGuidance.\n", 2, "the front matter has no keys"),
        ("---\n" + "[" * 600 + "\n---\nGuidance.\n", 2, "the front matter is nested too deeply"),
    ],
)
def test_file_without_keys_is_told(text: str, line: int, what: str, folder: PromptFolder) -> None:
    folder.write(ETA, text)

    [problem] = folder.problems_of(ETA)

    assert (problem.file, problem.line, problem.what) == (ETA, line, what)


def test_missing_guidance_is_told_at_the_closing_fence(folder: PromptFolder) -> None:
    folder.write(ETA, "\n".join(folder.rows(ETA)[:10]))

    [problem] = folder.problems_of(ETA)

    assert (problem.line, problem.what) == (10, "the guidance is missing")


def test_wording_over_several_rows_is_told_where_it_begins(folder: PromptFolder) -> None:
    folder.put(ETA, 4, '  - "When will you\n    be in {{ destinaton }}?"')
    folder.put(ETA, 6, "  - >-\n    When is {{ orign }}\n    there?")

    assert [(problem.line, problem.what) for problem in folder.problems_of(ETA)] == [
        (4, 'unknown variable "destinaton"'),
        (6, 'unknown variable "orign"'),
    ]


def test_bytes_that_are_not_utf8_are_told_with_their_line(folder: PromptFolder) -> None:
    path = folder.path / ETA
    text = "\n".join(folder.rows(ETA)[:6]) + '\n  - "¿Cuándo llega?"\n'
    path.write_bytes(text.encode("latin-1"))

    [problem] = folder.problems_of(ETA)

    assert (problem.line, problem.what) == (7, "is not UTF-8 text (byte 0xbf)")


def test_byte_order_mark_and_windows_line_ends_are_no_fault(folder: PromptFolder) -> None:
    path = folder.path / ETA
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))

    assert folder.problems_of(ETA) == []


def test_file_that_cannot_be_read_is_told(folder: PromptFolder) -> None:
    (folder.path / ETA).unlink()
    (folder.path / ETA).mkdir()
    (folder.path / "ask_door.md").unlink()
    (folder.path / "ask_door.md").symlink_to(folder.path / "nowhere")

    door, eta = check_prompts(folder.path)

    assert (door.file, eta.file) == ("ask_door.md", ETA)
    assert "No such file" in door.what
    assert "directory" in eta.what


@pytest.mark.parametrize("step", [Step.OPENING, Step.ADVISE_911, Step.ACK_PLAIN])
def test_missing_file_is_told_by_name_with_what_it_is_for(step: Step, folder: PromptFolder) -> None:
    (folder.path / f"{step}.md").unlink()

    [problem] = check_prompts(folder.path)

    assert (problem.file, problem.line) == (f"{step}.md", None)
    assert "missing" in problem.what
    assert "heard when" in problem.fix


@pytest.mark.parametrize(
    ("name", "fix"),
    [
        ("ask_etaa.md", '"ask_eta.md"'),
        ("Ask_ETA.md", '"ask_eta.md"'),
        ("ask_door.MD", '"ask_door.md"'),
        ("zzzz.md", "README.md lists"),
        ("bad\x1b[31m\udcff.md", "README.md lists"),
    ],
)
def test_unknown_file_is_told_with_the_nearest_name(
    name: str, fix: str, folder: PromptFolder
) -> None:
    (folder.path / name).write_text("x")

    [problem] = check_prompts(folder.path)

    assert (problem.file, problem.line) == (name, None)
    assert fix in problem.fix
    assert str(problem).isprintable()


@pytest.mark.parametrize("name", ["readme.md", "notes.txt", ".#ask_eta.md", "ask_eta.md~"])
def test_files_that_are_no_prompts_are_not_looked_at(name: str, folder: PromptFolder) -> None:
    (folder.path / name).write_text("x")

    assert check_prompts(folder.path) == []


def test_folder_that_is_not_there_is_one_problem(folder: PromptFolder) -> None:
    empty = folder.path / "empty"
    empty.mkdir()

    for path, what in [
        (folder.path / "nowhere", "No such file"),
        (folder.path / ETA, "Not a directory"),
        (empty, "holds no prompt files"),
    ]:
        [problem] = check_prompts(path)
        assert problem.file == str(path)
        assert what in problem.what


def test_all_problems_are_raised_together_by_file_and_line(folder: PromptFolder) -> None:
    folder.put(ETA, 5, '  - "When *is* {{ orign }}?"')
    folder.put(ETA, 4, '  - "Tell me #1."')
    (folder.path / "goodbye.md").unlink()
    folder.put("ack_good.md", 3, '  - ""')

    with pytest.raises(PromptErrors) as raised:
        load_prompts(folder.path)

    problems = raised.value.problems
    assert [(problem.file, problem.line) for problem in problems] == [
        ("ack_good.md", 3),
        (ETA, 4),
        (ETA, 4),
        (ETA, 5),
        ("goodbye.md", None),
    ]
    assert str(raised.value).splitlines() == [
        "5 problems in the prompt files:",
        *(f"  {problem}" for problem in problems),
    ]
    assert check_prompts(folder.path) == list(problems)


def test_problem_is_told_without_control_characters() -> None:
    problem = Problem("a.md", 3, "bad \x1b[31m\n\udce9", "Mend it")

    assert str(problem) == "a.md:3: bad \\x1b[31m\\n\\udce9. Mend it."
