"""What a call has been told: the current value of each topic, with the words that say it.

The driver's last word counts. What it replaces is kept as history, so that a correction stays
visible. Everything is frozen and goes through JSON unchanged.
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from conversation.facts import Act, Fact, Hearing, Topic
from conversation.forms import (
    CallOutcome,
    CheckInForm,
    DelayReason,
    DriverStatus,
    EmergencyForm,
    EmergencyType,
    EscalationStatus,
    InjuryStatus,
    SafetyStatus,
    UnloadingStatus,
)
from conversation.hearing.answers import ASKS_ETA
from conversation.hearing.times import names_day
from conversation.steps import Step
from conversation.whereabouts import completed

#: Asked and answered only while an emergency is being handled.
_EMERGENCY_TOPICS = frozenset({Topic.SAFETY, Topic.INJURY, Topic.LOAD_SECURE})
#: The graver answers: not taken back by a milder one, unless the driver corrects himself.
_GRAVE: dict[Topic, str | bool] = {
    Topic.SAFETY: SafetyStatus.UNSAFE.value,
    Topic.INJURY: InjuryStatus.INJURED.value,
    Topic.LOAD_SECURE: False,
}
_AT_FACILITY = frozenset({DriverStatus.ARRIVED.value, DriverStatus.UNLOADING.value})
#: At a door, or being unloaded there.
_AT_DOOR = frozenset(
    {
        UnloadingStatus.IN_DOOR.value,
        UnloadingStatus.UNLOADING.value,
    }
)
_STILL_WAITING = frozenset({UnloadingStatus.WAITING.value, UnloadingStatus.IN_DOOR.value})
_OF_A_FACILITY = frozenset({Topic.UNLOADING, Topic.DOOR})
#: Outcomes that leave nothing else on the form.
_NOBODY_REACHED = frozenset({CallOutcome.WRONG_PERSON, CallOutcome.VOICEMAIL})
#: Any of these is an update that dispatch can use; "driving" alone is none.
_USABLE_ON_THE_ROAD = (Topic.PLACE, Topic.ETA, Topic.LATE, Topic.DELAY_REASON)


class Note(BaseModel):
    """One value, and its evidence: the verbatim words and the index of the driver's line.

    A place that was told in two lines has the words of both, with dots between.

    `asked` is the question that it answered; `vague` marks a value too wide to use, such as a
    state for a place, which goes on the form only while nothing better is known.
    """

    model_config = ConfigDict(frozen=True)

    topic: Topic
    value: str | bool
    words: str
    utterance: int
    asked: Step | None = None
    vague: bool = False


class Notes(BaseModel):
    """What the call knows. `current` and `emergency` hold one note for each topic at most."""

    model_config = ConfigDict(frozen=True)

    current: tuple[Note, ...] = ()
    emergency: tuple[Note, ...] = Field(default=(), description="told since the emergency began")
    history: tuple[Note, ...] = Field(default=(), description="values since replaced, oldest first")

    def with_hearing(
        self,
        hearing: Hearing,
        utterance_index: int,
        *,
        asked: Step | None = None,
        in_emergency: bool = False,
    ) -> Notes:
        """These notes and what one utterance told.

        With `in_emergency`, a place, the safety, the injuries and the load are noted as the
        emergency's, and the check-in stays as it was. A value told again changes nothing.
        """
        notes = self
        for fact in hearing.facts:
            note = _note(fact, hearing, utterance_index, asked)
            if in_emergency:
                notes = _with_emergency_note(notes, note, hearing)
            elif fact.topic not in _EMERGENCY_TOPICS:
                notes = _with_check_in_note(notes, note, hearing)
        return notes

    def without(self, topic: Topic) -> Notes:
        """These notes less what was told of `topic` in the check-in, which becomes history."""
        left = tuple(note for note in self.current if note.topic is topic)
        kept = tuple(note for note in self.current if note.topic is not topic)
        return self.model_copy(update={"current": kept, "history": (*self.history, *left)})

    def note(self, topic: Topic) -> Note | None:
        """The current note on `topic`; of an emergency's topics, the emergency's."""
        held = self.emergency if topic in _EMERGENCY_TOPICS else self.current
        return _find(held, topic)

    def value(self, topic: Topic) -> str | bool | None:
        """The current value of `topic`, or None where nothing was told."""
        note = self.note(topic)
        return None if note is None else note.value

    def knows(self, topic: Topic) -> bool:
        """Whether a value was told that can be used: a state for a place cannot."""
        note = self.note(topic)
        return note is not None and not note.vague

    @property
    def emergency_place(self) -> str | None:
        """Where the emergency is, as told since it began."""
        note = _find(self.emergency, Topic.PLACE)
        return None if note is None else str(note.value)

    def check_in_form(
        self, *, outcome: CallOutcome | None = None, pod_reminded: bool = False
    ) -> CheckInForm:
        """The check-in form. `outcome` where the call decides it, None to go by what was told."""
        if outcome in _NOBODY_REACHED:
            return CheckInForm(call_outcome=outcome)
        status = self._driver_status()
        return CheckInForm(
            call_outcome=outcome or self._outcome(status),
            driver_status=status,
            current_location=self._text(Topic.PLACE),
            eta=self._eta(status),
            delay_reason=self._delay_reason(),
            unloading_status=self._unloading_status(status),
            door=self._text(Topic.DOOR),
            pod_reminder_acknowledged=(self.value(Topic.POD) is True) if pod_reminded else None,
        )

    def emergency_form(
        self, *, emergency_type: EmergencyType, escalation: EscalationStatus
    ) -> EmergencyForm:
        """The emergency form; what was never answered stays unknown."""
        secure = self.value(Topic.LOAD_SECURE)
        return EmergencyForm(
            emergency_type=emergency_type,
            safety_status=SafetyStatus(self._text(Topic.SAFETY) or SafetyStatus.UNKNOWN),
            injury_status=self._injury_status(emergency_type),
            emergency_location=self.emergency_place,
            load_secure=secure if isinstance(secure, bool) else None,
            escalation_status=escalation,
        )

    def _text(self, topic: Topic) -> str | None:
        value = self.value(topic)
        return value if isinstance(value, str) else None

    def _eta(self, status: DriverStatus | None) -> str | None:
        """The arrival; of a truck that stands at a shipper's only what was asked for since."""
        arrived, eta = self.note(Topic.STATUS), self.note(Topic.ETA)
        if eta is None or status not in _AT_FACILITY:
            return self._text(Topic.ETA)
        since = arrived is not None and eta.utterance > arrived.utterance
        return self._text(Topic.ETA) if since and eta.asked is Step.ASK_ETA else None

    def _driver_status(self) -> DriverStatus | None:
        status = self._text(Topic.STATUS)
        if status in _AT_FACILITY or (status is None and self._text(Topic.UNLOADING)):
            return self._status_at_facility()
        delay = self._text(Topic.DELAY_REASON)
        held_up = delay not in (None, DelayReason.NONE.value)
        late = self.value(Topic.LATE)
        if late is True or (held_up and late is None):
            return DriverStatus.DELAYED
        if status is None and not any(self.knows(topic) for topic in _USABLE_ON_THE_ROAD):
            return None
        return DriverStatus.DRIVING

    def _status_at_facility(self) -> DriverStatus:
        unloading = self._text(Topic.UNLOADING)
        if unloading == UnloadingStatus.COMPLETED.value:
            return DriverStatus.ARRIVED
        at_door = unloading in _AT_DOOR or self.knows(Topic.DOOR)
        return DriverStatus.UNLOADING if at_door else DriverStatus.ARRIVED

    def _outcome(self, status: DriverStatus | None) -> CallOutcome:
        if status in _AT_FACILITY:
            return CallOutcome.ARRIVAL_CONFIRMATION
        if any(self.value(topic) is not None for topic in _USABLE_ON_THE_ROAD):
            return CallOutcome.IN_TRANSIT_UPDATE
        return CallOutcome.INCOMPLETE

    def _delay_reason(self) -> DelayReason | None:
        reason = self._text(Topic.DELAY_REASON)
        return DelayReason(reason) if reason else None

    def _unloading_status(self, status: DriverStatus | None) -> UnloadingStatus | None:
        if status in _AT_FACILITY:
            told = self._text(Topic.UNLOADING)
            if told is None and self.knows(Topic.DOOR):
                return UnloadingStatus.IN_DOOR
            return UnloadingStatus(told) if told else None
        return None if status is None else UnloadingStatus.NOT_APPLICABLE

    def _injury_status(self, emergency_type: EmergencyType) -> InjuryStatus:
        told = self._text(Topic.INJURY)
        if emergency_type is EmergencyType.MEDICAL:
            return InjuryStatus.INJURED
        return InjuryStatus(told) if told else InjuryStatus.UNKNOWN


