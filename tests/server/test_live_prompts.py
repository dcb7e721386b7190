"""An edit of the prompt files reaches the calls that start after it, and no others."""

from __future__ import annotations

import asyncio
from pathlib import Path
from shutil import copyfile, copytree, rmtree

import pytest

from conversation.actions import Line
from conversation.memory import Memory
from conversation.steps import Step
from prompts import SHIPPED, PromptErrors, PromptFolder, PromptLibrary
from server.live_prompts import READY, LivePrompts
from server.voice import Voice
from storage import Item, PromptsJudged, PromptsKept, prompt_texts, prompt_versions
from storage.event_queries import events_after
from tests.server.conftest import House, Serve, open_api


class Desk:
    """An editor's copy of the prompts, and a server that follows it; time is a number."""

    def __init__(self, path: Path, library: PromptLibrary) -> None:
        self.path = path
        self.kept: list[Item] = []
        folder = PromptFolder(path)
        self.prompts = LivePrompts(folder, folder.state(), library, self.kept.append)
        self._at = 0.0

    @property
    def changes(self) -> list[tuple[str, int]]:
        """The version in use after each edit that was told of, and its number of problems."""
        told = (item for item in self.kept if isinstance(item, PromptsJudged))
        return [(item.version, len(item.problems)) for item in told]

    def write(self, file: str, text: str) -> None:
        (self.path / file).write_text(text, encoding="utf-8")

    def say(self, words: str, file: str = "goodbye.md") -> None:
        """Make `words` the first English goodbye."""
        rows = (SHIPPED / file).read_text(encoding="utf-8").split("\n")
        rows[2] = f'  - "{words}"'
        self.write(file, "\n".join(rows))

    async def settle(self) -> None:
        """Let a look find the edit, and another one find that it stands."""
        for _ in range(2):
            self._at += 1.0
            await self.prompts.look(self._at)

    @property
    def goodbye(self) -> str:
        return self.prompts.current.render(Step.GOODBYE, 0, "en", {})


@pytest.fixture
def desk(tmp_path: Path, library: PromptLibrary) -> Desk:
    path = tmp_path / "prompts"
    path.mkdir()
    for source in SHIPPED.glob("*.md"):
        copyfile(source, path / source.name)
    return Desk(path, library)


async def test_an_edit_is_used_and_the_old_texts_stay_with_whoever_has_them(desk: Desk):
    before = desk.prompts.current
    desk.say("So long, goodbye.")
    await desk.settle()

    assert desk.goodbye == "So long, goodbye."
    assert before.render(Step.GOODBYE, 0, "en", {}) != desk.goodbye
    assert desk.changes == [(desk.prompts.current.version, 0)]
    kept = [item for item in desk.kept if isinstance(item, PromptsKept)]
    assert [item.version for item in kept] == [before.version, desk.prompts.current.version]


async def test_a_file_that_is_still_written_to_is_left_alone(desk: Desk):
    before = desk.prompts.current
    for number in range(5):
        desk.say(f"Goodbye number {['one', 'two', 'three', 'four', 'five'][number]}.")
        await desk.prompts.look(number * 0.3)
    assert desk.prompts.current is before
    await desk.prompts.look(1.8)
    assert desk.goodbye == "Goodbye number five."


async def test_a_broken_edit_changes_nothing_and_is_told_once(desk: Desk):
    before = desk.prompts.current
    for words in ("Hello {{ nobody }}.", "Hello {{ nobody }}."):
        desk.say(words)
        await desk.settle()
    assert desk.prompts.current is before
    [problem] = desk.prompts.problems
    assert (problem.file, problem.line) == ("goodbye.md", 3)
    assert desk.changes == [(before.version, 1)]

    desk.say("Thanks, goodbye.")
    await desk.settle()
    assert desk.prompts.problems == ()
    assert desk.changes[1:] == [(before.version, 0)]


async def test_all_problems_of_a_broken_folder_are_told_together(desk: Desk):
    desk.say("Hello {{ nobody }}.")
    desk.say("Are you well?", "ack_good.md")
    (desk.path / "closing.md").unlink()
    await desk.settle()
    files = [problem.file for problem in desk.prompts.problems]
    assert files == ["ack_good.md", "closing.md", "goodbye.md"]


