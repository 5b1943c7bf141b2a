# Writes the table `published.txt`: what each case of the public Autobahn suite sends, and what it
# takes for a right answer, as one line of facts. The suite's own code is asked; nothing is sent.
# Needs Python 2.7 with `pip install autobahntestsuite==25.10.1`:
#
#     python2.7 published.py > published.txt
#
# Groups 12 and 13 speak of compression, which none of our parts negotiates: they are left out.
# Group 9 is about load; its sizes are divided (BY), and its repetitions too (TIMES).

from autobahn.websocket.protocol import WebSocketProtocol
from autobahntestsuite.case import CaseBasename, CaseCategories, CaseSetname, CaseSubCategories, Cases
from autobahntestsuite.caseset import CaseSet

BY, CHOPS, TIMES = 256, 64, 20
NAMES = {0: "cont", 1: "text", 2: "binary", 8: "close", 9: "ping", 10: "pong"}


class Pen(object):
    """Stands where a case has its connection, and writes down what the case does with it."""

    def __init__(self, small):
        self.small, self.steps, self.state = small, [], WebSocketProtocol.STATE_OPEN
        self.closes, self.parts, self.autoFragmentSize = False, None, None

    def __getattr__(self, name):
        if name.startswith(("CLOSE_STATUS", "STATE")):
            return getattr(WebSocketProtocol, name)
        raise AttributeError(name)

    def frame(self, opcode, payload, length, fin=True, rsv=0, suffix=""):
        unit = payload
        for size in range(1, 17):
            if len(payload) > 16 and (payload[:size] * (len(payload) // size + 1))[:len(payload)] == payload:
                unit = payload[:size]
                break
        name = NAMES.get(opcode, "%#x" % opcode) + ("" if fin else "-") + ("/%d" % rsv if rsv else "")
        times = "*%d" % length if unit and length != len(unit) else ""
        self.steps.append("%s:%s%s%s" % (name, unit.encode("hex"), times, suffix))

    def sendFrame(self, opcode, payload="", fin=True, rsv=0, mask=None, payload_len=None, chopsize=None, sync=False):
        length = len(payload) if payload_len is None else payload_len
        if self.small:
            chopsize = chopsize and chopsize // CHOPS
            length = length if length < 2 ** 16 else length // BY
            payload = payload[:length] if payload_len is None else payload
        if opcode == 8:
            self.closes = True
        self.frame(opcode, payload, length, fin, rsv, "~%d" % chopsize if chopsize else "")

    def sendClose(self, code=None, reason=None):
        self.sendCloseFrame(code, reason and reason.encode("utf8"))

    def sendCloseFrame(self, code=None, reasonUtf8=None, isReply=False):
        number = "" if code is None else chr(code >> 8) + chr(code & 255)
        self.sendFrame(8, number + (reasonUtf8 or ""))

    def sendMessage(self, payload, isBinary=False, fragmentSize=None):
        size = fragmentSize or self.autoFragmentSize
        if self.small:
            payload, size = payload[:len(payload) // BY], max(1, size // BY)
        self.frame(2 if isBinary else 1, payload, len(payload), suffix="^%d" % size if size else "")

    # One frame in pieces.
    def beginMessage(self):
        self.parts = []

    def beginMessageFrame(self, length):
        pass

    def sendMessageFrameData(self, part):
        self.parts.append(part)

    def endMessage(self):
        cuts = ["/%d" % sum(map(len, self.parts[:n])) for n in range(1, len(self.parts))]
        payload = "".join(self.parts)
        self.steps = [step for step in self.steps if step != "pause"]
        self.frame(1, payload, len(payload), suffix="".join(cuts))

    def continueLater(self, delay, fun, tag=None):
        self.steps.append("pause")
        fun()

    def enableWirelog(self, on):
        pass

    def killAfter(self, delay):
        pass

    def closeAfter(self, delay):
        pass


def answer(case, pen):
    close, out = case.expectedClose, []
    for event in case.expected.get("OK", []):
        if event[0] == "pong":
            out.append("pong:" + event[1].encode("hex"))
    if case.onConnectionLost.__func__.__doc__ is None and "INFORMATIONAL" in lost(case):
        return out + ["any"]
    codes = ",".join(map(str, sorted(set(close["closeCode"]))))
    if not close["closedByMe"] or not close["requireClean"]:
        out.append("fails:" + codes)
    elif pen.closes:
        out.append("closes:" + codes)
    else:
        out.append("on")
    return out


def lost(case):
    return case.onConnectionLost.__func__.__code__.co_names


def main():
    suite = CaseSet(CaseSetname, CaseBasename, Cases, CaseCategories, CaseSubCategories)
    for published in suite.Cases:
        name = suite.caseClasstoId(published)
        group = name.split(".")[0]
        if group in ("12", "13"):
            continue
        pen = Pen(group == "9")
        case = published(pen)
        case.onOpen()
        steps = pen.steps
        if name.startswith(("9.7.", "9.8.")):
            steps = ["%s#%d" % (steps[0], TIMES)]
        print "\t".join([name, " ".join(steps), " ".join(answer(case, pen))])


if __name__ == "__main__":
    main()