def _with_check_in_note(notes: Notes, note: Note, hearing: Hearing) -> Notes:
    held = _find(notes.current, note.topic)
    if held is not None and not _replaces(notes, note, held, hearing):
        return notes
    note = _completing(note, held)
    history = notes.history if held is None else (*notes.history, held)
    kept = tuple(each for each in notes.current if each.topic is not note.topic)
    if note.value == DriverStatus.DRIVING.value and hearing.does(Act.CORRECTS):
        # Not at a facility after all: what was noted of it goes.
        history += tuple(each for each in kept if _is_of_facility(each))
        kept = tuple(each for each in kept if not _is_of_facility(each))
    return notes.model_copy(update={"current": (*kept, note), "history": history})


def _is_of_facility(note: Note) -> bool:
    named = note.topic is Topic.PLACE and note.asked is Step.ASK_FACILITY
    return named or note.topic in _OF_A_FACILITY


def _with_emergency_note(notes: Notes, note: Note, hearing: Hearing) -> Notes:
    if note.topic is not Topic.PLACE and note.topic not in _EMERGENCY_TOPICS:
        return notes
    held = _find(notes.emergency, note.topic)
    if held is not None:
        grave = held.value == _GRAVE.get(note.topic) and not hearing.does(Act.CORRECTS)
        if grave or _repeats(note.value, held.value) or (note.vague and not held.vague):
            return notes
        note = _completing(note, held)
    history = notes.history if held is None else (*notes.history, held)
    kept = tuple(each for each in notes.emergency if each.topic is not note.topic)
    return notes.model_copy(update={"emergency": (*kept, note), "history": history})


