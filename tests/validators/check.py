"""Validates the messages of a transcript with Python's jsonschema, against a contract exported by
`ringtrue schema`. One line per message, in order: its case, a tab, and `valid`, `invalid`, or why
neither can be said.

    pip install -r requirements.txt && python check.py TRANSCRIPT SCHEMA
"""

import base64
import json
import sys

from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012


def main(transcript: str, exported: str) -> None:
    with open(exported, encoding="utf-8") as file:
        schema = json.load(file)
    Draft202012Validator.check_schema(schema)
    registry = Registry().with_resource(schema["$id"], DRAFT202012.create_resource(schema))
    validators = {}
    for name in schema["$defs"]:
        reference = {"$ref": f"{schema['$id']}#/$defs/{name}"}
        checker = Draft202012Validator.FORMAT_CHECKER
        validators[name] = Draft202012Validator(reference, registry=registry, format_checker=checker)
    with open(transcript, encoding="utf-8") as file:
        for line in filter(str.strip, file):
            event = json.loads(line)
            if event.get("kind") == "message":
                print(event["case"], verdict(validators, event), sep="\t")


def verdict(validators: dict, event: dict) -> str:
    validator = validators.get(event["name"])
    if validator is None:
        return "unknown"
    body = event["body"]
    try:
        text = body["text"] if "text" in body else base64.b64decode(body["base64"]).decode()
        value = json.loads(text)
    except ValueError:
        return "unreadable"
    return "valid" if validator.is_valid(value) else "invalid"


if __name__ == "__main__":
    main(*sys.argv[1:])
