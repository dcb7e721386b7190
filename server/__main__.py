"""The command line: `checkcall COMMAND`, or `python -m server COMMAND`.

Each command imports what it needs when it runs, so that the small ones start at once.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, TypeVar

import typer

if TYPE_CHECKING:
    from prompts import PromptLibrary
    from server.settings import Settings
    from server.showing import Scene

_Found = TypeVar("_Found")

app = typer.Typer(
    name="checkcall",
    help="Check calls to truck drivers over Retell AI's custom-LLM WebSocket.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
prompts_app = typer.Typer(help="What is said: the prompt files.", no_args_is_help=True)
eval_app = typer.Typer(help="Measure the recognition on labelled files.", no_args_is_help=True)
db_app = typer.Typer(help="The database.", no_args_is_help=True)
users_app = typer.Typer(help="Who may log in.", no_args_is_help=True)
keys_app = typer.Typer(help="Keys for machines.", no_args_is_help=True)
app.add_typer(prompts_app, name="prompts")
app.add_typer(eval_app, name="eval")
app.add_typer(db_app, name="db")
app.add_typer(users_app, name="users")
app.add_typer(keys_app, name="keys")


class _Language(StrEnum):
    ENGLISH = "en"
    SPANISH = "es"


class _Reader(StrEnum):
    RULES = "rules"
    MODEL = "model"


_Json = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]
_LabelledFile = Annotated[Path, typer.Argument(help="A file of labelled lines (JSON Lines).")]


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Instead of HOST.")] = None,
    port: Annotated[int | None, typer.Option(help="Instead of PORT.")] = None,
    workers: Annotated[
        int, typer.Option(min=1, max=64, help="Server processes that share the port.")
    ] = 1,
    one_of_several: Annotated[bool, typer.Option(hidden=True)] = False,
) -> None:
    """Serve calls until told to stop."""
    from server import logs
    from server.app import serve as run
    from server.several import ServersFailedError, serve_several

    settings = _settings(HOST=host, PORT=port)
    logs.configure(settings.LOG_LEVEL, settings.LOG_FORMAT)
    if workers == 1:
        _run_server(run(settings, one_of_several=one_of_several))
        return
    if settings.PORT == 0:
        _stop("several servers need a PORT to share")
    arguments = ("--host", settings.HOST, "--port", str(settings.PORT))
    try:
        asyncio.run(serve_several(workers, arguments))
    except ServersFailedError as error:
        _stop(str(error))


@app.command()
def worker() -> None:
    """Do the jobs in the database, beside the servers, which do them too; take no calls."""
    from server import logs
    from server.app import work

    settings = _settings()
    logs.configure(settings.LOG_LEVEL, settings.LOG_FORMAT)
    _run_server(work(settings))


@app.command()
def demo(
    speed: Annotated[float, typer.Option(min=0.1, help="Times faster than real time.")] = 4.0,
) -> None:
    """Play two whole calls against the real server, and show what they left."""
    from server.demo import play_demo

    raise typer.Exit(_with_server(play_demo(speed)))


@app.command()
def simulate(
    script: Annotated[Path, typer.Argument(help="A call script, or the name of a shipped one.")],
    url: Annotated[
        str | None,
        typer.Option(
            help="The socket's URL, without the call id.",
            show_default="ws://127.0.0.1:8080/llm-websocket",
        ),
    ] = None,
    speed: Annotated[float, typer.Option(min=0.1, help="Times faster than real time.")] = 1.0,
    patience: Annotated[float, typer.Option(min=0.0, help="Longest silence in seconds.")] = 2.0,
    call_id: Annotated[str | None, typer.Option(help="Instead of a new one.")] = None,
    webhook_url: Annotated[str | None, typer.Option(help="Where webhooks are posted.")] = None,
    webhook_key: Annotated[str, typer.Option(help="The key that signs them.")] = "",
    prompts: Annotated[
        Path | None, typer.Option(help="Speak from this folder, in a server of its own; no URL.")
    ] = None,
) -> None:
    """Play a call against a server, from Retell's side, and judge the server.

    Exit status 1: the server broke the protocol or the script expected something else;
    2: the call could not be played.
    """
    from simulator.command import DEFAULT_URL, Options
    from simulator.command import simulate as play

    options = Options(url or DEFAULT_URL, speed, patience, call_id, webhook_url, webhook_key)
    if prompts is not None:
        from server.demo import simulate_with

        if url or webhook_url:
            told = "--prompts starts a server of its own: leave --url and --webhook-url out"
            raise typer.BadParameter(told)
        _refuse_broken(prompts, exit_status=2)
        raise typer.Exit(_with_server(simulate_with(prompts.resolve(), script, options)))
    raise typer.Exit(asyncio.run(play(script, options)))


@app.command()
def replay(
    call_ids: Annotated[
        list[str] | None, typer.Argument(help="Calls, by Retell's id; else the newest ones.")
    ] = None,
    prompts: Annotated[
        Path | None, typer.Option(help="The edited prompts; PROMPTS_DIR where not given.")
    ] = None,
    since: Annotated[
        str | None, typer.Option(help="Calls from then on: 24h, 7d or a date (UTC).")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="The most calls, the newest first.")] = 1000,
    as_json: _Json = False,
) -> None:
    """Play stored calls against edited prompts, without dialling anyone, and show what differs.

    Exit status 1: an alarm, a safety line or a value on a form is lost, or the prompts are broken;
    2: no call could be replayed.
    """
    from prompts import PromptErrors
    from server.replay import command, report
    from storage import StorageError, shown_url

    if call_ids and since:
        raise typer.BadParameter("name the calls, or give --since, and not both")
    settings = _settings()
    directory = prompts or settings.PROMPTS_DIR
    try:
        after = command.since(since, datetime.now(UTC)) if since else None
    except ValueError:
        raise typer.BadParameter("write 24h, 7d or 2026-05-01", param_hint="--since") from None
    try:
        found = command.replay(settings, directory, call_ids or (), after, limit)
    except PromptErrors as error:
        if as_json:
            typer.echo(json.dumps({"problems": [str(each) for each in error.problems]}))
        _stop(str(error))
    except command.NothingToReplayError as error:
        _stop(f"{error} in {shown_url(settings.DATABASE_URL)}", exit_status=2)
    except (StorageError, OSError) as error:
        _stop(f"the database cannot be read: {error}", exit_status=2)
    typer.echo(json.dumps(found.as_json()) if as_json else report.report(found))
    raise typer.Exit(1 if found.summary.worse else 0)


@prompts_app.command()
def check(
    directory: Annotated[Path | None, typer.Argument(help="Instead of PROMPTS_DIR.")] = None,
) -> None:
    """Report all problems of the prompt files; exit status 1 where there are any."""
    from prompts import check_prompts

    settings = _settings()
    folder = directory or settings.PROMPTS_DIR
    problems = check_prompts(folder, settings.disclosures)
    for problem in problems:
        typer.echo(str(problem))
    if problems:
        _stop(f"{len(problems)} problem{'s' if len(problems) > 1 else ''} in {folder}")
    typer.echo(f"{folder}: all prompt files are good")


@prompts_app.command()
def show(
    step: Annotated[str | None, typer.Argument(help="One step, such as ask_eta; else all.")] = None,
    call: Annotated[
        str | None, typer.Option(help="Fill in this call: a script's file, or a stored call's id.")
    ] = None,
    prompts: Annotated[Path | None, typer.Option(help="Instead of PROMPTS_DIR.")] = None,
) -> None:
    """Print what the driver would hear, and exactly what a model would be sent."""
    from conversation.steps import Step
    from prompts.problems import meant
    from server.showing import shown

    settings = _settings()
    library = _refuse_broken(prompts or settings.PROMPTS_DIR)
    name = step and Path(step).stem  # the name of the file is fine too
    if name is not None and name not in set(Step):
        _stop(f"there is no step {step}. {meant(name, [*Step])}")
    steps = list(Step) if name is None else [Step(name)]
    for line in shown(library, _scene(settings, call), steps):
        typer.echo(line)


@prompts_app.command()
def chat(
    prompts: Annotated[Path | None, typer.Option(help="Instead of PROMPTS_DIR.")] = None,
    language: Annotated[
        _Language | None, typer.Option(help="The language that the call begins in.")
    ] = None,
    call: Annotated[
        str | None, typer.Option(help="A call's load: a script's file, or a stored call's id.")
    ] = None,
) -> None:
    """Type the driver's part, and see phases, facts and alarms as they change."""
    from server.chat import Chat

    settings = _settings()
    library = _refuse_broken(prompts or settings.PROMPTS_DIR)
    load = _scene(settings, call).memory.load
    known = {"contacts": load.contacts or settings.DISPATCH_NUMBER or ("+15550100",)}
    load = load.model_copy(
        update={**known, "language": language.value if language else load.language}
    )
    talk = Chat(library, load, typer.echo, time.time)
    talk.begin()
    while not talk.over:
        try:
            typed = input("driver: ")
        except (EOFError, KeyboardInterrupt):
            typer.echo()
            break
        typed = typed.encode(errors="surrogateescape").decode(errors="replace")
        if not sys.stdin.isatty():
            typer.echo(typed)
        talk.hear(typed)
    talk.end()