def _replaces(notes: Notes, note: Note, held: Note, hearing: Hearing) -> bool:
    """Whether the driver's new word takes the place of what he said before."""
    if _repeats(note.value, held.value) or (note.vague and not held.vague):
        return False
    if hearing.does(Act.CORRECTS):
        return True
    if note.topic is Topic.UNLOADING:
        return _unloading_replaces(note, held)
    if note.topic is Topic.STATUS:
        return _status_replaces(note, held)
    if note.topic is Topic.DELAY_REASON and note.value == DelayReason.NONE.value:
        late = hearing.fact(Topic.LATE)
        return notes.value(Topic.LATE) is not True or (late is not None and late.value is False)
    return True


def _completing(note: Note, held: Note | None) -> Note:
    """The note with what the place, or the day of an arrival, that was `held` adds to it."""
    if held is None or note.topic not in {Topic.PLACE, Topic.ETA}:
        return note
    if note.topic is Topic.ETA:
        value = _on_day(held, note)
    else:
        value = completed(str(held.value), str(note.value))
    if value == note.value:
        return note
    return note.model_copy(update={"value": value, "words": f"{held.words} … {note.words}"})


def _on_day(held: Note, note: Note) -> str:
    """ "Tomorrow." "Around what time?" "At eight": that is tomorrow at eight."""
    value = str(note.value)
    asked_closer = held.vague and not note.vague and note.asked in ASKS_ETA
    if not asked_closer or names_day(value) or not names_day(str(held.value)):
        return value
    return f"{held.value} {value}"


def _unloading_replaces(note: Note, held: Note) -> bool:
    """An unloaded truck stays so, and waiting or a door number ends nothing graver."""
    if held.value == UnloadingStatus.COMPLETED.value:
        return False
    if note.value not in _STILL_WAITING or held.value in _STILL_WAITING:
        return True
    under_way = held.value == UnloadingStatus.UNLOADING.value
    return under_way and note.asked is Step.ASK_UNLOADING


def _repeats(value: str | bool, held: str | bool) -> bool:
    """Whether a value says again what is known, in the same words or in fewer."""
    if isinstance(value, bool) or isinstance(held, bool):
        return value is held
    return f" {value.lower()} " in f" {held.lower()} "


def _status_replaces(note: Note, held: Note) -> bool:
    """Once at the facility, "driving" needs a correction or the question itself."""
    if held.value in _AT_FACILITY and note.value == DriverStatus.DRIVING.value:
        return note.asked is Step.ASK_STATUS
    return not (
        held.value == DriverStatus.UNLOADING.value and note.value == DriverStatus.ARRIVED.value
    )


def _note(fact: Fact, hearing: Hearing, utterance: int, asked: Step | None) -> Note:
    vague = (fact.topic is Topic.PLACE and hearing.does(Act.VAGUE_PLACE)) or (
        fact.topic is Topic.ETA and hearing.does(Act.VAGUE_ETA)
    )
    return Note(
        topic=fact.topic,
        value=fact.value,
        words=fact.words,
        utterance=utterance,
        asked=asked,
        vague=vague,
    )


def _find(notes: tuple[Note, ...], topic: Topic) -> Note | None:
    return next((note for note in notes if note.topic is topic), None)
