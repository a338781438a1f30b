#!/usr/bin/env python3
"""Writes what an editor might say on a long day, framed: more than a small memory holds. Input for docs/debugging.md.

    python3 examples/debugging/long_session.py | troupe serve --trace-memory 16KiB > answers
"""

import json
import random
import sys
import time

LINES = 30
QUERY = "# The secret project.\nquery Somebody($id: ID!) {\n" + "  field\n" * LINES + "}\n"


def document(name):
    return {"uri": f"file:///home/user/project/{name}"}


def opened(name, text):
    item = {**document(name), "languageId": "graphql", "version": 1, "text": text}
    return {"method": "textDocument/didOpen", "params": {"textDocument": item}}


def session():
    dice = random.Random(1)
    yield {"id": 0, "method": "initialize",
           "params": {"processId": None, "rootUri": "file:///home/user/project", "capabilities": {}}}
    yield {"method": "initialized", "params": {}}
    yield opened("query.graphql", QUERY)
    number = 0
    for version in range(2, 330):
        place = {"line": dice.randrange(2, LINES), "character": 2}
        change = {"range": {"start": place, "end": place}, "text": dice.choice("abcdefgh")}
        yield {"method": "textDocument/didChange",
               "params": {"textDocument": {**document("query.graphql"), "version": version}, "contentChanges": [change]}}
        number += 1
        yield {"id": number, "method": "textDocument/documentSymbol", "params": {"textDocument": document("query.graphql")}}
        if version % 40 == 0:
            number += 1
            yield {"id": number, "method": "$/troupe/trace"}  # Looking at it ends a block: whole blocks are forgotten.
            yield None
    yield {"id": "rename", "method": "textDocument/rename",
           "params": {"textDocument": document("query.graphql"), "position": {"line": 1, "character": 8}, "newName": "some body"}}
    yield None
    yield {"id": "last", "method": "$/troupe/trace"}
    yield from [None] * 5
    yield {"id": "bye", "method": "shutdown"}
    yield {"method": "exit"}


for message in session():
    if message is None:
        sys.stdout.buffer.flush()
        time.sleep(0.3)  # A break.
        continue
    body = json.dumps({"jsonrpc": "2.0", **message}).encode()
    sys.stdout.buffer.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
