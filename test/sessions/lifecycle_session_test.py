"""The life cycle: error codes, exit codes, and every way in which clients leave."""

import os
import signal
import subprocess
import time
import unittest

from session_case import EDITOR, TROUPE, Client, SessionCase


NOWHERE = {"textDocument": {"uri": "file:///no/such.graphql"}, "position": {"line": 0, "character": 0}}


class Lifecycle(SessionCase):
    def error_of(self, client, message):
        client.send(message)
        answer, _ = client.response(message.get("id"))
        return answer["error"]["code"]

    def test_requests_before_initialize_are_refused_and_notifications_dropped(self):
        client = self.client(judged=False)
        client.notify("textDocument/didOpen", {"textDocument": {
            "uri": "file:///a.graphql", "languageId": "graphql", "version": 1, "text": "{"}})
        self.assertEqual(-32002, self.error_of(client, {"jsonrpc": "2.0", "id": "a", "method": "textDocument/hover"}))
        client.initialize()
        self.stop(client)

    def test_a_second_initialize_and_requests_after_shutdown_are_invalid(self):
        client = self.client(judged=False)
        client.initialize()
        self.assertEqual(-32600, self.error_of(
            client, {"jsonrpc": "2.0", "id": 71, "method": "initialize", "params": {"capabilities": {}}}))
        client.request("shutdown")
        self.assertEqual(-32600, self.error_of(client, {"jsonrpc": "2.0", "id": 72, "method": "textDocument/hover"}))
        client.notify("exit")
        self.assertEqual(0, client.wait_exit())

    def test_unknown_methods_and_wrong_parameters_have_their_codes(self):
        client = self.client(judged=False)
        client.initialize()
        self.assertEqual(-32601, self.error_of(client, {"jsonrpc": "2.0", "id": 5, "method": "no/such", "params": {}}))
        self.assertEqual(-32601, self.error_of(client, {"jsonrpc": "2.0", "id": 6, "method": "$/noSuch"}))
        client.notify("$/whatever", {"x": 1})
        client.notify("no/such", [])
        for identifier, parameters in enumerate((None, {}, [], {"textDocument": 3}, {"textDocument": {"uri": "x"}},
                                                 {"textDocument": {"uri": "file:///x"}, "position": {"line": -1}})):
            message = {"jsonrpc": "2.0", "id": 100 + identifier, "method": "textDocument/hover"}
            if parameters is not None:
                message["params"] = parameters
            self.assertEqual(-32602, self.error_of(client, message), parameters)
        self.stop(client)

    def test_shutdown_takes_its_parameters_in_every_shape(self):
        for shape in ({}, {"params": None}, {"params": {}}, {"params": []}):
            client = self.client(judged=False)
            client.initialize()
            client.send({"jsonrpc": "2.0", "id": "end", "method": "shutdown", **shape})
            answer, _ = client.response("end")
            self.assertIsNone(answer["result"])
            client.send({"jsonrpc": "2.0", "method": "exit", **shape})
            self.assertEqual(0, client.wait_exit())

    def test_exit_without_shutdown_and_a_closed_input_end_with_one(self):
        client = self.start()
        client.notify("exit")
        self.assertEqual(1, client.wait_exit())
        client = self.start()
        begin = time.monotonic()
        client.process.stdin.close()
        self.assertEqual(1, client.wait_exit())
        self.assertLess(time.monotonic() - begin, 1)

    def test_shutdown_as_a_notification_and_a_signal_end_quietly(self):
        client = self.client(judged=False)
        client.initialize()
        client.notify("shutdown", {})
        client.process.send_signal(signal.SIGTERM)
        self.assertIn(client.wait_exit(), (0, 1, -signal.SIGTERM))

    def test_the_death_of_the_parent_ends_the_server_within_a_second(self):
        parent = subprocess.Popen(["sleep", "1000"])
        client = self.client()
        client.initialize(params={"processId": parent.pid})
        parent.kill()
        parent.wait()
        begin = time.monotonic()
        client.wait_exit(5)
        self.assertLess(time.monotonic() - begin, 1.5)

    def test_a_parent_that_is_invisible_from_here_is_ignored(self):
        for pid in (None, 2**22 + 12345, 0, -5):
            client = self.client(judged=pid is None)
            client.initialize(params={"processId": pid})
            self.assertIsNone(client.request("textDocument/hover", NOWHERE))
            self.stop(client)

    def test_stdio_may_be_spelled_anywhere(self):
        for arguments in (("serve", "--stdio"), ("--stdio",), ("--stdio", "serve")):
            client = self.start(arguments=arguments)
            self.assertIsNone(client.request("textDocument/hover", NOWHERE))
            self.stop(client)

    def test_killing_the_client_leaves_no_server_behind(self):
        script = ("import sys; sys.path.insert(0, %r); from lsp_client import *; import os; "
                  "c = Client([%r, 'serve'], root=%r); c.initialize(); "
                  "print(c.process.pid, flush=True); os.kill(os.getpid(), 9)"
                  % (os.path.dirname(os.path.abspath(Client.__init__.__code__.co_filename)), TROUPE, self.root))
        output = subprocess.run(["python3", "-c", script], stdout=subprocess.PIPE, text=True).stdout
        server = int(output)
        deadline = time.monotonic() + 1
        while self.is_running(server):
            self.assertLess(time.monotonic(), deadline, "the server is still there")
            time.sleep(0.01)

    def is_running(self, process):
        try:
            with open("/proc/%d/stat" % process, encoding="utf-8") as file:
                return file.read().rpartition(")")[2].split()[0] != "Z"
        except FileNotFoundError:
            return False

    def test_nothing_but_frames_is_written_to_stdout(self):
        client = self.start(capabilities=EDITOR)
        client.stop()
        client.process.stdout.close()


if __name__ == "__main__":
    unittest.main(verbosity=1)
