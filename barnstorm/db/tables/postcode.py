"""Where a postcode is, as far as anybody asked."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from barnstorm.db.tables.columns import instant


class PostcodePlace(SQLModel, table=True):
    """What the postcode service answered, kept so that it is asked once: halls have no wifi.

    `seat_code` is the GSS code within the boundaries of 2024, None where there is no Westminster seat; it need not
    be in the register. `terminated_on` is the month (`2017-03`) a postcode went out of use.
    """

    __tablename__ = "postcode_place"

    postcode: str = Field(primary_key=True)
    seat_code: str | None = None
    seat_name: str = ""
    region: str = ""
    country: str = ""
    latitude: float | None = None
    longitude: float | None = None
    terminated_on: str | None = None
    looked_up_at: datetime = instant()