def _with_server(play: Coroutine[Any, Any, int]) -> int:
    """Play with a server of its own; the exit status, which is 2 where that does not come up."""
    from server.demo import ServerNotStartedError

    try:
        return asyncio.run(play)
    except ServerNotStartedError as error:
        _stop(str(error), exit_status=2)


def _refuse_broken(folder: Path, exit_status: int = 1) -> PromptLibrary:
    """The texts of a folder; where they are broken, all problems and the exit status."""
    from prompts import PromptErrors, load_prompts

    try:
        return load_prompts(folder, _settings().disclosures)
    except PromptErrors as error:
        _stop(str(error), exit_status)


def _scene(settings: Settings, call: str | None) -> Scene:
    """The call that is to be filled in; everything is known of the one that nobody names."""
    from server.showing import sample_scene, scripted_scene
    from simulator import ScriptError
    from simulator.command import find_script
    from storage import StorageError

    if call is None:
        return sample_scene()
    try:
        if find_script(call).exists():
            return scripted_scene(Path(call))
        return asyncio.run(_stored_scene(settings, call))
    except (ScriptError, StorageError, OSError) as error:
        _stop(str(error))


async def _stored_scene(settings: Settings, call_id: str) -> Scene:
    from server.showing import stored_scene
    from storage import open_store

    async with open_store(settings.DATABASE_URL) as store:
        record = await store.call(call_id)
        if record is None:
            _stop(f"there is no such script and no such call: {call_id}")
        return await stored_scene(store, record)


