"""ses+raw: what Amazon says of the sender in words, where the type of its answer says no more than "rejected"."""

import pytest

from barnstorm.mail.interface import Outcome, Scope
from barnstorm.mail.registry import backend_for
from barnstorm.testing import message, ours
from tests.mail.providers import KEY, Reply, Ses, serving


@pytest.mark.parametrize(
    "said",
    [
        "Email address is not verified. The following identities failed the check in region EU-WEST-2: a@example.org",
        "Sending suspended for this account. For more information, please check the inbox of your account.",
        "Sending paused for this account.",
    ],
)
def test_what_is_wrong_with_the_sender_stops_the_run_and_spoils_no_letter(said: str) -> None:
    with serving(Ses()) as provider:
        provider.troubles = [Reply.json(400, {"message": said}, x_amzn_ErrorType="MessageRejected")]
        with backend_for(f"ses+raw://AKIDEXAMPLE:{KEY}@eu-west-2?endpoint={provider.url}").session() as session:
            [result] = session.send([message()], ours)
    assert (result.outcome, result.scope) == (Outcome.CONFIG, Scope.SENDER)
    assert said in result.text
