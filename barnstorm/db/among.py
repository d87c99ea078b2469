"""`column IN (…)` for thousands of values in one parameter: the statement stays the same however many they are, and
both databases find each value by the column’s index.
"""

import json
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, String, any_, bindparam, func, select
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine
from sqlmodel import Session


def among(session: Session, column: Any, values: str) -> ColumnElement[bool]:
    """Whether a column of text is one of the strings in the list that is bound as `values`."""
    if session.get_bind().dialect.name == "postgresql":
        one_of_them: ColumnElement[bool] = column == any_(bindparam(values, type_=ARRAY(String)))
        return one_of_them
    each = func.json_each(bindparam(values, type_=_Json)).table_valued("value")
    among_them: ColumnElement[bool] = column.in_(select(each.c.value))
    return among_them


class _Json(TypeDecorator[list[str]]):
    """A list as JSON in a text: SQLite has no arrays."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: list[str] | None, dialect: Dialect) -> str:
        return json.dumps(value or [])

    def coerce_compared_value(self, op: Any, value: Any) -> TypeEngine[Any]:
        return String()
