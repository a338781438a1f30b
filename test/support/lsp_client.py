"""A language client for tests and benchmarks: starts a server over stdio and talks to it as an editor does.

    with Client([troupe, "serve"], root="/tmp/ws") as client:
        client.initialize(capabilities=EDITOR)
        document = client.open("query.graphql", "graphql", text)
        client.diagnostics(document)                       # waits for those of the newest version
        client.request("textDocument/hover", document.at("na|me"))
        document.replace("name", "nam")
        assert client.stop() == 0

Python's standard library only. A reader thread records frames and moves them into a queue; everything else happens on the
caller's thread, inside the calls that wait. Every wait has a time limit and fails with what the server
wrote to stderr. With `record`, both directions are written as JSON lines ({"from": ..., "msg": ...}).
"""

import bisect
import collections
import json
import os
import queue
import subprocess
import threading
import time
import urllib.parse

TIMEOUT = float(os.environ.get("TROUPE_TEST_TIMEOUT", "30"))


class ServerError(Exception):
    """An error response."""

    def __init__(self, method, error):
        super().__init__("%s: %s %s" % (method, error.get("code"), error.get("message")))
        self.code = error.get("code")
        self.error = error


def uri_of(path):
    return "file://" + urllib.parse.quote(os.path.abspath(path), safe="/-._~")


def path_of(uri):
    return urllib.parse.unquote(urllib.parse.urlparse(uri).path)


def width(text, encoding):
    """Length of `text` in the units of a position encoding."""
    if encoding == "utf-8":
        return len(text.encode("utf-8", "surrogatepass"))
    if encoding == "utf-32":
        return len(text)
    return len(text) + sum(1 for c in text if ord(c) > 0xFFFF)


class Lines:
    """Where a text's lines begin; LF, CRLF and CR end one."""

    def __init__(self, text):
        self.text = text
        self.starts = [0]
        at = 0
        while at < len(text):
            if text[at] == "\n" or (text[at] == "\r" and text[at + 1 : at + 2] != "\n"):
                self.starts.append(at + 1)
            at += 1

    def position(self, index, encoding):
        line = bisect.bisect_right(self.starts, index) - 1
        return {"line": line, "character": width(self.text[self.starts[line] : index], encoding)}

    def index(self, position, encoding):
        start = self.starts[position["line"]]
        left = position["character"]
        while left > 0 and start < len(self.text):
            left -= width(self.text[start], encoding)
            start += 1
        return start


def applied(text, edits, encoding):
    """`text` after LSP edits."""
    lines = Lines(text)
    spans = sorted((lines.index(edit["range"]["start"], encoding), lines.index(edit["range"]["end"], encoding),
                    edit["newText"]) for edit in edits)
    for begin, end, new in reversed(spans):
        text = text[:begin] + new + text[end:]
    return text


class Document:
    """An open document and the client's idea of its text."""

    def __init__(self, client, uri, language, text):
        self.client, self.uri, self.language, self.text, self.version = client, uri, language, text, 1
        self.sent_at = 0.0  # perf_counter() of the last change

    def index(self, needle, nth=0):
        """Index of the nth occurrence of `needle`, at its `|` if it has one, else at its start."""
        mark = needle.find("|")
        plain = needle.replace("|", "", 1)
        at = -1
        for _ in range(nth + 1):
            at = self.text.index(plain, at + 1)
        return at + max(mark, 0)

    def position(self, needle, nth=0):
        return Lines(self.text).position(self.index(needle, nth), self.client.encoding)

    def at(self, needle, nth=0, **more):
        """Parameters that point at `needle`."""
        return dict({"textDocument": {"uri": self.uri}, "position": self.position(needle, nth)}, **more)

    def slice(self, span):
        """The text of an LSP range."""
        lines = Lines(self.text)
        encoding = self.client.encoding
        return self.text[lines.index(span["start"], encoding) : lines.index(span["end"], encoding)]

    def edit(self, begin, end, new):
        """One didChange of the code points [begin, end): incremental where the server takes that."""
        lines = Lines(self.text)
        encoding = self.client.encoding
        change = {
            "range": {"start": lines.position(begin, encoding), "end": lines.position(end, encoding)},
            "text": new,
        }
        self.text = self.text[:begin] + new + self.text[end:]
        self.send_changes([change if self.client.incremental else {"text": self.text}])

    def send_changes(self, changes):
        self.version += 1
        self.sent_at = time.perf_counter()
        self.client.notify(
            "textDocument/didChange",
            {"textDocument": {"uri": self.uri, "version": self.version}, "contentChanges": changes},
        )

    def replace(self, needle, new, nth=0):
        begin = self.index(needle, nth)
        self.edit(begin, begin + len(needle), new)

    def insert(self, needle, new, nth=0):
        """Inserts at the `|` of `needle`."""
        begin = self.index(needle, nth)
        self.edit(begin, begin, new)

    def set(self, text):
        self.text = text
        self.send_changes([{"text": text}])

    def save(self):
        self.client.notify("textDocument/didSave", {"textDocument": {"uri": self.uri}})

    def close(self):
        self.client.notify("textDocument/didClose", {"textDocument": {"uri": self.uri}})


