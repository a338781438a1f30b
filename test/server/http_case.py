"""A test of the program against a web server of its own, which answers as the test says and remembers
what it was asked.
"""

import functools
import gzip
import http.server
import json
import os
import shutil
import subprocess
import threading
import unittest.mock

from program_case import ProgramCase

PROXIES = ("http_proxy", "https_proxy", "all_proxy", "HTTPS_PROXY", "ALL_PROXY")


class Answer:
    """What the server says to one request."""

    def __init__(self, body=b"", status=200, content_type="application/json", headers=(), length=None, packed=False):
        if isinstance(body, (dict, list)):
            body = json.dumps(body)
        self.body = body.encode() if isinstance(body, str) else body
        self.status, self.headers = status, dict(headers)
        if packed:
            self.body = gzip.compress(self.body)
            self.headers["Content-Encoding"] = "gzip"
        if content_type:
            self.headers["Content-Type"] = content_type
        self.headers["Content-Length"] = str(len(self.body) if length is None else length)


class Request:
    def __init__(self, method, path, headers, body):
        self.method, self.path, self.headers, self.body = method, path, headers, body

    @property
    def query(self):
        return json.loads(self.body)["query"]


class Handler(http.server.BaseHTTPRequestHandler):
    def __init__(self, case, *arguments):
        self.case = case
        super().__init__(*arguments)

    def answer(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        request = Request(self.command, self.path, self.headers, body)
        self.case.requests.append(request)
        answer = self.case.reply(request)
        if answer is None:  # Never: the client has to give up.
            self.case.ended.wait(30)
            return
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        try:
            self.wfile.write(answer.body)
        except (BrokenPipeError, ConnectionResetError):
            pass  # It has seen enough.

    do_GET = do_POST = answer

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        pass  # A client that refuses a certificate is what some tests are about.


class HttpCase(ProgramCase):
    def setUp(self):
        super().setUp()
        self.requests = []
        self.reply = lambda request: Answer(status=500)
        self.ended = threading.Event()
        nothing = {name: "" for name in PROXIES}
        patch = unittest.mock.patch.dict(os.environ, {**nothing, "NO_PROXY": "*"})
        patch.start()
        self.addCleanup(patch.stop)

    def serve(self, reply=None, tls=None):
        """Starts a server; its URL. `reply` is an answer or makes one of a request."""
        if reply is not None:
            self.reply = reply if callable(reply) else lambda request: reply
        server = Server(("127.0.0.1", 0), functools.partial(Handler, self))
        if tls:
            server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        self.addCleanup(thread.join)
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        self.addCleanup(self.ended.set)
        return f"{'https' if tls else 'http'}://127.0.0.1:{server.server_port}/graphql"

    def make_certificate(self, name, *alternatives):
        """A certificate that signs itself, for these alternative names: the paths of it and its key."""
        if shutil.which("openssl") is None:
            self.skipTest("skipped: no openssl here to make certificates")
        certificate, key = (os.path.join(self.folder, f"{name}.{end}") for end in ("pem", "key"))
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
                        "-nodes", "-days", "2", "-subj", f"/CN={name}", "-addext",
                        "subjectAltName=" + ",".join(alternatives), "-keyout", key, "-out", certificate],
                       check=True, capture_output=True)
        return certificate, key
