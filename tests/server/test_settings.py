"""Settings: a bad one stops the start and is named; what people read of them is true."""

from __future__ import annotations

from pathlib import Path

import pytest

from server import settings_doc
from server.settings import Settings, SettingsError

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(autouse=True)
def _no_settings_around(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "eighty"),
        ("PORT", "-1"),
        ("PORT", "65536"),
        ("PORT", ""),
        ("LOG_LEVEL", "LOUD"),
        ("LOG_FORMAT", "xml"),
        ("VOICE", "hybrid"),
        ("ALLOW_UNSIGNED_WEBHOOKS", "perhaps"),
        ("DETAILS_DEADLINE_MS", "-1"),
        ("DETAILS_DEADLINE_MS", "1.5"),
        ("REDIAL_GRACE_SECONDS", "soon"),
        ("DRAIN_SECONDS", "-0.1"),
        ("CUT_OFF_MINUTES", "x"),
        ("DISPATCH_NUMBER", "5550100"),
        ("DISPATCH_NUMBER", "+15550100,dispatch"),
        ("NOTIFY_WEBHOOK_URL", "example.com/cards"),
        ("NOTIFY_WEBHOOK_SECRET", "whsec_not base64!"),
        ("OPENAI_BASE_URL", "localhost:8000"),
        ("LLM_MODEL", ""),
        ("FIRST_WORDS_DEADLINE_MS", "5000"),
        ("SOCKET_SECRET", "two/segments"),
        ("SOCKET_SECRET", "with space"),
    ],
)
def test_a_value_that_cannot_be_used_is_refused_and_named(monkeypatch, name: str, value: str):
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as refused:
        Settings.from_environment()
    assert name in str(refused.value)


def test_all_values_that_cannot_be_used_are_named(monkeypatch):
    monkeypatch.setenv("PORT", "x")
    monkeypatch.setenv("DRAIN_SECONDS", "y")
    with pytest.raises(SettingsError, match=r"(?s)PORT.*DRAIN_SECONDS"):
        Settings.from_environment()


@pytest.mark.parametrize("name", ["SOCKET_SECRET", "NOTIFY_WEBHOOK_SECRET"])
def test_a_refused_secret_is_not_shown(monkeypatch, name: str):
    monkeypatch.setenv(name, "gibberish/and spaces!")
    with pytest.raises(SettingsError) as refused:
        Settings.from_environment()
    assert "gibberish" not in str(refused.value)


@pytest.mark.parametrize("override", [{"PORT": 70000}, {"PORT": "x"}])
def test_an_option_of_the_command_line_is_checked_as_well(override):
    with pytest.raises(SettingsError, match="PORT"):
        Settings.from_environment(**override)


def test_an_option_of_the_command_line_comes_before_the_environment(monkeypatch):
    monkeypatch.setenv("PORT", "1111")
    monkeypatch.setenv("HOST", "10.0.0.1")
    settings = Settings.from_environment(PORT=2222)
    assert (settings.PORT, settings.HOST) == (2222, "10.0.0.1")


@pytest.mark.parametrize(
    ("given", "numbers"),
    [
        ("", ()),
        ("+15550100", ("+15550100",)),
        (" +1 (555) 010-0199 , +4915112345 ,", ("+15550100199", "+4915112345")),
    ],
)
def test_dispatch_numbers_are_a_list(monkeypatch, given: str, numbers: tuple[str, ...]):
    monkeypatch.setenv("DISPATCH_NUMBER", given)
    assert numbers == Settings.from_environment().DISPATCH_NUMBER


def test_a_file_of_settings_is_read(tmp_path: Path):
    (tmp_path / ".env").write_text("PORT=4711\nUNKNOWN=1\n")
    assert Settings.from_environment().PORT == 4711


def test_the_webhook_key_is_the_one_with_the_badge_or_else_the_accounts(monkeypatch):
    assert Settings.from_environment().webhook_key is None
    monkeypatch.setenv("RETELL_API_KEY", "account")
    assert Settings.from_environment().webhook_key == "account"
    monkeypatch.setenv("RETELL_WEBHOOK_KEY", "badge")
    assert Settings.from_environment().webhook_key == "badge"


def test_every_setting_says_what_it_is():
    assert [n for n, field in Settings.model_fields.items() if not field.description] == []


def test_the_example_is_made_from_the_settings():
    assert (ROOT / ".env.example").read_text() == settings_doc.example()


def test_the_example_holds_the_defaults():
    assert Settings(_env_file=ROOT / ".env.example") == Settings(_env_file=None)


def test_the_table_in_the_readme_is_made_from_the_settings():
    readme = (ROOT / "README.md").read_text()
    assert readme == settings_doc.with_table(readme)
