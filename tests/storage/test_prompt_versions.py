"""Which texts calls were spoken with."""

from __future__ import annotations

from storage import CallSeen, PromptsKept, StateKept, Store, prompt_texts, prompt_versions

AT = 1_800_000_000.0
TEXTS = {"ask_eta": {"lines": ["¿When?"], "guidance": "Ask."}}


async def test_texts_are_kept_once_for_each_version(store: Store):
    await store.keep_now([PromptsKept("v1", TEXTS, AT)])
    await store.keep_now([PromptsKept("v1", {}, AT + 9), PromptsKept("v2", {}, AT + 9)])

    assert await prompt_texts(store, "v1") == TEXTS
    assert await prompt_texts(store, "v2") == {}
    assert await prompt_texts(store, "v3") is None


async def test_versions_tell_when_calls_used_them(store: Store):
    await store.keep_now([PromptsKept("old", {}, AT), PromptsKept("new", {}, AT + 50)])
    for number, at in enumerate((AT + 20, AT + 5, AT + 60)):
        version = "new" if number == 2 else "old"
        await store.keep_now([CallSeen(f"call{number}", at, prompt_version=version)])
    await store.keep_now([PromptsKept("unused", {}, AT + 30)])

    new, unused, old = await prompt_versions(store)

    assert [each.version for each in (new, unused, old)] == ["new", "unused", "old"]
    assert old.first_used
    assert old.last_used
    assert (old.first_used.timestamp(), old.last_used.timestamp()) == (AT + 5, AT + 20)
    assert (old.calls, new.calls, unused.calls) == (2, 1, 0)
    assert unused.first_used is None
    assert [each.version for each in await prompt_versions(store, limit=1)] == ["new"]


async def test_a_call_and_its_state_name_its_version(store: Store):
    await store.keep_now([CallSeen("call", AT, prompt_version="v1"), StateKept("call", 1, {}, AT)])
    await store.keep_now([CallSeen("call", AT)])

    call, state = await store.call("call"), await store.load_state("call")
    assert call
    assert call.prompt_version == "v1"
    assert state
    assert state.prompt_version == "v1"
