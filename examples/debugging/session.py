#!/usr/bin/env python3
"""Writes what an editor might say in a short session, framed: input for docs/debugging.md.

    python3 examples/debugging/session.py | troupe serve --trace bug.trace > answers
"""

import json
import sys
import time

SCHEMA = "type Query {\n  person(id: ID!): Person\n}\n\ntype Person {\n  id: ID!\n  name: String!\n}\n"
QUERY = "# The secret project.\nquery Somebody($id: ID!) {\n  person(id: $id) {\n    id\n    na\n  }\n}\n"
OTHER = "query Nobody {\n  __typename\n}\n"


def document(name):
    return {"uri": f"file:///home/user/project/{name}"}


def opened(name, text):
    item = {**document(name), "languageId": "graphql", "version": 1, "text": text}
    return {"method": "textDocument/didOpen", "params": {"textDocument": item}}


def typed(version, line, character, text):
    place = {"line": line, "character": character}
    change = {"range": {"start": place, "end": place}, "text": text}
    return {"method": "textDocument/didChange",
            "params": {"textDocument": {**document("query.graphql"), "version": version}, "contentChanges": [change]}}


def asked(number, method, name, **params):
    return {"id": number, "method": "textDocument/" + method, "params": {"textDocument": document(name), **params}}


def session():
    yield {"id": 0, "method": "initialize",
           "params": {"processId": None, "rootUri": "file:///home/user/project", "capabilities": {}}}
    yield {"method": "initialized", "params": {}}
    yield opened("schema.graphql", SCHEMA)
    yield opened("query.graphql", QUERY)
    yield opened("other.graphql", OTHER)
    for index, letter in enumerate("me"):
        yield typed(index + 2, 4, 6 + index, letter)
        yield asked(index + 1, "completion", "query.graphql", position={"line": 4, "character": 7 + index})
    yield asked(3, "hover", "query.graphql", position={"line": 4, "character": 5})
    yield asked(4, "documentSymbol", "other.graphql")
    yield asked(5, "rename", "query.graphql", position={"line": 1, "character": 8}, newName="some body")
    yield asked(6, "hover", "schema.graphql", position={"line": 4, "character": 6})
    yield None
    yield {"id": 7, "method": "shutdown"}
    yield {"method": "exit"}


for message in session():
    if message is None:
        sys.stdout.buffer.flush()
        time.sleep(1)  # The user reads.
        continue
    body = json.dumps({"jsonrpc": "2.0", **message}).encode()
    sys.stdout.buffer.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
