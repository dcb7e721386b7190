"""A transcript as text, a line for each utterance, and back."""

from __future__ import annotations

from conversation.events import Speaker, Transcript, Utterance


def written(transcript: Transcript) -> str:
    """The transcript as text: "driver: rolling good", a line for each utterance."""
    return "\n".join(f"{line.speaker}: {' '.join(line.text.split())}" for line in transcript)


def from_written(text: str) -> Transcript:
    """The transcript that `written` made into `text`; a line of nobody's goes on the one before."""
    lines: list[Utterance] = []
    for line in text.split("\n"):
        name, colon, said = line.partition(": ")
        if colon and name in set(Speaker):
            lines.append(Utterance(Speaker(name), said))
        elif line.strip() and lines:
            last = lines.pop()
            lines.append(Utterance(last.speaker, f"{last.text} {line.strip()}"))
    return tuple(lines)


def spoken_by(transcript: Transcript, speaker: Speaker) -> list[str]:
    """What one side said, line by line."""
    return [line.text for line in transcript if line.speaker is speaker]
