"""What is installed from a wheel has all it needs beside its modules."""

from pathlib import Path
from zipfile import ZipFile

import pytest
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    builder = WheelBuilder(str(ROOT))
    wheel = next(iter(builder.build(directory=str(tmp_path_factory.mktemp("wheel")), versions=["standard"])))
    with ZipFile(wheel) as packed:
        return set(packed.namelist())


def test_a_wheel_carries_every_module_and_every_file_beside_them(names: set[str]) -> None:
    beside = {path for path in (ROOT / "barnstorm").rglob("*") if path.is_file() and path.suffix != ".pyc"}
    assert {str(path.relative_to(ROOT)) for path in beside} <= names


def test_a_wheel_carries_the_migrations_inside_the_package(names: set[str]) -> None:
    migrations = {path for path in (ROOT / "migrations").rglob("*.py") if "__pycache__" not in path.parts}
    assert {f"barnstorm/{path.relative_to(ROOT)}" for path in migrations} <= names


def test_a_wheel_carries_no_tests(names: set[str]) -> None:
    assert not [name for name in names if name.startswith("tests")]
