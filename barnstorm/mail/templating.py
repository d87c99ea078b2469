"""Templates: ours, or a campaign's own of the same name in the folder BARNSTORM_TEMPLATES.

They are sandboxed, only those for HTML escape what they are given, and a name that does not exist is an error rather
than nothing: a letter that says less than was meant does not leave.
"""

import traceback
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, ChoiceLoader, FileSystemLoader, PackageLoader, StrictUndefined, Template
from jinja2.exceptions import TemplateNotFound, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from barnstorm.errors.invite import BadTemplate, NoTemplateFolder


def render(folder: str, name: str, facts: dict[str, Any]) -> str:
    """The template `name`, the campaign's own if it has one. BadTemplate names the file and the line."""
    try:
        return _template(folder, name).render(facts)
    except TemplateSyntaxError as e:
        raise BadTemplate(e.filename or e.name or name, e.lineno, e.message or "it cannot be read") from e
    except TemplateNotFound as e:
        raise BadTemplate(str(Path(folder, name)), 0, f"there is no template {e.name}") from e
    except Exception as e:
        if folder and (where := _line_at_fault(e, folder)):
            raise BadTemplate(*where, f"{e}") from e
        raise


def _line_at_fault(error: Exception, folder: str) -> tuple[str, int] | None:
    """The innermost line of a template in `folder` that the error came through: Jinja puts them into tracebacks."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [(frame.filename, frame.lineno or 0) for frame in frames if Path(frame.filename).is_relative_to(folder)]
    return ours[-1] if ours else None


@lru_cache(maxsize=64)
def _template(folder: str, name: str) -> Template:
    return _environment(folder).get_template(name)


@lru_cache(maxsize=4)
def _environment(folder: str) -> ImmutableSandboxedEnvironment:
    loaders: list[BaseLoader] = [PackageLoader("barnstorm.mail", "templates")]
    if folder:
        if not Path(folder).is_dir():
            raise NoTemplateFolder(folder)
        loaders.insert(0, FileSystemLoader(folder))
    return ImmutableSandboxedEnvironment(
        loader=ChoiceLoader(loaders),
        autoescape=lambda name: name is not None and name.endswith(".html"),
        undefined=StrictUndefined,
        auto_reload=False,  # it would look at the files' times for every letter
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
