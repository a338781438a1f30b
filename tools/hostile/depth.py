"""Nesting without end, in JSON and in every language that is read, on stacks of 8 MB."""

import os
import resource
import subprocess
import time

from figures import at_least, fact, milliseconds
from messages import Tally, request_methods
from peer import StdioServer, frame, opening, request
from session_case import QUERY, SCHEMA

STACK = 8 << 20
LARGEST = (4 << 20) - 4096  # beyond that nothing is analysed, which would be no trial


def nested(begin, opening_, middle, closing, end, levels, is_closed=True):
    levels = min(levels, (LARGEST - len(begin) - len(end)) // (len(opening_) + len(closing) * is_closed))
    return begin + opening_ * levels + middle + closing * levels * is_closed + end


def bombs(levels):
    """{file name: text}; of each language all that nests, closed and cut off."""
    graphql = {
        "selections": ("query Q ", "{a", "{b}", "}", "\n"), "inline": ("{", "...{", "a", "}", "}"),
        "lists": ("{a(b:", "[", "1", "]", ")}"), "objects": ("{a(b:", "{a:", "1", "}", ")}"),
        "types": ("type T{f:", "[", "Int", "]", "}"), "variable": ("query($v:", "[", "Int", "]", "){a}"),
        "directive": ("type T @a(b:", "[{c:", "1", "}]", "){a:Int}"), "default": ("input I{a:T=", "[", "1", "]", "}"),
        "braces": ("", "{", "", "}", ""), "parentheses": ("", "(", "", ")", ""), "wrong": ("", "[)", "", "", ""),
    }
    code = {
        "parentheses": ("const a = ", "(", "1", ")", ";\n"), "brackets": ("const a = ", "[", "1", "]", ";\n"),
        "braces": ("", "{", "", "}", "\n"), "templates": ("const q = gql", "`${", "1", "}`", ";\n"),
        "tagged": ("const q = ", "gql`{a${", "x", "}}`", ";\n"), "calls": ("const q = ", "gql(", "`{a}`", ")", ";\n"),
        "elements": ("const a = ", "<a>{", "1", "}</a>", ";\n"), "generics": ("let a: ", "A<", "B", ">", ";\n"),
        "embedded": ("const q = gql`query Q ", "{a", "{b}", "}", "`;\n"), "comment": ("", "/*", "", "*/", "\n"),
    }
    python = {
        "parentheses": ("a = ", "(", "1", ")", "\n"), "dictionaries": ("a = ", "{1:", "1", "}", "\n"),
        "formatted": ("a = ", "f'{", "1", "}'", "\n"), "embedded": ('q = gql("""query Q ', "{a", "{b}", "}", '""")\n'),
        "calls": ("q = ", "gql(", "'{a}'", ")", "\n"), "indented": ("", "if 1:\n ", "", "", "\n"),
    }
    page = {"elements": ("", "<p>", "", "</p>", "\n"), "scripts": ("", "<script>", "", "</script>", "\n"),
            "embedded": ("<script>const q = gql`query Q ", "{a", "{b}", "}", "`</script>\n")}
    texts = {}
    for extensions, shapes in ((("graphql",), graphql), (("ts", "tsx", "js", "jsx"), code), (("py",), python),
                               (("vue", "svelte", "astro"), page)):
        for extension in extensions:
            for name, (begin, open_, middle, close, end) in shapes.items():
                texts[f"src/{name}.{extension}"] = nested(begin, open_, middle, close, end, levels)
                if extension == extensions[0]:
                    texts[f"src/{name}-cut.{extension}"] = nested(begin, open_, middle, close, "", levels, False)
    return texts


def schemas(levels):
    """Files that describe a project: configurations and introspection."""
    yield {"schema.json": nested('{"data":{"__schema":{"types":', "[", "", "]", "}}}", levels)}
    yield {"schema.json": nested('{"data":{"__schema":', '{"a":', "1", "}", "}}", levels)}
    yield {"schema.json": nested('{"data":{"__schema":{"types":[{"kind":"OBJECT","name":"Q","fields":[{"name":"a","type":',
                                 '{"kind":"LIST","ofType":', "1", "}", "}]}]}}}", levels)}
    for shape in (("schema: ", "[", "1", "]", "\n"), ("schema: ", "{a: ", "1", "}", "\n"), ("a: ", "- ", "1", "", "\n"),
                  ("a: ", "? ", "1", "", "\n")):
        yield {".graphqlrc.yml": nested(*shape, levels)}
    yield {".graphqlrc.json": nested('{"schema":', "[", "1", "]", "}", levels)}
    yield {"package.json": nested('{"graphql":', '{"a":', "1", "}", "}", levels)}


def small_stack():
    resource.setrlimit(resource.RLIMIT_STACK, (STACK, STACK))


LANGUAGES = {"graphql": "graphql", "ts": "typescript", "tsx": "typescriptreact", "js": "javascript",
             "jsx": "javascriptreact", "py": "python", "vue": "vue", "svelte": "svelte", "astro": "astro"}


WALKS = ["textDocument/documentSymbol", "textDocument/selectionRange", "textDocument/formatting",
         "textDocument/semanticTokens/full", "textDocument/completion"]


def ask_about(world, texts):
    """Opens all of them and asks about the middle of each: everything about GraphQL, and of files that hold it what
    walks their trees; how it went."""
    everything = [method for method in request_methods() if method not in ("initialize", "no/such")]
    root = world.folder({".graphqlrc.yml": "schema: schema.graphql\ndocuments: 'src/**/*'\n", "schema.graphql": SCHEMA})
    tally, asked, slowest = Tally(), 0, 0.0
    with StdioServer(world.troupe, "--log-level", "off", preexec_fn=small_stack) as server:
        peer = server.peer
        peer.begin(root)
        for path, text in texts.items():
            uri = "file://" + root + "/" + path
            peer.send(opening(uri, text, LANGUAGES[path.rsplit(".", 1)[1]]))
            for method in everything if path.endswith(".graphql") or "embedded" in path else WALKS:
                asked += 1
                began = time.monotonic()
                place = {"line": 0, "character": len(text) // 2}
                peer.send(request("d%d" % asked, method, {
                    "textDocument": {"uri": uri}, "position": place, "positions": [place], "query": "x", "newName": "x",
                    "range": {"start": {"line": 0, "character": 0}, "end": place}, "ch": "}",
                    "context": {"diagnostics": [], "includeDeclaration": True},
                    "options": {"tabSize": 2, "insertSpaces": True}, "previousResultIds": []}))
                tally.wait_for(peer, asked)
                slowest = max(slowest, time.monotonic() - began)
        uri = "file://" + root + "/good.graphql"
        peer.send(opening(uri, QUERY))
        asked += 1
        peer.send(request("d%d" % asked, "textDocument/documentSymbol", {"textDocument": {"uri": uri}}))
        tally.wait_for(peer, asked)
        # The deadlines are 2 s and 30 s: what takes longer than the second did not end when it was cancelled.
        return [at_least("texts", len(texts), 1), *tally.figures(asked),
                milliseconds("slowest answer", slowest, 31_000), fact("exit code", server.end())]


def depth(world, levels):
    """A million nested brackets."""
    figures = []
    with StdioServer(world.troupe, "--log-level", "off", preexec_fn=small_stack) as server:
        peer = server.peer
        peer.begin()
        unread = 0
        for open_, close in (("[", "]"), ('{"a":', "}"), ('[{"a":', "}]"), ("[", "")):
            peer.send(frame((open_ * levels + "1" + close * levels).encode()))
            unread += peer.answer(None)["error"]["code"] == -32700
        figures += [fact("deep JSON that is not refused", 4 - unread), fact("exit code", server.end())]
    figures += ask_about(world, bombs(levels))
    crashes, count, slowest = 0, 0, 0.0
    commands = [(bombs(levels), ["check"]), (bombs(levels), ["format", "--check"])]
    commands += [({"schema.graphql": SCHEMA, "a.graphql": "{ a }", **files}, ["check"]) for files in schemas(levels)]
    for texts, command in commands:
        texts = {"schema.graphql": SCHEMA, ".graphqlrc.yml": "schema: schema.*\ndocuments: 'src/**/*'\n", **texts}
        if "schema.json" in texts:
            texts.update({".graphqlrc.yml": "schema: schema.json\ndocuments: '*.graphql'\n"})
        began = time.monotonic()
        done = subprocess.run([world.troupe, *command, world.folder(texts)], stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL, preexec_fn=small_stack, check=False, timeout=300)
        slowest = max(slowest, time.monotonic() - began)
        crashes += done.returncode not in (0, 1, 2)
        count += 1
    return [*figures, at_least("commands over such workspaces", count, 1), fact("of which crashed", crashes),
            milliseconds("slowest command", slowest, 60_000)]
