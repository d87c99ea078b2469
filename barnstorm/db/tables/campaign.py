"""Facts about the database itself."""

from sqlmodel import Field, SQLModel


class Fact(SQLModel, table=True):
    """A name and a value: which campaign this file is, when the senders last ran, that it is a demo."""

    __tablename__ = "fact"

    name: str = Field(primary_key=True)
    value: str
