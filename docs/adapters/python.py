"""A ringtrue adapter: put your own parser in `understand`."""
import base64
import json
import sys


def finite(text):
    """Python reads and writes Infinity and NaN, which are no JSON."""
    number = float(text)
    if number - number != 0:
        raise ValueError(f"{text[:20]} is no number")
    return number


def understand(contract, message, data):
    """What `data` says, ValueError if it is refused, KeyError if its kind is not supported."""
    if contract not in ("axp-engagement", "bayeux", "gws-interactions"):
        raise KeyError(contract)
    value = json.loads(data, parse_float=finite, parse_constant=finite)
    if not isinstance(value, (dict, list)):
        raise ValueError("neither an object nor an array")
    return value


def answer(question):
    try:
        data = base64.b64decode(question["base64"])
        value = understand(question["contract"], question["message"], data)
        return {"outcome": "accept", "value": value}
    except KeyError:
        return {"outcome": "unsupported"}
    except (ValueError, RecursionError) as error:
        return {"outcome": "reject", "reason": str(error)}


for line in sys.stdin:
    asked = json.loads(line)
    reply = asked if "hello" in asked else {"id": asked["id"], **answer(asked)}
    print(json.dumps(reply), flush=True)
