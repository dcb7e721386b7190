"""The settings for people: README's table and `.env.example`, both made from the one table.

`python -m server.settings_doc` writes them anew; a test holds them to `server/settings.py`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from pydantic import SecretStr
from pydantic.fields import FieldInfo

from server.settings import Settings

BEGIN: Final = "<!-- settings -->"
END: Final = "<!-- /settings -->"
#: Its default is a place in the installation, and says nothing to anybody else.
PLACE: Final = "PROMPTS_DIR"


def table() -> str:
    """The settings as a table in Markdown."""
    rows = [
        f"| `{name}` | {f'`{shown}`' if (shown := _default(name, field)) else ''} "
        f"| {field.description} |"
        for name, field in Settings.model_fields.items()
    ]
    return "\n".join(["| setting | default | meaning |", "|---|---|---|", *rows])


def example() -> str:
    """The text of `.env.example`: every setting with its default."""
    lines = ["# Copy to .env and change what you need. Each value here is the default.", ""]
    for name, field in Settings.model_fields.items():
        given = f"{name}={_default(name, field)}"
        lines += [f"# {field.description}", f"# {given}" if name == PLACE else given, ""]
    return "\n".join(lines)


def with_table(readme: str) -> str:
    """The README with the table between its marks. ValueError where it has no marks."""
    before, rest = readme.split(BEGIN)
    _, after = rest.split(END)
    return f"{before}{BEGIN}\n{table()}\n{END}{after}"


def _default(name: str, field: FieldInfo) -> str:
    value = field.default
    if name == PLACE:
        return "prompts"
    if isinstance(value, SecretStr):
        return value.get_secret_value()
    if isinstance(value, tuple):
        return ",".join(value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def main() -> None:
    """Write both anew, in the root of the project."""
    root = Path(__file__).parent.parent
    (root / ".env.example").write_text(example())
    readme = root / "README.md"
    readme.write_text(with_table(readme.read_text()))


if __name__ == "__main__":
    main()
