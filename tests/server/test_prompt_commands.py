"""Seeing and trying what is said: `prompts show`, `prompts chat`, `simulate --prompts`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from shutil import copyfile

import pytest
from rich.console import Console

from conversation.events import LoadFacts
from conversation.steps import Step
from prompts import SHIPPED, PromptLibrary
from server.chat import HELP, Chat
from server.demo import ServerNotStartedError, server_of_its_own
from server.prompting import PERSONA
from server.showing import sample_scene, scripted_scene, shown, stored_scene
from tests.server.conftest import SECRET_KEY, Serve

LOAD = LoadFacts(driver_name="Ana Ruiz", load_number="7", contacts=("+15550100",))


# show


def test_each_wording_is_shown_filled_in_the_order_of_the_file(library: PromptLibrary):
    page = list(shown(library, sample_scene(), [Step.ASK_ETA]))
    heard = [line[6:] for line in page if line.startswith(("  en  ", "  es  "))]
    assert heard[0] == "What's your ETA to Oklahoma City?"
    assert len(heard) == 6
    assert heard[3].startswith("¿A qué hora calcula llegar a Oklahoma City")
    text = "\n".join(page)
    assert library.guidance(Step.ASK_ETA).split("\n")[0] in text
    assert PERSONA.split("\n")[0] in text
    assert '"load_number":"7745-B"' in text


def test_a_safety_line_goes_to_no_model(library: PromptLibrary):
    page = "\n".join(shown(library, sample_scene(), [Step.ADVISE_911]))
    assert "nueve uno uno" in page
    assert "no model is asked" in page
    assert PERSONA.split("\n")[0] not in page


def test_all_steps_fit_on_one_page(library: PromptLibrary):
    page = list(shown(library, sample_scene(), list(Step)))
    assert all(any(line.startswith(f"{step}: ") for line in page) for step in Step)
    assert "\n".join(page).count(PERSONA.split("\n")[0]) == 1


def test_a_script_fills_in_its_load(library: PromptLibrary):
    page = "\n".join(shown(library, scripted_scene(Path("ordinary")), [Step.OPENING]))
    assert "Dana" in page
    assert "load 5521" in page
    assert "7745-B" not in page


async def test_a_stored_call_fills_in_what_it_heard(serve: Serve, library: PromptLibrary):
    house = await serve()
    async with house.dial() as line:
        await line.opened()
        await line.turn(1, "i'm rolling on i-40 past jackson")
    store = await house.on_disk()
    call = await store.call("call-1")
    assert call
    page = "\n".join(shown(library, await stored_scene(store, call), [Step.ACK_HEARD]))
    assert "Got it, I-40 past Jackson." in page
    assert "user: i'm rolling on i-40 past jackson" in page


# chat


def chatted(library: PromptLibrary, *typed: str, load: LoadFacts = LOAD) -> list[str]:
    lines: list[str] = []
    chat = Chat(library, load, lines.append, lambda: 1_800_000_000.0)
    chat.begin()
    for line in typed:
        if not chat.over:
            chat.hear(line)
    chat.end()
    return [line.strip() for line in lines]


def test_phases_and_facts_are_shown_as_they_change(library: PromptLibrary):
    lines = chatted(library, "going good", "i'm rolling on i-40 past jackson", "")
    assert lines[0] == HELP
    assert "phase: dialled -> opening" in lines
    assert 'fact: place = I-40 past Jackson, "on i-40 past jackson"' in lines
    assert any(line.startswith("said: are_you_there") for line in lines)
    assert "check_in.current_location: I-40 past Jackson" in lines


def test_an_alarm_and_its_hand_over_are_shown(library: PromptLibrary):
    lines = chatted(library, "my chest hurts bad", "/failed", "/bridged", "/nonsense")
    (alarm,) = (line for line in lines if line.startswith("ALARM 1: medical, open, "))
    assert "chest hurts" in alarm
    assert "transfer to +15550100: /bridged or /failed" in lines
    assert "no transfer has been asked for" in lines
    assert "emergency.escalation_status: callback_promised" in lines
    assert lines.count(HELP) == 2


def test_a_transfer_that_is_bridged_is_on_the_form(library: PromptLibrary):
    lines = chatted(library, "my chest hurts bad", "/drop", "/bridged", "/bye", "not heard")
    assert "emergency.escalation_status: transferred" in lines
    assert not any("not heard" in line for line in lines)


def test_the_drivers_record_begins_the_call_in_spanish(library: PromptLibrary):
    lines = chatted(library, load=LOAD.model_copy(update={"language": "es"}))
    said = next(line for line in lines if line.startswith("agent: "))
    assert "despacho" in said
    lines = chatted(library, "voy por la i-10 cerca de indio", "sorry english please")
    assert [line for line in lines if line.startswith("language: ")] == [
        "language: es",
        "language: en",
    ]


# The commands


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    folder = tmp_path / "edited"
    folder.mkdir()
    for source in SHIPPED.glob("*.md"):
        copyfile(source, folder / source.name)
    text = (folder / "opening.md").read_text(encoding="utf-8")
    rows = text.split("\n")
    rows[2:5] = [f'  - "The automated line, number {n}. How is it?"' for n in ("one", "two")]
    (folder / "opening.md").write_text("\n".join(rows), encoding="utf-8")
    return folder


def run(tmp_path: Path, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{tmp_path}/x.db",
        "SECRET_KEY": SECRET_KEY,
        "OPENAI_API_KEY": "",
    }
    return subprocess.run(
        [sys.executable, "-m", "server", *arguments],
        cwd=tmp_path,
        env=environment,
        input=typed,
        capture_output=True,
        text=True,
        errors="surrogateescape",
        timeout=60,
        check=False,
    )


def test_chat_speaks_from_the_folder_and_ends_with_its_input(tmp_path: Path, edited: Path):
    done = run(tmp_path, "prompts", "chat", "--prompts", str(edited), typed="going good\n")
    assert done.returncode == 0, done.stderr
    assert "agent: The automated line, number" in done.stdout
    assert "driver: going good\n" in done.stdout
    assert "check_in.call_outcome" in done.stdout


def test_chat_takes_what_a_terminal_of_another_encoding_sends(tmp_path: Path):
    done = run(tmp_path, "prompts", "chat", typed="i'm at door \udce9 42\n/bye\n")
    assert done.returncode == 0, done.stderr
    assert "driver: i'm at door \ufffd 42" in done.stdout


def test_commands_refuse_what_they_would_not_heed(tmp_path: Path, edited: Path):
    prompts = ("--prompts", str(edited))
    for arguments, told in (
        (("prompts", "chat", "--language", "fr"), "'fr'"),
        (("replay", "call-1", "--since", "7d"), "not both"),
        (("replay", "--since", "99999999999d"), "write 24h"),
        (("simulate", "ordinary", *prompts, "--url", "ws://there"), "of its own"),
    ):
        done = run(tmp_path, *arguments)
        assert done.returncode == 2
        assert told in done.stderr


def test_what_cannot_be_played_is_told_apart_from_what_got_worse(tmp_path: Path, edited: Path):
    done = run(tmp_path, "simulate", "nobody", "--prompts", str(edited))
    assert (done.returncode, "server" in done.stdout) == (2, False)
    assert "No such file" in done.stdout
    (edited / "goodbye.md").unlink()
    done = run(tmp_path, "simulate", "ordinary", "--prompts", str(edited))
    assert done.returncode == 2
    assert "goodbye.md: the file is missing" in done.stderr
    done = run(tmp_path, "replay")
    assert done.returncode == 2
    assert f"no stored call has a turn to replay in sqlite:///{tmp_path}" in done.stderr


async def test_a_server_of_its_own_that_does_not_start_is_told(tmp_path: Path):
    own = server_of_its_own(f"sqlite:///{tmp_path}/x.db", Console(quiet=True), VOICE="shouted")
    with pytest.raises(ServerNotStartedError, match="ended with status 1"):
        async with own:
            pass


def test_show_takes_the_name_of_the_file(tmp_path: Path):
    done = run(tmp_path, "prompts", "show", "prompts/advise_911.md")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("advise_911: ")


def test_show_names_the_nearest_step_and_refuses_broken_files(tmp_path: Path, edited: Path):
    done = run(tmp_path, "prompts", "show", "ask_etaa")
    assert done.returncode == 1
    assert 'Did you mean "ask_eta"?' in done.stderr
    (edited / "goodbye.md").unlink()
    done = run(tmp_path, "prompts", "show", "--prompts", str(edited))
    assert done.returncode == 1
    assert "goodbye.md: the file is missing" in done.stderr


def test_a_simulated_call_is_spoken_from_the_folder(tmp_path: Path, edited: Path):
    options = ("--prompts", str(edited), "--speed", "50", "--patience", "20")
    done = run(tmp_path, "simulate", "ordinary", *options)
    assert "The automated line, number" in done.stdout, done.stderr
    assert "what the call left" in done.stdout