@eval_app.command()
def emergency(file: _LabelledFile, as_json: _Json = False) -> None:
    """How well emergencies are recognised in labelled utterances."""
    from extraction.danger_evaluation import (
        BadLabelsError,
        evaluate_emergencies,
        print_evaluation,
    )

    try:
        found = evaluate_emergencies(file)
    except (BadLabelsError, OSError) as error:
        _stop(str(error))
    if as_json:
        typer.echo(found.model_dump_json())
    else:
        print_evaluation(found)


@eval_app.command()
def calls(
    file: _LabelledFile,
    reader: Annotated[_Reader, typer.Option(help="Who fills the forms.")] = _Reader.RULES,
    as_json: _Json = False,
) -> None:
    """How well the forms are filled from labelled transcripts."""
    from conversation.forms import Reader
    from extraction.evaluation import CallsFileError, evaluate_calls, print_table
    from server import logs
    from server.readers import NoProviderError, reads_of

    def progress(read: int, of: int) -> None:
        typer.echo(f"\rread {read} of {of} calls", err=True, nl=read == of)

    settings = _settings()
    # What is printed is for programs; what is logged must not stand in it.
    logs.configure(settings.LOG_LEVEL, settings.LOG_FORMAT)
    try:
        with reads_of(Reader(reader), settings) as reads:
            found = evaluate_calls(file, reads, progress)
    except (CallsFileError, NoProviderError, OSError) as error:
        _stop(str(error))
    if as_json:
        typer.echo(found.model_dump_json())
    else:
        print_table(found)


