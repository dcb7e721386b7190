"""Whole sets with slips of a text editor, a word processor or a merge: none passes the check.

Each case is one edit of a shipped file, with the line at which a problem must be told.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest

from prompts import SHIPPED, check_prompts
from tests.prompts.conftest import PromptFolder

ETA = "ask_eta.md"


class Broken(NamedTuple):
    """What an edit did to the text of a file, and where a problem must be told."""

    edit: Callable[[str], str]
    line: int | None
    file: str = ETA
    what: str = ""


def row(number: int, text: str, file: str = ETA, what: str = "") -> Broken:
    """One row of a file put differently."""

    def edit(whole: str) -> str:
        rows = whole.split("\n")
        rows[number - 1] = text
        return "\n".join(rows)

    return Broken(edit, number, file, what)


def put(old: str, new: str, line: int, what: str = "", file: str = ETA) -> Broken:
    return Broken(lambda text: text.replace(old, new, 1), line, file, what)


def instead(source: str, file: str, line: int | None, what: str) -> Broken:
    """Another file copied over this one."""
    return Broken(lambda _: (SHIPPED / source).read_text(encoding="utf-8"), line, file, what)


BROKEN: dict[str, Broken] = {
    # What keyboards and word processors do
    "tab in front": row(4, '\t- "About when?"', what="a tab"),
    "tab behind the hyphen": row(4, '  -\t"About when?"'),
    "curly quotes": row(4, "  - “About when?”", what="curly"),
    "curly at the end": row(4, '  - "About when?”', what="curly"),
    "single quotes": row(4, "  - 'What's your time?'", what="apostrophe"),
    "no space": row(4, '  -"About when?"', what="no space"),
    "dash for a hyphen": row(4, '  \u2013 "About when?"', what="no hyphen"),
    "star for a hyphen": row(4, '  * "About when?"', what="no hyphen"),
    "bullet for a hyphen": row(4, '  • "About when?"', what="no hyphen"),
    "hyphen forgotten": row(4, '  "About when?"', what="no hyphen"),
    "hyphen in the words": row(4, '  - "- About when?"', what="item of a list"),
    "number in the words": row(4, '  - "2. About when?"', what="item of a list"),
    "indented less": row(4, '- "About when?"'),
    "indented more": row(4, '    - "About when?"'),
    "key without colon": row(6, "lines_es", what="no colon"),
    "key indented": row(6, " lines_es:", what="does not begin its line"),
    "key in capitals": row(6, "Lines_ES:", what="unknown key"),
    "key with a hyphen": row(6, "lines-es:", what="unknown key"),
    "key of another language": row(6, 'lines_fr:\n  - "Quand?"\nlines_es:', what="unknown key"),
    "key with words": row(2, "lines: English", what="not a list"),
    "words behind the quotes": row(4, '  - "About when?" yes', what="inside"),
    "wording under a key": row(4, '  - text: "About when?"', what="not read as text"),
    "wording in a list of its own": row(4, '  - - "About when?"', what="is a list"),
    "number for a hyphen": row(4, '  1. "About when?"', what="no hyphen"),
    "key with a semicolon": row(6, "lines_es;", what="no colon"),
    "nothing": row(4, "  - ~", what="empty"),
    "a truth": row(4, "  - true", what="bool"),
    "a date": row(4, "  - 2024-01-01", what="timestamp"),
    # Fences and files
    "first fence missing": put("---\n", "", 1),
    "first fence with words above": Broken(lambda text: "ETA\n" + text, 1),
    "empty line above": Broken(lambda text: "\n" + text, 1, what="empty line"),
    "second fence missing": put("\n---\n", "\n", 1, "never closed"),
    "second fence too long": put("\n---\n", "\n-----\n", 10, "closed with"),
    "second fence indented": put("\n---\n", "\n ---\n", 10, "closed with"),
    "second fence of dots": put("\n---\n", "\n...\n", 10, "closed with"),
    "fences of another kind": Broken(lambda text: text.replace("---", "+++"), 1),
    "merge, ours": put("lines_es:", "<<<<<<< HEAD\nlines_es:", 6, "merged"),
    "merge, between": put("lines_es:", "=======\nlines_es:", 6, "merged"),
    "merge, in the guidance": Broken(lambda text: text + ">>>>>>> theirs\n", 14, what="merged"),
    "guidance blank": Broken(lambda text: text.split("\n---\n")[0] + "\n---\n \n\n", 10),
    "guidance not written": row(12, "TODO: say what this is for.", what="not guidance"),
    "guidance endless": Broken(lambda text: text + "On and on. " * 250, 14, what="longer than"),
    "wordings in the guidance": row(12, '  - "About when?"', what="never said"),
    "whole file twice": Broken(lambda text: text * 2, 14, what="third ---"),
    "another file": instead("ask_place.md", ETA, 2, "says the same as"),
    "another file of few words": instead("closing_brief.md", "closing_few_words.md", 2, "the same"),
    "languages swapped": Broken(
        lambda text: text.replace("lines_es:", "X:").replace("lines:", "lines_es:").replace(
            "X:", "lines:"
        ),
        3,
        what="not in Spanish",
    ),
    "one language only": Broken(
        lambda text: text.split("lines_es:")[0] + "---\n\nAsk for the time.\n", 1, what="missing"
    ),
    # Templates
    "brace open": row(4, '  - "When {{ destination?"', what="not a template"),
    "brace half closed": row(4, '  - "When {{ destination }?"', what="not a template"),
    "brace never opened": row(4, '  - "When destination }}?"', what="read aloud"),
    "braces apart": row(4, '  - "When { { destination } }?"', what="read aloud"),
    "condition of a variable": row(4, '  - "When {% destination %}?"', what="not a template"),
    "condition that only ends": row(4, '  - "When{% endif %}?"', what="not a template"),
    "comparison with one sign": row(
        4, "  - \"When{% if part_of_day = 'morning' %} today{% endif %}?\"", what="not a template"
    ),
    "comparison that is never so": row(
        4, "  - \"When{% if part_of_day == 'Morning' %} today{% endif %}?\"", what="never"
    ),
    "variable in capitals": row(
        4, '  - "When{% if Destination %} there{% endif %}?"', what='"Destination"'
    ),
    "variable of a shell": row(4, '  - "When in ${destination}?"', what="read aloud"),
    "variable of a mail program": row(4, '  - "When in %destination%?"', what="read aloud"),
    "variable in angles": row(4, '  - "When in <destination>?"', what="read aloud"),
    "condition never ended": row(
        4, '  - "When{% if destination %} there?"', what="1 {% if %} and 0 {% endif %}"
    ),
    "tag that is none": row(4, '  - "When {% end if %}?"', what="{% end … %} is not known"),
    "two words in braces": row(4, '  - "When {{ driver name }}?"', what="more than one variable"),
    "beginning of a name": row(4, '  - "When in {{ dest }}?"', what='"destination"'),
    "condition without its space": row(
        4, '  - "When{% if destination %}to {{ destination }}{% endif %}?"', what="run together"
    ),
    "variable without its space": row(4, '  - "When{{ destination }}?"', what="run together"),
    "words behind a condition": row(
        4, '  - "When{% if origin %} from {{ origin }}{% endif %}is it?"', what="run together"
    ),
    # What a voice cannot say
    "ampersand": row(4, '  - "When & where do you land?"', what='"&"'),
    "plus": row(4, '  - "When do you land + unload?"', what='"+"'),
    "percent": row(4, '  - "What % is left, and when?"', what='"%"'),
    "no space behind a comma": row(4, '  - "When,please?"', what='behind ","'),
    "no space behind a stop": row(4, '  - "Okay.When is it?"', what='behind "."'),
    "capitals": row(4, '  - "WHEN WILL YOU BE THERE?"', what="capitals"),
    "one word in capitals": row(4, '  - "When will YOU be there?"', what="capitals"),
    "tag": row(4, '  - "When <b>will</b> you be there?"', what="read aloud"),
    "entity": row(4, '  - "When &amp; where do you land?"', what="read aloud"),
    "link": row(4, '  - "When do you land, [see](x)?"', what="read aloud"),
    "address": row(4, '  - "When, see example.co for it?"', what="web address"),
    "mail": row(4, '  - "When, mail me at a@b.com?"', what="web address"),
    "stage direction": row(4, '  - "When (pause) do you land?"', what="read aloud"),
    "slash": row(4, '  - "When and/or where do you land?"', what="read aloud"),
    "long number": row(4, '  - "Will you call 8005551234 then?"', what="one big number"),
    "foreign letter": row(4, '  - "When will you be thеre?"', what="cyrillic"),  # noqa: RUF001
    "soft hyphen": row(4, '  - "When will you be th\u00adere?"', what="soft hyphen"),
    "wrong encoding": row(8, '  - "Â¿CuÃ¡ndo llega?"', what="wrong encoding"),
    "placeholder": row(4, '  - "TBD?"', what="read aloud"),
    "word twice": row(4, '  - "When are you at the the dock?"', what="twice"),
    "mark alone": row(4, '  - "?"', what="nothing is said"),
    "no end": row(3, '  - "Good to hear that"', "ack_good.md", "does not end"),
    "shouting": row(3, '  - "Good to hear that!!"', "ack_good.md", "stands alone"),
    # Questions and repetitions
    "two questions": row(4, '  - "When? Where?"', what="more than one"),
    "two questions, one mark": row(4, '  - "Where are you. When is it?"', what="more than one"),
    "statement": row(4, '  - "Tell me when."', what="asks nothing"),
    "question where none may be": row(3, '  - "Good. Are you sure."', "ack_good.md", "asks"),
    "one English word": row(8, '  - "¿A qué hora llega, please?"', what='"please" is English'),
    "English in a variable's stead": row(
        8, "  - \"¿Cuándo llega {{ destination or 'there' }}?\"", what='"there" is English'
    ),
    "one Spanish word": row(3, '  - "Good, gracias."', "ack_good.md", '"gracias" is Spanish'),
    "tú": row(8, '  - "¿A qué hora calculas llegar?"', what='such as "calcula"'),
    "tú as an order": row(7, '  - "Maneja con cuidado, adiós."', "goodbye.md", "as tú"),
    "question behind thanks": row(
        3, '  - "Good. Thanks, where are you."', "ack_good.md", "must not ask"
    ),
    "English in Spanish": row(8, '  - "¿When will you be there?"', what="not in Spanish"),
    "Spanish in English": row(4, '  - "Cuándo llega usted a la bodega?"', what="not in English"),
    "same but for a contraction": row(
        4, '  - "What is your ETA{% if destination %} to {{ destination }}{% endif %}?"',
        what="same as",
    ),
    "same but for accents": row(9, '  - "¿A que hora mas o menos va llegando?"\n'
        '  - "¿A qué hora más o menos va llegando?"', what=""),
    "same with some values": row(
        5,
        '  - "What\'s your ETA{% if destination %} to {{ destination }}{% endif %}'
        '{% if origin %} from {{ origin }}{% endif %}?"',
        what="same as on line 3 when origin is empty",
    ),
    # Safety
    "911 taken out": row(3, '  - "If anyone is hurt, hang up."', "advise_911.md", "911"),
    "911 negated": row(3, '  - "Please do not call 911."', "advise_911.md", "against"),
    "safe turned around": row(3, '  - "Are you in any danger?"', "ask_safe.md", "safe"),
    "safe truck": row(3, '  - "Is your truck in a safe spot?"', "ask_safe.md", "truck or the load"),
    "safe, but how": row(3, '  - "How safe are you?"', "ask_safe.md", "yes or no"),
    "911 put off": row(3, '  - "Call 911 once we are done."', "advise_911.md", "against"),
    "911 maybe": row(3, '  - "Maybe call 911."', "advise_911.md", "leaves open"),
    "first aid": row(3, '  - "Put pressure on it."', "emergency_heard.md", "medical advice"),
    "hand-over without staying": row(3, '  - "I\'m connecting you."', "hand_over.md", "stay"),
    "hand-over that is a claim": row(
        3, '  - "Stay on the line, dispatch is on the line now."', "hand_over.md", "connected"
    ),
    "robot that is a person": row(
        3, '  - "Yes, I am a person at dispatch."', "robot_answer.md", "denies"
    ),
    "opening that hides the machine": row(
        3, '  - "Hi, it\'s dispatch. How is it going?"', "opening.md", "DISCLOSE_AI"
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN.values(), ids=BROKEN.keys())
def test_no_fault_passes_and_each_is_told_at_its_line(case: Broken, folder: PromptFolder) -> None:
    text = (folder.path / case.file).read_text(encoding="utf-8")
    folder.write(case.file, case.edit(text))

    problems = check_prompts(folder.path)

    found = [p for p in problems if p.file == case.file and case.what in f"{p.what} {p.fix}"]
    assert found, problems
    told = {problem.line for problem in found}
    # Of two lines that are the same, the later one is told.
    assert told & {case.line, (case.line or 0) + 1}, found
    assert all(problem.fix for problem in problems)


def test_every_fault_of_a_file_is_told_at_once(folder: PromptFolder) -> None:
    folder.put(ETA, 3, '  \u2013 "About *when*?"')
    folder.put(ETA, 4, '  - "When in {{ destinaton }}?')
    folder.put(ETA, 5, '  - "Tell me when."')
    folder.put(ETA, 6, "lines_es")
    folder.put(ETA, 8, '  - "Cuándo llega?"')
    folder.put(ETA, 12, "Ask {{ nicely }}.")
    folder.put("advise_911.md", 3, '  - "Hang up."')
    (folder.path / "goodbye.md").rename(folder.path / "godbye.md")

    told = {(problem.file, problem.line) for problem in check_prompts(folder.path)}

    assert told == {
        ("advise_911.md", 3),
        *((ETA, line) for line in (3, 4, 5, 6, 8, 12)),
        ("godbye.md", None),
        ("goodbye.md", None),
    }


def test_file_of_another_ending_is_told_beside_the_missing_one(folder: PromptFolder) -> None:
    (folder.path / ETA).rename(folder.path / "ask_eta.md.txt")

    [problem] = check_prompts(folder.path)

    assert str(problem) == "ask_eta.md: the file is missing. Rename ask_eta.md.txt to ask_eta.md."


def test_folder_around_the_prompts_is_told_with_the_one_inside(folder: PromptFolder) -> None:
    inside = folder.path / "draft"
    inside.mkdir()
    for path in folder.path.glob("*.md"):
        path.rename(inside / path.name)

    [problem] = check_prompts(folder.path)

    assert problem.what == "holds no prompt files"
    assert problem.fix == "Name the folder in it that does: draft"


def test_two_byte_characters_are_told_at_their_first_line(folder: PromptFolder) -> None:
    path = folder.path / ETA
    path.write_bytes(path.read_text(encoding="utf-8").encode("utf-16-le"))

    [problem] = folder.problems_of(ETA)

    assert (problem.line, problem.what) == (1, "is not UTF-8 text (byte 0x00)")


HARMLESS: dict[str, Broken] = {
    "words": row(4, '  - "When do you think you\'ll roll in?"'),
    "typographic apostrophe": row(4, '  - "What’s your arrival time?"'),  # noqa: RUF001
    "no quotes": row(4, "  - When do you think that will be?"),
    "single quotes": row(4, "  - 'When do you think that will be?'"),
    "one more wording": row(4, '  - "When is that?"\n  - "And about when would that be?"'),
    "comment": row(4, '  # for the morning\n  - "When do you think that will be?"'),
    "empty row": row(4, '\n  - "When do you think that will be?"'),
    "no-break space": row(4, '  - "When\u00a0do you think that will be?"'),
    "abbreviation": row(4, '  - "What\'s your ETA to the DC in TX?"'),
    "name with a sign": row(4, '  - "When do you land at J&J?"'),
    "percentage": row(4, '  - "Is it 50% sure, or when is it?"'),
    "half of the day": row(4, '  - "Would that be 8 a.m. or later?"'),
    "plural in a condition": row(4, '  - "What hour{% if origin %}s{% endif %} is it?"'),
    "short number": row(4, '  - "Will you be there by 8:30?"'),
    "two sentences": row(4, '  - "No rush. When do you land?"'),
    "condition": row(4, "  - \"When{% if part_of_day == 'evening' %} tonight{% endif %}?\""),
    "guidance": row(12, 'Ask for the time, lightly - e.g. "about when?" is fine.'),
    "Windows line ends": Broken(lambda text: text.replace("\n", "\r\n"), None),
    "spaces at the end": Broken(lambda text: text.replace("\n", "  \n"), None),
    "exclamation": row(3, '  - "Good to hear!"', "ack_good.md"),
    "ellipsis": row(3, '  - "Well... good to hear."', "ack_good.md"),
    "Spanish": row(8, '  - "¿Como para qué hora estaría por allá?"'),
    "911 in words": row(3, '  - "Hang up and call nine one one first."', "advise_911.md"),
    "hand-over": row(3, '  - "Please hold, I\'m getting dispatch for you."', "hand_over.md"),
    "Spanish of the trade": row(8, '  - "¿A qué hora llega al dock con el reefer?"'),
    "safe with the truck": row(6, '  - "¿Están usted y su camión a salvo?"', "ask_safe.md"),
    "safe": row(3, '  - "Are you somewhere safe at the moment?"', "ask_safe.md"),
}


@pytest.mark.parametrize("case", HARMLESS.values(), ids=HARMLESS.keys())
def test_harmless_edits_pass(case: Broken, folder: PromptFolder) -> None:
    path = folder.path / case.file
    path.write_bytes(case.edit(path.read_text(encoding="utf-8")).encode())

    assert [str(problem) for problem in check_prompts(folder.path)] == []
