"""The conversation so far as Retell's transcript holds it, word by word with audio times."""

from __future__ import annotations

import copy
import json
from dataclasses import dataclass, field

from conversation.events import Speaker, Utterance
from simulator.wire import UNINTELLIGIBLE, Json

_SPEAKERS = {"agent": Speaker.AGENT, "user": Speaker.DRIVER}


@dataclass(slots=True)
class SpokenLine:
    """One utterance that may still grow; `frame` is what goes into transcripts."""

    frame: Json

    @classmethod
    def of(cls, role: str) -> SpokenLine:
        """An empty line of `agent` or `user`."""
        return cls({"role": role, "content": "", "words": []})

    @property
    def count(self) -> int:
        """How many words have been spoken."""
        return len(self.frame["words"])

    @property
    def text(self) -> str:
        """The words so far."""
        return str(self.frame["content"])

    def add(self, word: str, start: float, end: float) -> None:
        """Append a word that was spoken from `start` to `end`, in seconds of the call's audio."""
        self.frame["content"] = f"{self.text} {word}".lstrip()
        self.frame["words"].append({"word": word, "start": round(start, 3), "end": round(end, 3)})

    def show_in_full(self, text: str) -> None:
        """Hold the whole text, although not all of it was spoken."""
        self.frame["content"] = text


@dataclass(slots=True)
class Talk:
    """All lines of the call, and beside them the tool calls for those who want to see them."""

    lines: list[Json] = field(default_factory=list)
    with_tool_calls: list[Json] = field(default_factory=list)

    def begin(self, role: str) -> SpokenLine:
        """A new line of `agent` or `user`; it appears in the transcript at once."""
        line = SpokenLine.of(role)
        self.add(line)
        return line

    def add(self, line: SpokenLine) -> None:
        """Let a line appear in the transcript; it may still grow."""
        self.lines.append(line.frame)
        self.with_tool_calls.append(line.frame)

    def snapshot(self) -> list[Json]:
        """The transcript as it stands now, for a frame that is sent later."""
        return copy.deepcopy(self.lines)

    def mumbled(self) -> None:
        """Speech was heard, but no words came out of it."""
        self.begin("user").show_in_full(UNINTELLIGIBLE)

    def tool_event(self, event: Json) -> None:
        """Note a tool call or its result."""
        self.with_tool_calls.append(event)

    def own_action(self, name: str, target: str) -> None:
        """Note an action of Retell's own, as it does by itself (docs, Custom LLM overview)."""
        number = sum(line["role"] == "tool_call_invocation" for line in self.with_tool_calls)
        arguments = json.dumps({"target": target} if target else {})
        call = {"tool_call_id": f"retell_{number}", "name": name, "arguments": arguments}
        self.tool_event({"role": "tool_call_invocation", "type": name, **call})

    def utterances(self) -> tuple[Utterance, ...]:
        """The transcript in the conversation's own words."""
        return tuple(Utterance(_SPEAKERS[line["role"]], line["content"]) for line in self.lines)
