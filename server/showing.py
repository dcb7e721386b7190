"""`checkcall prompts show`: what a driver would hear of a step, and what a model would be sent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from conversation.actions import Line
from conversation.events import LoadFacts, Transcript
from conversation.facts import Topic
from conversation.memory import Memory
from conversation.steps import STEP_RULES, Step
from conversation.transcripts import from_written
from prompts import LANGUAGES, PromptLibrary
from prompts.checks import SAMPLES
from server.completions import Message
from server.speech import Phrasing, Talk, is_phrased, told_to_model
from server.voice import Voice, common_values
from server.wire import load_facts
from simulator import load_script
from simulator.call_object import call_object
from simulator.command import find_script
from storage import CallRecord, Store

#: A morning in Texas, for whoever names no call (Unix time in seconds).
MORNING = 1_780_063_200.0

#: What the call has heard that fills a step's own variables.
_HEARD = {
    "place": Topic.PLACE,
    "eta": Topic.ETA,
    "door": Topic.DOOR,
    "reefer": Topic.REEFER,
    "reading": Topic.REEFER,
    "call_back_time": Topic.CALL_BACK_TIME,
}


@dataclass(frozen=True, slots=True)
class Scene:
    """A call as it stands when the steps are said. `call_id` decides the first wording."""

    call_id: str
    memory: Memory
    transcript: Transcript
    at: float
    values: dict[str, str]


def sample_scene() -> Scene:
    """A call of which everything is known that a wording can use."""
    first = {name: samples[0] for name, samples in SAMPLES.items()}
    load = LoadFacts(
        driver_name=first["driver_name"],
        load_number=first["load_number"],
        origin=first["origin"],
        destination=first["destination"],
        last_known_location=first["last_known_location"],
        timezone="America/Chicago",
    )
    return Scene("sample", Memory(load=load, started_at=MORNING), (), MORNING, first)


def scripted_scene(name: Path) -> Scene:
    """The beginning of the call in a script; raises `simulator.ScriptError`."""
    call_id = "call_1"
    load = load_facts(call_object(load_script(find_script(name)), call_id))
    memory = Memory(load=load, started_at=MORNING)
    return Scene(call_id, memory, (), MORNING, _values(memory))


async def stored_scene(store: Store, call: CallRecord) -> Scene:
    """A stored call as it ended. Raises DatabaseUnavailableError."""
    call_id = call.retell_call_id or ""
    state = await store.load_state(call_id)
    at = (call.completed_at or call.created_at).timestamp()
    memory = Memory(load=call.load() or LoadFacts())
    if state is not None:
        memory = Memory.model_validate(state.memory)
    return Scene(call_id, memory, from_written(call.raw_transcript or ""), at, _values(memory))


def _values(memory: Memory) -> dict[str, str]:
    known = {name: memory.notes.value(topic) for name, topic in _HEARD.items()}
    heard = {name: str(value) for name, value in known.items() if isinstance(value, str)}
    return {**heard, "last_known_location": memory.load.last_known_location}


def shown(library: PromptLibrary, scene: Scene, steps: Sequence[Step]) -> Iterator[str]:
    """The lines of the page. What all requests share stands once, above everything."""
    voice = Voice(library, scene.call_id)
    requests = {step: _request(voice, scene, step) for step in steps if is_phrased(step)}
    if requests:
        shared = next(iter(requests.values()))[:-1]
        yield "Each request to a model (VOICE=hybrid or model) begins with"
        yield from _messages(shared)
        yield ""
    for step in steps:
        yield from _step(library, scene, step)
        if step in requests:
            yield "  a model is sent, last"
            yield from _messages(requests[step][-1:])
        else:
            yield "  no model is asked: it is spoken as it stands in every voice"
        yield ""


def _step(library: PromptLibrary, scene: Scene, step: Step) -> Iterator[str]:
    values = {**common_values(scene.memory.load, scene.at), **scene.values}
    yield f"{step.value}: {STEP_RULES[step].heard_when}"
    for language in LANGUAGES:
        for number in range(library.wordings(step, language)):
            yield f"  {language}  {library.render(step, number, language, values)}"


def _request(voice: Voice, scene: Scene, step: Step) -> list[Message]:
    ends = step.value.startswith("closing") or step is Step.GOODBYE
    phrasing = Phrasing((), (Line(step, 0, scene.values),), ends)
    return told_to_model(phrasing, Talk(voice, scene.memory, scene.at, scene.transcript), "")


def _messages(messages: Sequence[Message]) -> Iterator[str]:
    for message in messages:
        first, *rest = message["content"].split("\n")
        yield f"    {message['role']}: {first}"
        yield from (f"      {row}" for row in rest)
