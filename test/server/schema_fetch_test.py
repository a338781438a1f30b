"""`troupe schema fetch` from outside, against servers of many kinds.

TROUPE is the program under test.
"""

import json
import os
import pty
import re
import signal
import socket
import ssl
import subprocess
import time
import unittest
import unittest.mock
import urllib.parse

from http_case import Answer, HttpCase
from program_case import ROOT, TROUPE

SECRET = "sesame-0123456789"
SCHEMA = {"data": {"__schema": {"queryType": {"name": "Query"}, "mutationType": None, "subscriptionType": None,
    "directives": [], "types": [
        {"kind": "SCALAR", "name": "Zone"},
        {"kind": "OBJECT", "name": "Query", "interfaces": [], "fields": [
            {"name": "now", "args": [], "type": {"kind": "SCALAR", "name": "Zone", "ofType": None},
             "isDeprecated": False}]}]}}}
SDL = "type Query {\n  now: Zone\n}\n\nscalar Zone\n"


def errors(*messages, status=200):
    return Answer({"errors": [{"message": message} for message in messages]}, status)


class SchemaFetchTest(HttpCase):
    def fetch(self, *arguments, **options):
        return self.run_troupe("schema", "fetch", *arguments, **options)

    def assert_fails(self, result, *words):
        self.assertEqual((result.returncode, result.stdout), (2, ""), result.stderr)
        for word in words:
            self.assertIn(word, result.stderr)

    def test_the_schema_is_what_print_writes(self):
        with open(os.path.join(ROOT, "test", "server", "library_introspection.json"), encoding="utf-8") as file:
            recorded = file.read()
        fetched = self.fetch(self.serve(Answer(recorded)))
        self.assertEqual((fetched.returncode, fetched.stderr), (0, ""))
        printed = self.run_troupe("schema", "print", os.path.join(ROOT, "examples", "graphql"))
        # An introspection result does not know how a description of one line was quoted.
        blocks = re.sub(r'(?m)^( *)"([^"\n]+)"$', r'\1"""\n\1\2\n\1"""', printed.stdout)
        self.assertEqual(fetched.stdout, blocks)
        self.write("fetched.graphql", fetched.stdout)
        self.assertEqual(self.run_troupe("schema", "print", "fetched.graphql").stdout, fetched.stdout)

    def test_one_request_asks_a_server_of_today_for_everything(self):
        self.assertEqual(self.fetch(self.serve(Answer(SCHEMA))).stdout, SDL)
        (request,) = self.requests
        self.assertEqual((request.method, request.path, request.headers["Content-Type"]),
                         ("POST", "/graphql", "application/json"))
        self.assertRegex(request.headers["User-Agent"], r"^troupe/\d")
        self.assertIn("gzip", request.headers["Accept-Encoding"])
        for word in ("isOneOf", "specifiedByURL", "isRepeatable", "inputFields(includeDeprecated: true)", "__schema"):
            self.assertIn(word, request.query)

    def test_a_server_that_refuses_new_fields_is_asked_without_them(self):
        def reply(request):
            for word, owner in (("isOneOf", "__Type"), ("isRepeatable", "__Directive")):
                if word in request.query:
                    return errors(f'Cannot query field "{word}" on type "{owner}".', status=400)
            return Answer(SCHEMA)
        result = self.fetch(self.serve(reply))
        self.assertEqual((result.returncode, result.stdout), (0, SDL))
        self.assertEqual(len(self.requests), 3)
        self.assertIn("does not know isOneOf", result.stderr)
        self.assertIn("does not know isRepeatable", result.stderr)
        self.assertIn("specifiedByURL", self.requests[-1].query)

    def test_a_server_that_does_not_say_what_it_refuses_is_asked_the_oldest_question(self):
        result = self.fetch(self.serve(lambda request: errors("Syntax error") if "isOneOf" in request.query
                                       else Answer(SCHEMA)))
        self.assertEqual((result.returncode, result.stdout), (0, SDL))
        self.assertEqual(len(self.requests), 2)
        self.assertEqual(re.findall(r"isOneOf|specifiedBy|isRepeatable|InputValue.*isDeprecated",
                                    self.requests[1].query), [])

    def test_errors_of_the_server_are_shown(self):
        result = self.fetch(self.serve(errors("Boom\x1b[31m", "Bang", status=500)))
        self.assert_fails(result, "answered with errors:", "Boom", "Bang")
        self.assertNotIn("\x1b", result.stderr)

    def test_introspection_that_is_switched_off_is_recognised(self):
        for message in ("GraphQL introspection is not allowed by Apollo Server, but the query contained __schema",
                        "introspection disabled", "Field '__schema' doesn't exist on type 'Query'"):
            self.requests.clear()
            result = self.fetch(self.serve(errors(message, status=400)))
            self.assert_fails(result, "does not answer introspection", message)
            self.assertEqual(len(self.requests), 1)

    def test_a_schema_that_comes_with_errors_is_a_schema(self):
        result = self.fetch(self.serve(Answer({**SCHEMA, "errors": [{"message": "One resolver is tired"}]})))
        self.assertEqual((result.returncode, result.stdout), (0, SDL))
        self.assertIn("One resolver is tired", result.stderr)

    def test_statuses_come_with_advice(self):
        html = "<html><body>No.</body></html>"
        for status, words in ((401, "--header 'Authorization: Bearer $TOKEN'"), (403, "--header"),
                              (404, "is the path of the URL right"), (405, "--method"), (502, "bad gateway")):
            result = self.fetch(self.serve(Answer(html, status, "text/html")))
            self.assert_fails(result, f"status {status}", words)
        result = self.fetch(self.serve(Answer({"message": "Bad credentials"}, 401)), "--header", "Authorization: x")
        self.assert_fails(result, "headers that were given", "Bad credentials")
        result = self.fetch(self.serve(Answer("", 429, headers={"Retry-After": "17"})))
        self.assert_fails(result, "try again in 17 s")

    def test_answers_that_are_no_schema_are_told_apart(self):
        for answer, words in ((Answer("<html></html>", content_type="text/html; charset=utf-8"),
                               "text/html; charset=utf-8, not with JSON"),
                              (Answer(""), "answered with nothing"), (Answer({"ok": True}), "holds no schema"),
                              (Answer(json.dumps(SCHEMA)[:100]), "broken or cut off, after 100 bytes"),
                              (Answer(json.dumps(SCHEMA), length=9999), "broke off after"),
                              (Answer({"data": {"__schema": None}}), "holds no schema"),
                              (Answer({"data": {"__schema": {"types": [{"kind": "OBJECT", "name": "Query", "fields": [
                                  {"name": "a", "type": {"kind": "SCALAR", "name": "a b"}, "args": [
                                      {"name": "b", "defaultValue": "{", "type": {"kind": "SCALAR", "name": "Int"}}]
                                   }]}]}}}), "")):
            self.assert_fails(self.fetch(self.serve(answer)), words)

    def test_packed_answers_are_unpacked_and_never_grow_without_end(self):
        self.assertEqual(self.fetch(self.serve(Answer(json.dumps(SCHEMA), packed=True))).stdout, SDL)
        bomb = Answer(b'{"data": "' + b" " * (65 * 1024 * 1024), packed=True)
        self.assertLess(len(bomb.body), 1024 * 1024)
        self.assert_fails(self.fetch(self.serve(bomb)), "larger than 64 MiB")
        broken = Answer(json.dumps(SCHEMA), headers={"Content-Encoding": "gzip"})
        self.assert_fails(self.fetch(self.serve(broken)), "cannot be unpacked")

    def test_a_server_that_does_not_answer_is_given_up(self):
        begin = time.monotonic()
        result = self.fetch(self.serve(lambda request: None), "--timeout", "0.3")
        self.assert_fails(result, "did not answer completely within 0.3 s", "--timeout")
        self.assertLess(time.monotonic() - begin, 10)

    def test_servers_that_are_not_there_are_told_apart(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.assert_fails(self.fetch(f"http://127.0.0.1:{port}/"), "cannot connect to http://127.0.0.1:", "listens")
        self.assert_fails(self.fetch("http://troupe-has-no-such-host.invalid/"), "there is no host troupe-has-no-such-host.invalid")

    def test_only_the_web_can_be_fetched(self):
        for url, words in (("file:///etc/passwd", "not file:"), ("ftp://example.org/x", "not ftp:"),
                           ("gopher://127.0.0.1/x", "not gopher:"), ("schema.graphql", "no URL"),
                           ("/etc/passwd", "no URL"), ("", "URL"), ("http://", "no URL")):
            self.assert_fails(self.fetch(url), words)

    def test_headers_come_from_the_environment_and_stay_secret(self):
        with unittest.mock.patch.dict(os.environ, {"TROUPE_TEST_TOKEN": SECRET}):
            result = self.fetch(self.serve(Answer(SCHEMA)), "--header", "Authorization: Bearer $TROUPE_TEST_TOKEN",
                                "--header", "x-note: a ${TROUPE_TEST_TOKEN}$$b", "--header", "accept: text/x-mine")
            self.assertEqual((result.returncode, result.stderr), (0, ""))
            headers = self.requests[0].headers
            self.assertEqual((headers["Authorization"], headers["X-Note"], headers.get_all("Accept")),
                             (f"Bearer {SECRET}", f"a {SECRET}$b", ["text/x-mine"]))
            # Servers and redirects like to repeat what they were told.
            for answer in (errors(f"Bad token {SECRET}"), Answer({"message": f"no {SECRET}"}, 401),
                           Answer("", 302, headers={"Location": f"http://localhost:1/{SECRET}"})):
                result = self.fetch(self.serve(answer), "--header", "Authorization: Bearer $TROUPE_TEST_TOKEN")
                self.assert_fails(result, "***")
                self.assertNotIn(SECRET, result.stderr)

    def test_a_variable_that_is_not_set_is_named_and_nothing_is_sent(self):
        url = self.serve(Answer(SCHEMA))
        for header, words in (("Authorization: Bearer $TROUPE_TEST_NONE", "variable TROUPE_TEST_NONE"),
                              ("Authorization: ${TROUPE_TEST_NONE}", "not set"), ("no colon", "'Name: value'"),
                              ("X: a\nY: b", "control character"), ("X: ${A", "'${' needs a name")):
            self.assert_fails(self.fetch(url, "--header", header), words)
        self.assertEqual(self.requests, [])

    def test_secrets_of_an_url_are_not_shown(self):
        url = self.serve(Answer("", 404)).replace("://", f"://user:{SECRET}@") + f"?token={SECRET}"
        result = self.fetch(url)
        self.assert_fails(result, "/graphql answered with status 404")
        self.assertNotIn(SECRET, result.stderr)
        self.assertIn("Basic ", self.requests[0].headers["Authorization"])

    def test_redirects_are_followed_to_the_same_origin(self):
        def reply(request):
            moved = {"Location": "/graphql/"}
            return Answer(SCHEMA) if request.path.startswith("/graphql/") else Answer("", 301, headers=moved)
        result = self.fetch(self.serve(reply), "--header", f"Authorization: {SECRET}")
        self.assertEqual(result.stdout, SDL)
        self.assertEqual([(request.method, request.path, request.headers["Authorization"]) for request in self.requests],
                         [("POST", "/graphql", SECRET), ("POST", "/graphql/", SECRET)])
        self.assertIn("__schema", self.requests[1].query)
        circle = self.serve(Answer("", 308, headers={"Location": "/graphql"}))
        self.assert_fails(self.fetch(circle), "redirects in circles")

    def test_no_other_server_gets_anything(self):
        elsewhere = self.serve(Answer(SCHEMA))
        for target in (elsewhere, "https://127.0.0.1/", "file:///etc/passwd", elsewhere.replace("127.0.0.1", "localhost")):
            self.requests.clear()
            url = self.serve(Answer("", 307, headers={"Location": target}))
            self.assert_fails(self.fetch(url, "--header", "X-Key: " + SECRET), "redirects to")
            self.assertEqual(len(self.requests), 1, target)

    def test_the_proxy_of_the_environment_is_asked(self):
        proxy = self.serve(Answer(SCHEMA)).removesuffix("/graphql")
        with unittest.mock.patch.dict(os.environ, {"http_proxy": proxy, "NO_PROXY": ""}):
            self.assertEqual(self.fetch("http://troupe-has-no-such-host.invalid/graphql").stdout, SDL)
        self.assertEqual(self.requests[0].path, "http://troupe-has-no-such-host.invalid/graphql")

    def test_get_asks_in_the_url(self):
        url = self.serve(Answer(SCHEMA)) + "?tenant=a%20b"
        self.assertEqual(self.fetch(url, "--method", "GET").stdout, SDL)
        (request,) = self.requests
        asked = urllib.parse.parse_qs(urllib.parse.urlsplit(request.path).query)
        self.assertEqual((request.method, asked["tenant"], asked["operationName"]), ("GET", ["a b"], ["IntrospectionQuery"]))
        self.assertIn("fields(includeDeprecated: true) {", asked["query"][0])

    def test_json_is_laid_out_and_sorted_and_is_a_schema_itself(self):
        result = self.fetch(self.serve(Answer(SCHEMA)), "--format", "json")
        received = json.loads(result.stdout)
        self.assertEqual([entry["name"] for entry in received["__schema"]["types"]], ["Query", "Zone"])
        self.assertEqual(list(received["__schema"]), list(SCHEMA["data"]["__schema"]))
        self.assertTrue(result.stdout.startswith('{\n  "__schema": {\n    "queryType": {\n      "name": "Query"\n    },\n'))
        self.assertEqual(result.stdout, json.dumps(received, indent=2) + "\n")
        self.write("schema.json", result.stdout)
        self.assertEqual(self.run_troupe("schema", "print", "schema.json").stdout, SDL)

    def test_a_file_is_written_when_it_would_change(self):
        url = self.serve(Answer(SCHEMA))
        result = self.fetch(url, "--output", "schema.graphql")
        self.assertEqual((result.returncode, result.stdout, self.read("schema.graphql")), (0, "", SDL))
        path = os.path.join(self.folder, "schema.graphql")
        os.utime(path, (1, 1))
        self.assertIn("up to date", self.fetch(url, "--output", "schema.graphql").stderr)
        self.assertEqual(os.stat(path).st_mtime, 1)
        self.write("schema.graphql", "type Query { other: Int }")
        os.chmod(path, 0o640)
        self.assertEqual(self.fetch(url, "--output", "schema.graphql").returncode, 0)
        self.assertEqual((self.read("schema.graphql"), os.stat(path).st_mode & 0o777), (SDL, 0o640))
        self.assertEqual(os.listdir(self.folder), ["schema.graphql"])

    def test_a_file_stays_when_the_schema_cannot_be_fetched(self):
        self.write("schema.graphql", SDL)
        self.assert_fails(self.fetch(self.serve(Answer("", 500)), "--output", "schema.graphql"), "500")
        self.assertEqual((self.read("schema.graphql"), os.listdir(self.folder)), (SDL, ["schema.graphql"]))

    def test_ctrl_c_leaves_nothing(self):
        url = self.serve(lambda request: None)
        process, terminal = pty.fork()
        if process == 0:
            os.environ["TERM"] = "xterm"
            os.execv(TROUPE, [TROUPE, "schema", "fetch", url, "--output", self.folder + "/schema.graphql"])
        self.addCleanup(os.close, terminal)
        seen = b""
        while b"Fetching the schema" not in seen:
            seen += os.read(terminal, 1000)
        os.write(terminal, b"\x03")
        try:
            while more := os.read(terminal, 1000):
                seen += more
        except OSError:
            pass  # How Linux says that nobody is at the other end any more.
        status = os.waitpid(process, 0)[1]
        self.assertTrue(os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGINT, status)
        self.assertTrue(seen.endswith(b"\r\x1b[K"), seen)
        self.assertEqual(os.listdir(self.folder), [])

    def test_where_nothing_can_be_written_nobody_is_asked(self):
        url = self.serve(Answer(SCHEMA))
        for arguments, words in ((("--output", "none/schema.graphql"), "no such folder: none"),
                                 (("--output", "/dev/null"), "not a regular file"), (("--output", "."), "not a regular file"),
                                 (("--check",), "name it by --output"), (("--check", "--output", "none.graphql"), "no such file"),
                                 (("--ca", "none.pem"), "none.pem cannot be read")):
            self.assert_fails(self.fetch(url, *arguments), words)
        self.assertEqual(self.requests, [])

    def test_check_tells_how_file_and_server_differ(self):
        url = self.serve(Answer(SCHEMA))
        self.write("schema.graphql", "# Ours.\nscalar Zone type Query { now: Zone }")
        result = self.fetch(url, "--output", "schema.graphql", "--check")
        self.assertEqual((result.returncode, result.stdout), (0, "No changes\n"))
        self.write("schema.graphql", "type Query { now: Int }")
        result = self.fetch(url, "--output", "schema.graphql", "--check")
        self.assertEqual((result.returncode, result.stderr), (1, ""))
        self.assertEqual(result.stdout.splitlines()[:2], [
            "breaking: Field Query.now changed type from Int to Zone. [FIELD_CHANGED_KIND]",
            "safe: Zone was added. [TYPE_ADDED]"])
        self.assertEqual(self.read("schema.graphql"), "type Query { now: Int }")

    def test_certificates_are_verified(self):
        certificate, key = self.make_certificate("own", "IP:127.0.0.1")
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(certificate, key)
        url = self.serve(Answer(SCHEMA), tls)
        self.assert_fails(self.fetch(url), "the certificate of https://127.0.0.1:", "--ca FILE")
        self.assertEqual(self.requests, [])
        self.assertEqual(self.fetch(url, "--ca", certificate).stdout, SDL)
        self.assert_fails(self.fetch(url, "--ca", key.replace("own.key", "none")), "cannot be read")
        self.write("text.pem", "no certificate")
        self.assert_fails(self.fetch(url, "--ca", "text.pem"), "text.pem holds no certificate")

    def test_a_certificate_of_another_host_is_refused(self):
        certificate, key = self.make_certificate("other", "DNS:other.example")
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(certificate, key)
        self.assert_fails(self.fetch(self.serve(Answer(SCHEMA), tls), "--ca", certificate), "not to be trusted")
        self.assertEqual(self.requests, [])

    def test_tls_with_a_server_that_speaks_none_is_explained(self):
        url = self.serve(Answer(SCHEMA)).replace("http:", "https:")
        self.assert_fails(self.fetch(url), "cannot speak TLS", "http://")

    def test_the_language_server_never_loads_the_library(self):
        serve = subprocess.Popen([TROUPE, "serve"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.addCleanup(serve.wait)
        self.addCleanup(serve.stdout.close)
        body = b'{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}'
        serve.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        serve.stdin.flush()
        self.assertTrue(serve.stdout.readline().startswith(b"Content-Length"))
        with open(f"/proc/{serve.pid}/maps", encoding="utf-8") as maps:
            self.assertNotIn("libcurl", maps.read())
        serve.stdin.close()


if __name__ == "__main__":
    unittest.main()
