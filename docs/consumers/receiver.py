#!/usr/bin/env python3
"""A receiver of callback events: python3 receiver.py. The standard library is all it needs."""

import json
import os
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ACKS = os.environ.get("RINGTRUE_ACK_URL")
LARGEST = 128 * 1024


def event_of(body):
    """The event in a delivery, in its wrapper or alone."""
    told = json.loads(body)
    event = told["message"] if "message" in told and "event_id" not in told else told
    if not isinstance(event["event_id"], str) or not isinstance(event.get("_service_id", ""), str):
        raise ValueError("no event")
    int(event["timestamp"] if not isinstance(event["timestamp"], bool) else "")
    return event


class Receiver(BaseHTTPRequestHandler):
    timeout = 30

    def do_POST(self):
        length = int(self.headers.get("Content-Length") or 0)
        if length > LARGEST:
            return self.answer(413)
        try:
            event = event_of(self.rfile.read(length))
        except (ValueError, KeyError, TypeError, RecursionError):
            return self.answer(400)
        if ACKS and "_service_id" in event:
            ack = json.dumps({"id": event["_service_id"], "outcome": "accept"}).encode()
            urllib.request.urlopen(ACKS, ack).close()
        self.answer(200)

    def answer(self, status):
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True

    def log_message(self, *_):
        pass


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    print(f"URL http://127.0.0.1:{server.server_port}/callback-events", flush=True)
    server.serve_forever()