async def test_a_folder_that_goes_away_changes_nothing(desk: Desk):
    before = desk.prompts.current
    rmtree(desk.path)
    await desk.settle()
    assert desk.prompts.current is before
    assert "cannot be read" in desk.prompts.problems[0].what


async def test_a_folder_that_is_swapped_whole_is_used_whole(desk: Desk, tmp_path: Path):
    copytree(desk.path, tmp_path / "next")
    desk.path.rename(tmp_path / "before")
    (tmp_path / "next").rename(desk.path)
    desk.say("A new goodbye.")
    await desk.settle()
    assert desk.goodbye == "A new goodbye."


async def test_what_changes_while_it_is_read_is_not_used(desk: Desk, monkeypatch):
    before = desk.prompts.current
    read = PromptFolder.check

    def written_meanwhile(folder: PromptFolder):
        checked = read(folder)
        desk.say("The second half, goodbye.", "closing.md")
        return checked

    desk.say("The first half, goodbye.")
    monkeypatch.setattr(PromptFolder, "check", written_meanwhile)
    await desk.settle()
    assert desk.prompts.current is before
    monkeypatch.undo()
    await desk.settle()
    assert desk.goodbye == "The first half, goodbye."
    assert desk.prompts.current.render(Step.CLOSING, 0, "en", {}) == "The second half, goodbye."


async def test_no_call_hears_a_broken_or_mixed_version(desk: Desk):
    """Edits of two files that belong together, every other one broken, while calls talk."""
    calls: list[tuple[Voice, list[str]]] = []
    used = set()
    for edit in range(60):
        words = f"So long, mate {NUMBERS[edit % 10]} of {NUMBERS[edit // 10]}."
        desk.say(words)
        await desk.prompts.look(10.0 * edit)  # between the two writes
        desk.say(words.replace(".", " {{ oops }}.") if edit % 2 else words, "closing.md")
        voice = Voice(desk.prompts.current, "id")
        calls.append((voice, _spoken(voice)))
        await desk.prompts.look(10.0 * edit + 1)
        await desk.prompts.look(10.0 * edit + 2)
        used.add(desk.prompts.current.version)
        assert all(_spoken(voice) == heard for voice, heard in calls[-20:])
    assert len(used) == 30
    for _, heard in calls[1:]:
        told = [words for words in heard if words.startswith("So long, mate")]
        assert len(told) == 2
        assert told[0] == told[1]


NUMBERS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]


def _spoken(voice: Voice) -> list[str]:
    """All that a call can say of two steps."""
    return [
        voice.words([Line(step, wording)], Memory(), 0.0)
        for step in (Step.GOODBYE, Step.CLOSING)
        for wording in range(3)
    ]


async def test_an_agents_own_wordings_are_compiled_once_and_kept(desk: Desk):
    overrides = {"goodbye": {"guidance": "Be brief."}}
    library = await desk.prompts.with_overrides(overrides)
    assert await desk.prompts.with_overrides(dict(overrides)) is library
    assert library.guidance(Step.GOODBYE) == "Be brief."
    assert isinstance(desk.kept[-1], PromptsKept)
    assert desk.kept[-1].version == library.version
    with pytest.raises(PromptErrors):
        await desk.prompts.with_overrides({"goodbye": {}})


async def test_no_number_of_agents_fills_the_memory(desk: Desk):
    for number in range(READY + 5):
        await desk.prompts.with_overrides({"goodbye": {"guidance": f"Number {number}."}})
    assert await desk.prompts.with_overrides({}) is desk.prompts.current


# Over the socket


async def _edited(house: House, desk: Desk, words: str) -> None:
    """Save an edit, and let the server find it."""
    desk.say(words, "opening.md")
    loop = asyncio.get_running_loop()
    before = house.resources.prompts.current
    for wait in range(1, 100):
        await house.resources.prompts.look(loop.time() + wait)
        if house.resources.prompts.current is not before or house.resources.prompts.problems:
            return
    raise AssertionError("the edit was not found")


