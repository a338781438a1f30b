"""The program from outside: what it prints where, and its exit codes.

TROUPE is the program under test.
"""

import json
import os
import pty
import subprocess
import unittest

from program_case import TROUPE, ProgramCase

SCHEMA = "type Query {\n  hero: Hero\n}\n\ntype Hero {\n  name: String\n}\n"


class ProgramTest(ProgramCase):
    def setUp(self):
        super().setUp()
        self.write("schema.graphql", SCHEMA)

    def test_a_clean_workspace_exits_with_0(self):
        self.write("a.graphql", "{ hero { name } }\n")
        result = self.run_troupe("check")
        self.assertEqual((result.returncode, result.stdout, result.stderr),
                         (0, "No problems in 2 files\n", ""))

    def test_errors_exit_with_1_and_show_the_line(self):
        self.write("q/a.graphql", "{\n\thero { nom }\n}\n")
        result = self.run_troupe("check")
        self.assertEqual(result.returncode, 1, result.stderr)
        lines = result.stdout.splitlines()
        self.assertTrue(lines[0].startswith("q/a.graphql:2:9: error: "), lines[0])
        self.assertTrue(lines[0].endswith(" [graphql/fields-on-correct-type]"), lines[0])
        self.assertEqual(lines[1:3], [" 2 |     hero { nom }", "   |            ^^^"])
        self.assertEqual(lines[-1], "1 error in 2 files")
        self.assertEqual(result.stderr, "")

    def test_only_what_is_named_is_reported_in_the_light_of_all(self):
        self.write(".git/HEAD", "")
        self.write(".graphqlrc.yml", "schema: schema.graphql\ndocuments: '**/*.graphql'\n")
        self.write("q/a.graphql", "query A { hero { nom } }\n")
        self.write("q/b.graphql", "query B { hero { nam } }\n")
        for folder, arguments in (("", ("q/a.graphql",)), ("q", ("a.graphql",))):
            result = self.run_troupe("check", "--format", "json", *arguments, folder=folder)
            report = json.loads(result.stdout)
            self.assertEqual([item["path"] for item in report["diagnostics"]], list(arguments))
            self.assertEqual(report["summary"], {"files": 1, "errors": 1, "warnings": 0})

    def test_all_formats_agree(self):
        self.write("a.graphql", "{ hero { nom } }\n")
        report = json.loads(self.run_troupe("check", "--format", "json").stdout)
        found = report["diagnostics"][0]
        self.assertEqual(found["range"], {"start": {"line": 0, "character": 9},
                                          "end": {"line": 0, "character": 12}})
        self.assertEqual((found["severity"], found["path"]), ("error", "a.graphql"))
        sarif = json.loads(self.run_troupe("check", "--format", "sarif").stdout)
        result = sarif["runs"][0]["results"][0]
        self.assertEqual((result["ruleId"], result["message"]["text"]),
                         (found["code"], found["message"]))
        github = self.run_troupe("check", "--format", "github")
        self.assertEqual(github.stdout.split("::")[1],
                         f"error file=a.graphql,line=1,endLine=1,col=10,endColumn=13,title={found['code']}")
        self.assertEqual(github.returncode, 1)

    def read(self, path):
        with open(os.path.join(self.folder, path), encoding="utf-8") as file:
            return file.read()

    def test_format_changes_files_in_place_once(self):
        self.write("q/a.graphql", "{hero{name}}")
        result = self.run_troupe("format")
        self.assertEqual((result.returncode, result.stdout, result.stderr),
                         (0, "q/a.graphql\n", "Formatted 1 of 2 files\n"))
        self.assertEqual(self.read("q/a.graphql"), "{\n  hero {\n    name\n  }\n}\n")
        result = self.run_troupe("format")
        self.assertEqual((result.returncode, result.stdout), (0, ""))

    def test_format_keeps_permissions_and_links_and_leaves_nothing_behind(self):
        self.write("a.graphql", "{hero{name}}")
        real = os.path.join(self.folder, "a.graphql")
        os.chmod(real, 0o640)
        os.symlink("a.graphql", os.path.join(self.folder, "link.graphql"))
        self.assertEqual(self.run_troupe("format", "link.graphql", "schema.graphql").returncode, 0)
        self.assertEqual(os.stat(real).st_mode & 0o777, 0o640)
        self.assertTrue(os.path.islink(os.path.join(self.folder, "link.graphql")))
        self.assertTrue(self.read("a.graphql").startswith("{\n"))
        self.assertEqual(sorted(os.listdir(self.folder)),
                         ["a.graphql", "link.graphql", "schema.graphql"])

    def test_format_touches_no_file_that_is_formatted(self):
        before = os.stat(os.path.join(self.folder, "schema.graphql"))
        self.run_troupe("format")
        after = os.stat(os.path.join(self.folder, "schema.graphql"))
        self.assertEqual((before.st_ino, before.st_mtime_ns), (after.st_ino, after.st_mtime_ns))

    def test_format_check_lists_and_exits_with_1(self):
        self.write("a.graphql", "{hero{name}}")
        result = self.run_troupe("format", "--check", "a.graphql")
        self.assertEqual((result.returncode, result.stdout, result.stderr),
                         (1, "a.graphql\n", "1 of 1 file not formatted\n"))
        self.assertEqual(self.read("a.graphql"), "{hero{name}}")

    def test_format_shows_syntax_errors_and_leaves_the_file(self):
        self.write("a.graphql", "{hero{name}")
        self.write("b.graphql", "{hero{name}}")
        result = self.run_troupe("format")
        self.assertEqual((result.returncode, result.stdout), (1, "b.graphql\n"))
        self.assertTrue(result.stderr.startswith("a.graphql:1:12: error: Syntax Error: "), result.stderr)
        self.assertEqual(self.read("a.graphql"), "{hero{name}")

    def test_format_takes_the_files_that_the_configuration_wants(self):
        self.write(".graphqlrc.yml", "schema: schema.graphql\ndocuments: 'q/**/*.graphql'\n")
        for path in ("q/a.graphql", "other/b.graphql", "node_modules/p/c.graphql"):
            self.write(path, "{a}")
        result = self.run_troupe("format", "--check")
        self.assertEqual((result.returncode, result.stdout), (1, "q/a.graphql\n"))
        self.assertEqual(self.run_troupe("format", "--check", "other/b.graphql").stdout,
                         "other/b.graphql\n")

    def run_with_input(self, text, *arguments):
        return subprocess.run([TROUPE, *arguments], input=text, capture_output=True, text=True,
                              timeout=60, cwd=self.folder, check=False)

    def test_format_takes_standard_input(self):
        result = self.run_with_input("{a}", "format", "--stdin-filepath", "q/a.graphql")
        self.assertEqual((result.returncode, result.stdout, result.stderr), (0, "{\n  a\n}\n", ""))
        result = self.run_with_input("{a", "format", "--stdin-filepath", "q/a.graphql")
        self.assertEqual((result.returncode, result.stdout), (1, ""))
        self.assertTrue(result.stderr.startswith("q/a.graphql:1:3: error: "), result.stderr)
        result = self.run_with_input("{a}", "format", "--check", "--stdin-filepath", "a.graphql")
        self.assertEqual((result.returncode, result.stdout), (1, "a.graphql\n"))

    def test_format_reads_files_as_their_project_says(self):
        self.write("with/.graphqlrc.yml",
                   "schema: schema.graphql\ndocuments: '**/*.{graphql,ts}'\n"
                   "extensions: {troupe: {fragmentArguments: true}}\n")
        text = "fragment F($size:Int=1) on Hero{a}\n\n{...F(size:2)}"
        formatted = "fragment F($size: Int = 1) on Hero {\n  a\n}\n\n{\n  ...F(size: 2)\n}\n"
        self.write("with/deep/a.graphql", text)
        self.write("with/deep/b.graphql", text)
        self.write("with/deep/c.ts", "const q = gql`{...F(size:2)}`;\n")
        self.write("without/a.graphql", text)
        named = self.run_troupe("format", "with/deep/a.graphql")
        self.assertEqual((named.returncode, self.read("with/deep/a.graphql")), (0, formatted), named.stderr)
        below = self.run_troupe("format", "with")
        self.assertEqual((below.returncode, self.read("with/deep/b.graphql")), (0, formatted), below.stderr)
        self.assertEqual(self.read("with/deep/c.ts"), "const q = gql`{ ...F(size: 2) }`;\n")
        given = self.run_with_input(text, "format", "--stdin-filepath", "with/deep/new.graphql")
        self.assertEqual((given.returncode, given.stdout), (0, formatted), given.stderr)
        self.assertEqual(self.run_troupe("format", "without/a.graphql").returncode, 1)
        self.assertEqual(self.read("without/a.graphql"), text)

    def test_standard_input_is_read_to_its_end(self):
        fields = "\n".join(f"  field{number}" for number in range(40_000))
        result = self.run_with_input("{" + fields + "}", "format", "--stdin-filepath", "a.graphql")
        self.assertEqual((result.returncode, result.stdout), (0, "{\n" + fields + "\n}\n"))

    def test_standard_input_that_cannot_be_read_is_an_error(self):
        folder = os.open(self.folder, os.O_RDONLY)
        self.addCleanup(os.close, folder)
        for arguments in (("format", "--stdin-filepath", "a.graphql"), ("schema", "print", "-")):
            result = subprocess.run([TROUPE, *arguments], stdin=folder, capture_output=True, text=True,
                                    timeout=60, cwd=self.folder, check=False)
            self.assertEqual((result.returncode, result.stdout), (2, ""), arguments)
            self.assertIn("cannot read standard input", result.stderr)

    def test_format_refuses_what_it_cannot_format(self):
        self.write("a.rs", "let a = 1;\n")
        for arguments in (("a.rs",), ("nothing.graphql",), ("--stdin-filepath", "a.rs"),
                          ("--stdin-filepath", "a.graphql", "schema.graphql")):
            result = self.run_troupe("format", *arguments)
            self.assertEqual((result.returncode, result.stdout), (2, ""), arguments)
            self.assertTrue(result.stderr.startswith("troupe: "), result.stderr)

    def test_a_broken_configuration_exits_with_2(self):
        self.write(".graphqlrc.yml", "schema: [\n")
        result = self.run_troupe("check")
        self.assertEqual(result.returncode, 2, result.stdout)
        self.assertIn("[graphql/configuration", result.stdout)

    def test_what_cannot_be_read_exits_with_2(self):
        for arguments in (("nothing",), ("--workspace", "nothing"), ("--log-file", "schema.graphql/log")):
            result = self.run_troupe("check", *arguments)
            self.assertEqual((result.returncode, result.stdout), (2, ""))
            self.assertTrue(result.stderr.startswith("troupe: "), result.stderr)

    def test_wrong_usage_exits_with_2(self):
        for arguments in ((), ("chekc",), ("check", "--format", "xml"), ("serve", "--nothing")):
            result = self.run_troupe(*arguments)
            self.assertEqual((result.returncode, result.stdout), (2, ""))
            self.assertIn("--help", result.stderr)

    def test_colours_come_when_asked_for(self):
        self.write("a.graphql", "{ nothing }\n")
        self.assertNotIn("\x1b", self.run_troupe("check").stdout)
        self.assertIn("\x1b[", self.run_troupe("check", "--color", "always").stdout)

    def test_a_reader_that_goes_away_is_no_failure(self):
        self.write("a.graphql", "\n".join("{ nothing%d }" % i for i in range(2000)))
        reader, writer = os.pipe()
        os.close(reader)
        process = subprocess.run([TROUPE, "check"], cwd=self.folder, stdout=writer,
                                 stderr=subprocess.PIPE, timeout=60, check=False)
        os.close(writer)
        self.assertEqual((process.returncode, process.stderr), (1, b""))

    def test_serve_writes_nothing_but_messages_to_its_output(self):
        result = self.run_troupe("serve", "--stdio")
        self.assertEqual((result.returncode, result.stdout), (1, ""))

    def test_serve_says_on_a_terminal_what_it_waits_for(self):
        main, side = pty.openpty()
        process = subprocess.Popen([TROUPE, "serve"], stdin=side, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, text=True)
        os.close(side)
        self.assertIn("waiting for a language client", process.stderr.readline())
        os.close(main)  # hangs up
        process.communicate(timeout=60)

    def test_the_log_goes_to_its_file(self):
        log = os.path.join(self.folder, "log")
        result = self.run_troupe("serve", "--log-level", "debug", "--log-file", log)
        self.assertEqual(result.stderr, "")
        self.assertTrue(os.path.exists(log))


if __name__ == "__main__":
    unittest.main()
