"""The least client there is: bytes and messages over a socket or two pipes, nothing judged, nothing hidden.

For tests that flood, cut, stall and vanish; an editor's manners are lsp_client.py's. One thread does it all: while a
Peer cannot write it reads, unless it was told not to, so that no flood gets stuck on its own answers.
"""

import json
import os
import select
import signal
import socket
import subprocess
import tempfile
import time

PATIENCE = float(os.environ.get("TROUPE_TEST_TIMEOUT", "20"))


def frame(message):
    """A message, or a body as it is, with its header."""
    body = message if isinstance(message, bytes) else json.dumps(message).encode()
    return b"Content-Length: %d\r\n\r\n%s" % (len(body), body)


def request(identifier, method, params=None):
    return frame({"jsonrpc": "2.0", "id": identifier, "method": method, "params": params})


def notification(method, params=None):
    return frame({"jsonrpc": "2.0", "method": method, "params": params})


def cancellation(identifier):
    return notification("$/cancelRequest", {"id": identifier})


def initialize(options=None, identifier=1, root=None, capabilities=None):
    params = {"processId": None, "rootUri": root and "file://" + root, "capabilities": capabilities or {}}
    if options is not None:
        params["initializationOptions"] = options
    return {"jsonrpc": "2.0", "id": identifier, "method": "initialize", "params": params}


def opening(uri, text, language="graphql"):
    return notification("textDocument/didOpen", {
        "textDocument": {"uri": uri, "languageId": language, "version": 1, "text": text}})


def change(uri, version, line, begin, end, text):
    """An edit within one line."""
    return notification("textDocument/didChange", {
        "textDocument": {"uri": uri, "version": version}, "contentChanges": [{
            "range": {"start": {"line": line, "character": begin}, "end": {"line": line, "character": end}},
            "text": text}]})


class Peer:
    """One end of a connection. Owns its descriptors."""

    def __init__(self, reading, writing=None):
        self.reading = reading
        self.writing = reading if writing is None else writing
        self.received = bytearray()
        self.is_at_end = False
        self.is_reading = True  # False: a client that does not read, whatever waits for it
        for descriptor in (self.reading, self.writing):
            os.set_blocking(descriptor, False)

    # Bytes

    def _poll(self, wants_to_write, seconds):
        """Reads what is there and tells whether something can be written; waits for the one or the other."""
        poll = select.poll()
        if self.is_reading and not self.is_at_end:
            poll.register(self.reading, select.POLLIN)
        if wants_to_write:
            poll.register(self.writing, select.POLLOUT | (select.POLLIN if self.reading == self.writing and
                                                          self.is_reading and not self.is_at_end else 0))
        can_write = False
        for descriptor, events in poll.poll(max(0, int(seconds * 1000 + 0.999))):
            if descriptor == self.reading and events & (select.POLLIN | select.POLLHUP | select.POLLERR):
                self._read()
            if wants_to_write and descriptor == self.writing and events & ~select.POLLIN:
                can_write = True
        return can_write

    def _read(self):
        if not self.is_reading or self.is_at_end:
            return
        try:
            data = os.read(self.reading, 1 << 18)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        self.received += data
        self.is_at_end = not data

    def send_some(self, data):
        """Writes what goes at once; returns how much that was."""
        try:
            return os.write(self.writing, data)
        except BlockingIOError:
            return 0

    def send(self, data, patience=PATIENCE):
        """Writes it all. BrokenPipeError or ConnectionError: nobody reads; TimeoutError: nobody went on reading."""
        data = memoryview(data)
        deadline = time.monotonic() + patience
        while data:
            written = self.send_some(data[:1 << 20])
            data = data[written:]
            if written:
                deadline = time.monotonic() + patience
            elif time.monotonic() > deadline:
                raise TimeoutError("the server stopped reading")
            else:
                self._poll(True, 1)

    # Messages

    def _cut(self):
        end = self.received.find(b"\r\n\r\n")
        if end < 0:
            return None
        head = bytes(self.received[:end]).lower()
        length = int(head.split(b"content-length:")[1].split(b"\r\n")[0])
        if len(self.received) < end + 4 + length:
            return None
        body = bytes(self.received[end + 4:end + 4 + length])
        del self.received[:end + 4 + length]
        return json.loads(body)

    def waiting(self, seconds=0.0):
        """The next message if one has come or comes, whole, within so many seconds."""
        deadline = time.monotonic() + seconds
        while (message := self._cut()) is None and not self.is_at_end:
            left = deadline - time.monotonic()
            before = len(self.received)
            self._poll(False, max(0.0, left))
            if left <= 0 and len(self.received) == before:
                break
        return message

    def message(self, patience=PATIENCE):
        """The next message; None: the server closed."""
        deadline = time.monotonic() + patience
        while (message := self.waiting(max(0.0, deadline - time.monotonic()))) is None:
            if self.is_at_end:
                return None
            if time.monotonic() > deadline:
                raise TimeoutError("no message in time")
        return message

    def answer(self, identifier, patience=PATIENCE):
        """The answer to a request; None: the server closed. Other messages are dropped."""
        deadline = time.monotonic() + patience
        while True:
            message = self.message(max(0.0, deadline - time.monotonic()))
            if message is None or (message.get("id") == identifier and "method" not in message):
                return message

    def ask(self, identifier, method, params=None, patience=PATIENCE):
        self.send(request(identifier, method, params))
        return self.answer(identifier, patience)

    def begin(self, root=None, options=None):
        """Introduces itself; the answer."""
        self.send(frame(initialize(options, root=root)))
        answer = self.answer(1)
        self.send(notification("initialized", {}))
        return answer

    def is_closed(self, within=PATIENCE):
        """Whether the server closes without another word."""
        if not self.is_at_end:
            self._poll(False, within)
        return self.is_at_end and not self.received

    def close_writing(self):
        """The server reads an end; answers can still come."""
        if self.reading == self.writing:
            with socket.socket(fileno=os.dup(self.writing)) as connected:
                connected.shutdown(socket.SHUT_WR)
        else:
            os.close(self.writing)
            self.writing = self.reading

    def close(self):
        for descriptor in {self.reading, self.writing}:
            try:
                os.close(descriptor)
            except OSError:
                pass
        self.reading = self.writing = -1
        self.is_at_end = True


