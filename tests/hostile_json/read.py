"""Tells of each text in a file of base64 lines whether Python's json reads it: `read` or `refused`.

    python3 read.py FILE
"""

import base64
import json
import sys

with open(sys.argv[1], encoding="ascii") as file:
    for line in file:
        try:
            json.loads(base64.b64decode(line))
            print("read")
        # An error of decoding is one of these too.
        except ValueError:
            print("refused")