async def test_calls_begin_with_the_edit_and_go_on_with_what_they_began(serve: Serve, desk: Desk):
    house = await serve(PROMPTS_DIR=desk.path)
    first = house.resources.prompts.current.version
    async with house.dial() as line:
        await line.opened()
        await line.turn(1, "going good")
        await line.update()
        await _edited(house, desk, "Hey, dispatch's automated line. How is it?")
        assert house.resources.prompts.current.version != first
        line.reset()
    async with house.dial() as again:
        again.heard = list(line.heard)
        await again.opened()
        await again.turn(2, "i'm on i-40 past jackson")
    record = await (await house.on_disk()).call("call-1")
    assert record
    assert record.prompt_version == first


async def test_another_process_goes_on_with_the_texts_that_the_call_began_with(
    serve: Serve, desk: Desk
):
    house = await serve(PROMPTS_DIR=desk.path)
    await _edited(house, desk, "Hey, dispatch's automated line. How is it?")
    began = house.resources.prompts.current.version
    async with house.dial() as line:
        await line.opened()
        await line.turn(1, "going good")
        line.reset()
    await house.on_disk()
    second = await serve()
    assert second.resources.prompts.current.version != began
    async with second.dial() as again:
        again.heard = list(line.heard)
        await again.opened()
        await again.turn(2, "i'm on i-40 past jackson")
    store = await second.on_disk()
    record = await store.call("call-1")
    assert record
    assert record.prompt_version == began
    assert await prompt_texts(store, began)
    used = {each.version: each.calls for each in await prompt_versions(store)}
    assert used[began] == 1


async def test_readiness_tells_what_is_wrong_with_an_edit(serve: Serve, desk: Desk, web):
    house = await serve(PROMPTS_DIR=desk.path)
    await _edited(house, desk, "Hey {{ nobody }}, dispatch's automated line. How is it?")
    async with web.get(house.url("/readyz")) as answer:
        state = await answer.json()
    assert answer.status == 200
    assert state["status"] == "degraded"
    assert state["prompts"] == house.resources.prompts.current.version
    [problem] = state["prompt_problems"]
    assert problem.startswith("opening.md:3: ")


async def test_texts_that_cannot_be_found_leave_the_call_its_words(serve: Serve):
    house = await serve()
    prompts = house.resources.prompts
    assert await prompts.of_version("nowhere", house.store) is prompts.current
    assert await prompts.of_version(None, house.store) is prompts.current


async def test_an_edit_is_told_to_whoever_listens_good_or_broken(serve: Serve, desk: Desk):
    house = await serve(PROMPTS_DIR=desk.path)
    first = house.resources.prompts.current.version
    await _edited(house, desk, "Hey {{ nobody }}, dispatch's automated line. How is it?")
    broken, *others = await events_after(await house.on_disk(), 0, 10)
    assert not others
    assert (broken.type, broken.data["version"]) == ("prompts", first)
    assert broken.data["problems"][0].startswith("opening.md:3: ")


async def test_versions_are_listed_with_their_use_and_their_texts(serve: Serve, desk: Desk):
    house = await serve(PROMPTS_DIR=desk.path)
    first = house.resources.prompts.current.version
    async with house.dial() as line:
        await line.opened()
    await _edited(house, desk, "Hey, dispatch's automated line. How is it?")
    await house.on_disk()
    async with open_api(house) as api:
        listed = (await api.ask("GET", "/prompts/versions")).body
        new, old = listed["versions"]
        assert (new["current"], new["calls"], new["first_used"]) == (True, 0, None)
        assert (old["version"], old["current"], old["calls"]) == (first, False, 1)
        assert old["first_used"] == old["last_used"]
        assert listed["problems"] == []
        texts = (await api.ask("GET", f"/prompts/versions/{new['version']}")).body["texts"]
        assert texts["opening"]["lines"][0].startswith("Hey, dispatch")
        assert (await api.ask("GET", "/prompts/versions/nowhere")).status == 404