def connect_unix(path):
    with socket.socket(socket.AF_UNIX) as connected:
        connected.connect(path)
        return Peer(connected.detach())


def connect_tcp(address):
    with socket.create_connection(address) as connected:
        return Peer(connected.detach())


def resident_bytes(process):
    with open("/proc/%d/statm" % process, encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGESIZE")


class StdioServer:
    """A server as a child, and the peer that speaks with it. What it says on standard error goes to a file."""

    def __init__(self, troupe, *arguments, **options):
        self.log = tempfile.TemporaryFile()
        self.process = subprocess.Popen([troupe, "serve", *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=self.log, bufsize=0, **options)
        self.peer = Peer(os.dup(self.process.stdout.fileno()), os.dup(self.process.stdin.fileno()))
        self.process.stdin.close()
        self.process.stdout.close()

    @property
    def pid(self):
        return self.process.pid

    def said(self):
        self.log.seek(0)
        return self.log.read().decode("utf-8", "replace")

    def end(self):
        """The exit code, after an orderly end."""
        self.peer.ask("the end", "shutdown")
        self.peer.send(notification("exit"))
        return self.process.wait(PATIENCE)

    def kill(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.peer.close()
        self.log.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.kill()


class SocketServer:
    """A server on sockets, with what it says on standard error."""

    def __init__(self, troupe, *arguments):
        self.process = subprocess.Popen([troupe, "serve", "--log-level", "info", *arguments],
                                        stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        self.lines = []
        self.addresses = []
        for line in self.process.stderr:
            self.lines.append(line)
            if "listening on " in line:
                self.addresses.append(line.split("listening on ")[1].strip())
                if len(self.addresses) >= sum(a in ("--socket", "--listen") for a in arguments):
                    return
        self.kill()
        raise AssertionError("".join(self.lines) or "the server ended")

    @property
    def pid(self):
        return self.process.pid

    def unix(self):
        return connect_unix(next(a for a in self.addresses if a.startswith("unix:"))[5:])

    def tcp_address(self):
        host, port = next(a for a in self.addresses if not a.startswith("unix:")).rsplit(":", 1)
        return host, int(port)

    def tcp(self):
        return connect_tcp(self.tcp_address())

    def wait_for_log(self, part):
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            line = self.process.stderr.readline()
            if part in line:
                return line
        raise AssertionError("nothing in the log about " + part)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE)

    def kill(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.process.stderr.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.kill()