@db_app.command()
def upgrade() -> None:
    """Bring the database to this version."""
    from storage import StorageError, upgrade_database

    settings = _settings()
    try:
        asyncio.run(upgrade_database(settings.DATABASE_URL))
    except (StorageError, OSError) as error:
        _stop(str(error))
    typer.echo("the database is at this version")


_Email = Annotated[str, typer.Argument(help="The user's address.")]
_KeyName = Annotated[str, typer.Argument(help="Whose key it is.")]
_Generate = Annotated[bool, typer.Option("--generate", help="Make a password up and show it.")]


@users_app.command("add")
def add_user(email: _Email, generate: _Generate = False) -> None:
    """Let somebody log in; the password is asked for, or read from the input."""
    from server.accounts import add_new_user

    _tell_password(email, _account(add_new_user, email, generate=generate))


@users_app.command("password")
def change_password(email: _Email, generate: _Generate = False) -> None:
    """Give a user another password; all his logins end."""
    from server.accounts import give_new_password

    _tell_password(email, _account(give_new_password, email, generate=generate))


@users_app.command("deactivate")
def deactivate_user(email: _Email) -> None:
    """Take a user's access away, until he is given another password."""
    from server.accounts import deactivate_user as deactivate

    _account(deactivate, email)


@users_app.command("list")
def list_users() -> None:
    """Show who may log in."""
    from server.accounts import show_users

    _account(show_users)


@keys_app.command("add")
def add_key(name: _KeyName) -> None:
    """Make a key, and show it this once."""
    from server.accounts import add_new_key

    typer.echo(_account(add_new_key, name))


@keys_app.command("list")
def list_keys() -> None:
    """Show the names of all keys."""
    from server.accounts import show_keys

    _account(show_keys)


@keys_app.command("revoke")
def revoke_key(name: _KeyName) -> None:
    """Take a key back, at once and for good."""
    from server.accounts import take_back_key

    _account(take_back_key, name)


def main() -> None:
    """Run the command line."""
    app()


def _settings(**overrides: object) -> Settings:
    from server.settings import Settings, SettingsError

    given = {name: value for name, value in overrides.items() if value is not None}
    try:
        return Settings.from_environment(**given)
    except SettingsError as error:
        _stop(str(error))


def _account(work: Callable[..., _Found], *asked: str, **options: bool) -> _Found:
    """Do something about an account; every problem in one line."""
    from server.accounts import AccountError
    from storage import StorageError

    settings = _settings()
    try:
        return work(settings, *asked, **options)
    except (AccountError, StorageError, OSError) as error:
        _stop(str(error))


def _tell_password(email: str, password: str | None) -> None:
    typer.echo(f"{email} can log in" if password is None else password)


def _run_server(work: Coroutine[Any, Any, None]) -> None:
    """Run a server; what keeps it from starting is told in one line."""
    from prompts import PromptErrors
    from server.settings import SettingsError
    from storage import StorageError

    try:
        _run(work)
    except (PromptErrors, SettingsError, StorageError, OSError) as error:
        _stop(str(error))


def _run(work: Coroutine[Any, Any, None]) -> None:
    """Run on uvloop where it is installed."""
    try:
        import uvloop
    except ImportError:
        asyncio.run(work)
    else:
        uvloop.run(work)


def _stop(problem: str, exit_status: int = 1) -> NoReturn:
    typer.echo(problem, err=True)
    raise typer.Exit(exit_status)


if __name__ == "__main__":
    main()