# What a capable editor of today declares (only members that change a server's behaviour).
EDITOR = {
    "general": {"positionEncodings": ["utf-16"]},
    "window": {"workDoneProgress": True},
    "workspace": {
        "configuration": True,
        "workspaceFolders": True,
        "didChangeConfiguration": {"dynamicRegistration": True},
        "didChangeWatchedFiles": {"dynamicRegistration": True, "relativePatternSupport": True},
    },
    "textDocument": {
        "synchronization": {"didSave": True},
        "completion": {
            "completionItem": {
                "snippetSupport": True,
                "documentationFormat": ["markdown", "plaintext"],
                "deprecatedSupport": True,
                "tagSupport": {"valueSet": [1]},
                "labelDetailsSupport": True,
                "resolveSupport": {"properties": ["documentation"]},
            },
            "completionList": {"itemDefaults": ["editRange", "insertTextFormat"]},
        },
        "hover": {"contentFormat": ["markdown", "plaintext"]},
        "definition": {"linkSupport": True},
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
        "foldingRange": {"lineFoldingOnly": True},
        "publishDiagnostics": {"relatedInformation": True, "versionSupport": True, "tagSupport": {"valueSet": [1, 2]}},
    },
}


class Client:
    def __init__(self, command, root=None, record=None, env=None, cwd=None, settings=None):
        self.root, self.encoding, self.settings = root, "utf-16", settings or {}
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env=dict(os.environ, **(env or {})), cwd=cwd, bufsize=0)
        self.inbox = queue.Queue()
        self.stderr = collections.deque(maxlen=500)
        self.responses, self.published, self.notifications, self.server_requests = {}, {}, [], []
        self.next_id = 1
        self.capabilities = {}
        self.incremental = True
        self.answers_requests = True
        self.reading = threading.Event()  # cleared by a test: a client that stops reading
        self.reading.set()
        self.record_lock = threading.Lock()
        self.record_file = open(record, "w", encoding="utf-8") if record else None
        self._record({"event": "start", "cmd": command})
        for target in (self._read_stdout, self._read_stderr):
            threading.Thread(target=target, daemon=True).start()

    # Bytes

    def _record(self, entry):
        with self.record_lock:
            if self.record_file:
                self.record_file.write(json.dumps(entry) + "\n")

    def _read_stderr(self):
        for line in self.process.stderr:
            self.stderr.append(line.decode("utf-8", "replace"))

    def _read_stdout(self):
        stream = self.process.stdout
        buffer = b""
        while True:
            end = buffer.find(b"\r\n\r\n")
            if end >= 0:
                length = next(int(line.split(b":")[1]) for line in buffer[:end].split(b"\r\n")
                              if line.lower().startswith(b"content-length"))
                if len(buffer) >= end + 4 + length:
                    body = buffer[end + 4 : end + 4 + length]
                    buffer = buffer[end + 4 + length :]
                    message = json.loads(body)
                    self._record({"from": "server", "msg": message})
                    self.inbox.put((time.perf_counter(), message))
                    continue
            self.reading.wait()
            try:
                chunk = stream.read(1 << 16)
            except (OSError, ValueError):  # closed under our hands: the test is over
                chunk = b""
            if not chunk:
                self.inbox.put((time.perf_counter(), None))
                return
            buffer += chunk

    def send_raw(self, data):
        self.process.stdin.write(data)

    def send(self, message):
        self._record({"from": "client", "msg": message})
        body = json.dumps(message, ensure_ascii=False).encode("utf-8", "surrogatepass")
        view = memoryview(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        while view:
            view = view[self.process.stdin.write(view) :]

    # Messages

    def _take(self, deadline, what):
        try:
            arrived, message = self.inbox.get(timeout=max(0.0, deadline - time.monotonic()))
        except queue.Empty:
            raise TimeoutError("no %s in time; stderr:\n%s" % (what, "".join(self.stderr))) from None
        if message is None:
            self.inbox.put((arrived, None))
            raise EOFError("the server went away while waiting for %s; stderr:\n%s" % (what, "".join(self.stderr)))
        if "method" not in message:
            self.responses[message.get("id")] = (arrived, message)
        elif "id" in message:
            self.server_requests.append(message)
            if self.answers_requests:
                self.send({"jsonrpc": "2.0", "id": message["id"], "result": self._answer(message)})
        elif message["method"] == "textDocument/publishDiagnostics":
            self.published[message["params"]["uri"]] = (arrived, message["params"])
        else:
            self.notifications.append(message)

    def _answer(self, message):
        if message["method"] == "workspace/configuration":
            return [self.settings or None for _ in message["params"]["items"]]
        return None

    def wait(self, ready, what, timeout=TIMEOUT):
        """Handles messages until `ready()` gives something true; returns it."""
        deadline = time.monotonic() + timeout
        while True:
            result = ready()
            if result:
                return result
            self._take(deadline, what)

    def notify(self, method, params=None):
        message = {"jsonrpc": "2.0", "method": method}
        if params is not None:
            message["params"] = params
        self.send(message)

    def start_request(self, method, params=None):
        identifier = self.next_id
        self.next_id += 1
        message = {"jsonrpc": "2.0", "id": identifier, "method": method}
        if params is not None:
            message["params"] = params
        self.send(message)
        return identifier

    def response(self, identifier, timeout=TIMEOUT):
        """The whole response message, and when it came (perf_counter)."""
        arrived, message = self.wait(lambda: self.responses.pop(identifier, None), "answer to %r" % identifier, timeout)
        return message, arrived

    def request(self, method, params=None, timeout=TIMEOUT):
        message, _ = self.response(self.start_request(method, params), timeout)
        if "error" in message:
            raise ServerError(method, message["error"])
        return message["result"]

    # Sessions

    def initialize(self, capabilities=None, params=None, options=None):
        folders = [{"uri": uri_of(self.root), "name": os.path.basename(self.root)}] if self.root else None
        arguments = {
            "processId": os.getpid(),
            "rootUri": uri_of(self.root) if self.root else None,
            "workspaceFolders": folders,
            "capabilities": EDITOR if capabilities is None else capabilities,
        }
        arguments.update(params or {})
        if options is not None:
            arguments["initializationOptions"] = options
        result = self.request("initialize", arguments)
        self.capabilities = result["capabilities"]
        self.encoding = self.capabilities.get("positionEncoding", "utf-16")
        sync = self.capabilities.get("textDocumentSync", 0)
        self.incremental = (sync.get("change", 0) if isinstance(sync, dict) else sync) == 2
        self.notify("initialized", {})
        return result

    def open(self, path, language, text=None):
        full = os.path.join(self.root, path) if self.root else path
        if text is None:
            with open(full, encoding="utf-8", newline="") as file:
                text = file.read()
        document = Document(self, uri_of(full), language, text)
        self.notify("textDocument/didOpen", {"textDocument": {
            "uri": document.uri, "languageId": language, "version": 1, "text": text}})
        return document

    def diagnostics(self, document, until=lambda diagnostics: True, timeout=TIMEOUT):
        """The first published diagnostics of the document's newest version for which `until` holds."""
        def ready():
            arrived, params = self.published.get(document.uri, (None, None))
            if params and params.get("version", document.version) == document.version and until(params["diagnostics"]):
                return (arrived, params["diagnostics"])
            return None
        self.arrived, diagnostics = self.wait(ready, "diagnostics of " + document.uri, timeout)
        return diagnostics

    def stop(self, timeout=TIMEOUT):
        """Orderly end; the exit code."""
        self.request("shutdown", timeout=timeout)
        self.notify("exit")
        return self.wait_exit(timeout)

    def wait_exit(self, timeout=TIMEOUT):
        code = self.process.wait(timeout)
        self._record({"event": "server-exit", "code": code})
        return code

    def kill(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        with self.record_lock:
            if self.record_file:
                self.record_file.close()
                self.record_file = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.kill()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            try:
                stream.close()
            except OSError:
                pass
