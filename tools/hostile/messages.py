"""Messages that no client should send: malformed ones, wrong parameters, positions that do not exist."""

import copy
import json
import os
import random
import re
import time

from figures import ROOT, at_least, fact, milliseconds
from peer import PATIENCE, SocketServer, StdioServer, connect_unix, frame, initialize, notification, opening, request
from session_case import QUERY

MALFORMED = [b"{", b"[]", b"null", b'"x"', b'{"jsonrpc":"2.0"}', b'{"id":{}}', b'{"method":7,"id":1}', b"[" * 300,
             b"\xff\xfe", b"", b'{"jsonrpc":"2.0","id":[1],"method":"shutdown"}', b'{"a":1e999999,"b":\x00}',
             b'{"jsonrpc":"1.0","method":"exit","params":' + b"9" * 400 + b"}", b'[{"jsonrpc":"2.0","method":"x"}]']
BROKEN_HEADERS = [b"\r\n\r\n", b"Content-Length: -5\r\n\r\n{}", b"Content-Length: x\r\n\r\n", b"\x00\xff" * 40 + b"\r\n\r\n",
                  b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", b"Content-Length: 3\r\nContent-Length: 99\r\n\r\n{}}"]
WRONG = [None, True, 0, -1, 1.5, 2**31, 2**32, 2**63, "", "x", "file:///nowhere/\u0000", [], {}, [[]], [None], {"line": "1"}]
PARAMETERS = {
    "textDocument": {"uri": "", "version": 1, "languageId": "graphql", "text": QUERY},
    "position": {"line": 1, "character": 3},
    "range": {"start": {"line": 0, "character": 0}, "end": {"line": 3, "character": 2}},
    "positions": [{"line": 1, "character": 3}],
    "context": {"includeDeclaration": True, "diagnostics": [], "triggerKind": 1, "only": ["quickfix"]},
    "options": {"tabSize": 2, "insertSpaces": True},
    "query": "person", "newName": "other", "ch": "}", "previousResultId": "1", "identifier": "graphql",
    "previousResultIds": [{"uri": "", "value": "1"}],
    "item": {"name": "Parts", "kind": 12, "uri": "", "data": {"a": 1},
             "range": {"start": {"line": 9, "character": 0}, "end": {"line": 12, "character": 1}},
             "selectionRange": {"start": {"line": 9, "character": 9}, "end": {"line": 9, "character": 14}}},
    "label": "name", "data": {"x": [1]}, "workDoneToken": 1, "partialResultToken": "p",
    "command": "x", "arguments": [],
    "contentChanges": [{"range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}, "text": ""}],
    "changes": [{"uri": "", "type": 2}], "settings": {"troupe": {}}, "event": {"added": [], "removed": []}, "id": 1,
    "value": "off", "token": 3, "files": [{"oldUri": "", "newUri": ""}],
}
NOTIFICATIONS = ["textDocument/didOpen", "textDocument/didChange", "textDocument/didSave", "textDocument/didClose",
                 "textDocument/willSave", "workspace/didChangeConfiguration", "workspace/didChangeWatchedFiles",
                 "workspace/didChangeWorkspaceFolders", "$/cancelRequest", "$/setTrace", "initialized", "$/progress",
                 "window/workDoneProgress/cancel", "workspace/didRenameFiles", "no/such"]


def request_methods():
    """All that the server knows, from the one table of them, so that a new one is tried from its first day."""
    with open(os.path.join(ROOT, "src", "handlers", "handler.cpp"), encoding="utf-8") as file:
        methods = re.findall(r'\{"([^"]+)", Lane::', file.read())
    return [*methods, "initialize", "workspace/executeCommand", "$/troupe/status", "no/such"]


def malformed(world, count):
    """Malformed messages, and over pipes broken headers between them; then a request that is none of this."""
    root, random_ = world.folder(), random.Random(1)
    path = os.path.join(root, "socket")
    figures = []

    def flood(peer, kinds):
        peer.begin(root)
        for _ in range(count // 100):
            peer.send(b"".join(random_.choice(kinds) for _ in range(100)))
            while peer.waiting() is not None:
                pass
        began = time.monotonic()
        answer = peer.ask("good", "workspace/symbol", {"query": "Person"})
        return time.monotonic() - began, "result" in answer

    framed = [frame(body) for body in MALFORMED]
    with StdioServer(world.troupe, "--log-level", "off") as server:
        took, is_well = flood(server.peer, framed * 2 + BROKEN_HEADERS)
        figures += [milliseconds("pipes: the good request behind them", took, 1000), at_least("answered", is_well, 1)]
    with SocketServer(world.troupe, "--socket", path) as server:
        took, is_well = flood(server.unix(), framed)
        figures += [milliseconds("socket: the good request behind them", took, 1000), at_least("answered", is_well, 1)]
        for number in range(count // 500):
            stranger = connect_unix(path)
            stranger.send(random_.choice(BROKEN_HEADERS + framed))
            stranger.close()
        began = time.monotonic()
        while not is_served(path) and time.monotonic() - began < PATIENCE:
            pass
        figures.append(milliseconds("until a client is served behind %d strangers who came and went" % (count // 500),
                                    time.monotonic() - began, 1000))
    return figures


def is_served(path):
    """Whether there is a place for one more."""
    peer = connect_unix(path)
    try:
        peer.send(frame(initialize()))
        return "result" in (peer.answer(1) or {})
    finally:
        peer.close()


def wrong_variants(value, depth=0):
    """`value` with something wrong in each of its places, one at a time."""
    for wrong in WRONG:
        yield wrong
    if isinstance(value, dict) and depth < 3:
        for key in value:
            without = {k: v for k, v in value.items() if k != key}
            yield without
            for variant in wrong_variants(value[key], depth + 1):
                yield {**value, key: variant}
    elif isinstance(value, list) and value and depth < 3:
        for variant in wrong_variants(value[0], depth + 1):
            yield [variant]


def with_uri(value, uri):
    if isinstance(value, dict):
        return {k: uri if k in ("uri", "oldUri", "newUri") else with_uri(v, uri) for k, v in value.items()}
    return [with_uri(each, uri) for each in value] if isinstance(value, list) else value


class Tally:
    """Who was answered how."""

    def __init__(self):
        self.answers, self.codes, self.slowest = {}, {}, 0.0

    def take(self, message):
        if message is not None and "method" not in message and message.get("id") is not None:
            self.answers[message["id"]] = self.answers.get(message["id"], 0) + 1
            if "error" in message:
                code = message["error"]["code"]
                self.codes[code] = self.codes.get(code, 0) + 1

    def drain(self, peer):
        while (message := peer.waiting()) is not None:
            self.take(message)

    def wait_for(self, peer, count):
        """Until at most so many of what was asked are unanswered."""
        while len(self.answers) < count:
            message = peer.message()
            if message is None:
                raise EOFError("the server went away")
            self.take(message)

    def figures(self, asked):
        return [at_least("requests", asked, 1), fact("unanswered", asked - len(self.answers)),
                fact("answered more than once", sum(n > 1 for n in self.answers.values())),
                fact("answers that blame the server (-32603)", self.codes.get(-32603, 0))]


def wrong_parameters(world, share):
    """Every request and notification with every kind of wrong parameter in every place, one by one."""
    root = world.folder()
    uri = "file://" + root + "/src/query.graphql"
    right = with_uri(PARAMETERS, uri)
    variants = [json.dumps(each) for each in wrong_variants(right)]
    variants = [json.loads(each) for each in dict.fromkeys(variants)]
    random_ = random.Random(2)
    tally, asked = Tally(), 0
    with StdioServer(world.troupe, "--log-level", "off") as server:
        peer = server.peer
        peer.begin(root)
        peer.send(opening(uri, QUERY))
        for method in request_methods():
            for parameters in random_.sample(variants, max(1, int(len(variants) * share))):
                asked += 1
                peer.send(request("w%d" % asked, method, parameters))
                if asked % 64 == 0:
                    tally.wait_for(peer, asked - 64)
        tally.wait_for(peer, asked)
        for method in NOTIFICATIONS:
            for parameters in random_.sample(variants, max(1, int(len(variants) * share))):
                peer.send(notification(method, parameters))
                tally.drain(peer)
        for folder in ("", "/other"):
            peer.send(opening("file://" + root + folder + "/afterwards.graphql", QUERY))
        asked += 1
        peer.send(request("w%d" % asked, "textDocument/documentSymbol",
                          {"textDocument": {"uri": "file://" + root + "/afterwards.graphql"}}))
        tally.wait_for(peer, asked)
        figures = tally.figures(asked)
        figures.append(fact("exit code", server.end()))
    return figures


TEXT = "# \U0001F600\U0001F680 x\u00e9\u4e2d \U0001F468\u200D\U0001F469\u200D\U0001F467\n" + QUERY + "{ people { \U0001F600 name } } # \U0001F600"


def positions_of(value):
    if isinstance(value, dict):
        if set(value) == {"line", "character"}:
            yield value["line"], value["character"]
        for key, each in value.items():
            if key not in ("uri", "targetUri"):
                yield from positions_of(each)
    elif isinstance(value, list):
        for each in value:
            yield from positions_of(each)


def units(line):
    return len(line.encode("utf-16-le")) // 2


def splits_a_pair(line, character):
    return 0 < character < units(line) and \
        0xDC00 <= int.from_bytes(line.encode("utf-16-le")[2 * character:2 * character + 2], "little") < 0xE000


def positions(world, count):
    """Requests and edits at any position in 2^32, halves of surrogate pairs more often than not; what comes back
    is a place of the text. (Numbers from 2^31 on are no positions of LSP's, and may be refused.)"""
    root, random_ = world.folder(), random.Random(3)
    uri = "file://" + root + "/src/query.graphql"
    edges = [0, 1, 2, 3, 4, 5, 6, 9, 10, 12, 15, 40, 2**16, 2**31 - 2, 2**31 - 1, 2**31, 2**32 - 2, 2**32 - 1]
    lines = TEXT.split("\n")
    about_this_text = [
        "textDocument/hover", "textDocument/documentHighlight", "textDocument/selectionRange",
        "textDocument/prepareRename", "textDocument/linkedEditingRange", "textDocument/rangeFormatting",
        "textDocument/inlayHint"]
    about_anything = ["textDocument/completion", "textDocument/definition", "textDocument/references",
                      "textDocument/signatureHelp", "textDocument/codeAction", "textDocument/typeDefinition",
                      "textDocument/semanticTokens/range", "textDocument/onTypeFormatting", "textDocument/rename"]

    def number():
        return random_.choice(edges) if random_.random() < 0.7 else random_.randrange(2**32)

    def position():
        if random_.random() < 0.4:
            line = random_.randrange(len(lines))
            return {"line": line, "character": random_.randrange(units(lines[line]) + 2)}
        return {"line": number(), "character": number()}

    tally, outside, asked = Tally(), 0, 0
    with StdioServer(world.troupe, "--log-level", "off") as server:
        peer = server.peer
        peer.begin(root)
        peer.send(opening(uri, TEXT))
        methods = {}
        while len(tally.answers) < count:
            while asked < count and asked - len(tally.answers) < 64:
                asked += 1
                methods[asked + 10] = method = random_.choice(about_this_text + about_anything)
                begin, end = position(), position()
                peer.send(request(asked + 10, method, {
                    **copy.deepcopy(PARAMETERS), "textDocument": {"uri": uri}, "position": begin, "positions": [begin],
                    "range": {"start": begin, "end": end}}))
            message = peer.message()
            if message is None:
                raise EOFError("the server went away: " + server.said()[-2000:])
            tally.take(message)
            if methods.get(message.get("id")) in about_this_text and message.get("result"):
                outside += any(line >= len(lines) or character > units(lines[line])
                               or splits_a_pair(lines[line], character)
                               for line, character in positions_of(message["result"]))
        for version in range(2, 2 + count // 20):
            begin, end = sorted((position(), position()), key=lambda p: (p["line"], p["character"]))
            peer.send(notification("textDocument/didChange", {
                "textDocument": {"uri": uri, "version": version},
                "contentChanges": [{"range": {"start": begin, "end": end}, "text": random_.choice(["\U0001F600", "x", ""])},
                                   {"text": TEXT}]}))
            tally.drain(peer)
        answer = peer.ask("whole", "textDocument/hover", {"textDocument": {"uri": uri},
                                                         "position": {"line": 2, "character": 3}})
        return [*tally.figures(asked), fact("answers with places outside of the text", outside),
                at_least("after edits of the same kind the text is the right one", "person" in json.dumps(answer), 1),
                fact("exit code", server.end())]
