# Runs the public Autobahn suite against a server that does not echo: its own client and its own
# verdicts, but that no message is expected back. Where a case ends with an echo, it ends with the pong
# to a ping of ours instead. Needs Python 2.7 with `pip install autobahntestsuite==25.10.1`:
#
#     python2.7 not_echoed.py -m fuzzingclient -s spec.json
#
# Its spec names the server, such as {"servers": [{"agent": "bayeux", "url": "ws://127.0.0.1:8080/bayeux"}],
# "cases": ["*"], "exclude-cases": ["9.*", "10.*", "12.*", "13.*"], "outdir": "reports"}: what these
# groups say of a peer, they say of its echo.

from autobahn.websocket.protocol import WebSocketProtocol
from autobahntestsuite import wstest
from autobahntestsuite.fuzzing import FuzzingProtocol

ASKS = "still-here"


def asking(timer):
    """A case has sent everything once it sets a timer."""

    def then(self, delay):
        case = self.runCase
        for name, events in case.expected.items():
            case.expected[name] = [event for event in events if event[0] != "message"]
        # Without the echo, what was less strict is the same.
        if case.expected.get("NON-STRICT") == case.expected.get("OK"):
            case.expected.pop("NON-STRICT", None)
        if self.state == WebSocketProtocol.STATE_OPEN and not case.suppressClose:
            self.sendFrame(opcode=9, payload=ASKS)
        timer(self, delay)

    return then


def on_pong(self, payload):
    case = self.runCase
    if payload != ASKS:
        case.received.append(("pong", payload))
    elif case.expectedClose["closedByMe"] and self.state == WebSocketProtocol.STATE_OPEN:
        self.sendClose(case.expectedClose["closeCode"][0])
    else:
        case.received.append(("pong", payload))


FuzzingProtocol.killAfter = asking(FuzzingProtocol.killAfter.__func__)
FuzzingProtocol.closeAfter = asking(FuzzingProtocol.closeAfter.__func__)
FuzzingProtocol.onPong = on_pong
FuzzingProtocol.onMessage = lambda self, message, binary: None

if __name__ == "__main__":
    wstest.run()
