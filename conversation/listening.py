"""Which of the driver's words still want an answer, and whether our last answer was heard.

The transcript comes whole with each event. The other side asks for answers early: when the
driver goes on talking, it asks again under a higher number and our earlier answer is never
spoken. Then the driver's words must be heard again as one, from where the call stood before
(Retell docs, LLM WebSocket: only the newest response id counts).
"""

from __future__ import annotations

from conversation.events import Speaker, Transcript
from conversation.memory import Ear

#: After so many answers without a trace in the transcript, the transcript is taken to hold no
#: lines of ours at all (some clients send only the driver's), and every new line is a new turn.
TRACELESS_ANSWERS = 2

#: A line of fewer words may be the beginning of a sentence that the next one goes on with.
WHOLE_LINE = 4


def driver_lines(transcript: Transcript) -> list[str]:
    """What the driver said, line by line."""
    return [line.text for line in transcript if line.speaker is Speaker.DRIVER]


def agent_letters(transcript: Transcript) -> int:
    """How much of our own speech the transcript shows, in letters."""
    return sum(len(line.text) for line in transcript if line.speaker is Speaker.AGENT)


def was_unheard(transcript: Transcript, ear: Ear) -> bool:
    """Whether the last answer went unheard because the driver was still talking."""
    if ear.lines == 0 and not ear.last_line:
        return False
    if agent_letters(transcript) > ear.agent_letters:
        return False
    lines = driver_lines(transcript)
    goes_on = len(lines) == ear.lines and bool(lines) and lines[-1].startswith(ear.last_line)
    if goes_on:
        return True
    return (
        len(lines) > ear.lines and agent_letters(transcript) > 0 and ear.unheard < TRACELESS_ANSWERS
    )


def new_words(transcript: Transcript, ear: Ear) -> str:
    """The driver's words since the last answer that was heard."""
    lines = driver_lines(transcript)
    if len(lines) > ear.lines:
        return _as_sentences(new_turns(transcript, ear))
    if not lines or lines[-1] == ear.last_line:
        return ""
    if len(lines) == ear.lines and lines[-1].startswith(ear.last_line):
        return lines[-1][len(ear.last_line) :].strip()
    # The transcript is shorter than what was answered: only its last line can be new.
    return lines[-1]


def new_turns(transcript: Transcript, ear: Ear) -> list[str]:
    """The driver's new lines, those together between which we did not speak.

    More than one means that we have missed what he said before: a process has died over it.
    """
    turns: list[list[str]] = [[_rest_of_answered(driver_lines(transcript), ear)], []]
    count = 0
    for line in transcript:
        if line.speaker is Speaker.AGENT:
            turns.append([])
        elif line.speaker is Speaker.DRIVER:
            count += 1
            if count > ear.lines:
                turns[-1].append(line.text)
    said = [_joined(turn) for turn in turns if any(line.strip() for line in turn)]
    return [turn for turn in said if not is_noise(turn)] or said[-1:]


def _as_sentences(turns: list[str]) -> str:
    """Several turns as one text, in which no sentence goes on from one to the next."""
    ended = (turn if turn[-1] in ".?!" else f"{turn}." for turn in turns[:-1])
    return " ".join((*ended, *turns[-1:]))


def _rest_of_answered(lines: list[str], ear: Ear) -> str:
    """What was still said in the line that we answered, or cut into, before it was whole.

    A full stop that recognition adds afterwards is nothing that was said.
    """
    if not ear.last_line or is_noise(ear.last_line):
        return ""
    whole = lines[ear.lines - 1] if 0 < ear.lines <= len(lines) else ""
    rest = whole[len(ear.last_line) :] if whole.startswith(ear.last_line) else ""
    return rest.strip() if any(letter.isalnum() for letter in rest) else ""


def whole_last_line(transcript: Transcript, ear: Ear) -> str:
    """The line that was answered last, where it has grown since; otherwise empty text."""
    lines = driver_lines(transcript)
    grown = 0 < ear.lines <= len(lines) and _rest_of_answered(lines, ear)
    return lines[ear.lines - 1] if grown else ""


def line_apart(transcript: Transcript, ear: Ear) -> str:
    """The last new line, where it begins anew after a whole one; empty where there is none such.

    Lines that follow a line that was still unanswered are heard as one with it. What is told in
    the last of them must not drown in the small talk before it.
    """
    *before, last = driver_lines(transcript)[ear.lines :] or [""]
    return last if before and len(before[-1].split()) >= WHOLE_LINE else ""


def answered(transcript: Transcript, ear: Ear, *, unheard: bool) -> Ear:
    """The ear after an answer to all that `transcript` holds."""
    lines = driver_lines(transcript)
    return Ear(
        lines=len(lines),
        last_line=lines[-1] if lines else "",
        agent_letters=agent_letters(transcript),
        unheard=ear.unheard + 1 if unheard else 0,
        traced=False,
    )


def traced(transcript: Transcript, ear: Ear) -> Ear:
    """The ear, knowing whether `transcript` shows that our last answer is being heard."""
    if ear.traced or agent_letters(transcript) <= ear.agent_letters:
        return ear
    return ear.model_copy(update={"traced": True})


def _joined(lines: list[str]) -> str:
    """Several lines as one; recognition's mark for noise is kept only if nothing else came."""
    words = [line for line in lines if line.strip() and not is_noise(line)]
    return " ".join(words) if words else " ".join(lines)


def is_noise(text: str) -> bool:
    """Whether recognition heard speech but no words."""
    return text.strip().lower() in ("(unintelligible audio)", "unintelligible audio")
