"""Whole processes, timed against each other in one run: a figure in seconds says more of the machine than of us."""

import compileall
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

import barnstorm as barnstorm_package

Command = Sequence[str]

FLOOR: Command = (sys.executable, "-c", "import typer, sqlmodel")
"""What any command that opens the database must import."""


@pytest.fixture(scope="session", autouse=True)
def compiled() -> None:
    """Installed, the package has its bytecode; in a checkout it may not, and we would measure the compiler."""
    compileall.compile_dir(str(Path(barnstorm_package.__file__).parent), quiet=1)


@pytest.fixture
def barnstorm() -> Callable[[str], Command]:
    """A command line of the program as a process of its own: `barnstorm("event list --json")`."""
    return lambda line: (sys.executable, "-m", "barnstorm", *line.split())


@pytest.fixture
def ratio(capsys: pytest.CaptureFixture[str]) -> Callable[..., float]:
    """How many times as long as `peer` does `ours` take, by the medians of alternating runs? Printed and returned."""

    def measure(what: str, ours: Command, peer: Command, runs: int = 9, env: Mapping[str, str] | None = None) -> float:
        times: dict[str, list[float]] = {"ours": [], "peer": []}
        for _ in range(runs):
            for name, command in (("ours", ours), ("peer", peer)):
                started = time.perf_counter()
                subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env={**os.environ, **(env or {})})
                times[name].append(time.perf_counter() - started)
        ours_s, peer_s = (statistics.median(times[name]) for name in ("ours", "peer"))
        with capsys.disabled():
            sys.stdout.write(
                f"\n{what}: {ours_s / peer_s:.2f} ({ours_s * 1000:.0f} ms against {peer_s * 1000:.0f} ms)\n"
            )
        return ours_s / peer_s

    return measure


@pytest.fixture
def floor() -> Command:
    return FLOOR


def pytest_collection_modifyitems(items: list[Any]) -> None:
    """Everything here is a benchmark, and runs only when asked for: `pytest -m benchmark`."""
    for item in items:
        if "benchmarks" in item.path.parts:
            item.add_marker(pytest.mark.benchmark)
