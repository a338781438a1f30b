"""The documentation check runs what pages show and compares what they promise."""

import unittest

import planted


def page(*lines):
    return "\n".join(lines) + "\n"


class Docs(planted.PlantedTree):
    def test_commands_run_in_order_in_one_shell_and_print_what_is_shown(self):
        self.plant("README.md", page("```console", "$ cd docs", "$ echo one; echo two >&2", "one", "two",
                                     "$ basename $PWD", "docs", "```"))
        self.plant("docs/page.md", "# Page\n")
        self.assert_clean("docs")

    def test_a_command_that_fails_is_found(self):
        self.plant("README.md", page("# Title", "", "```console", "$ true", "$ false", "```"))
        self.assert_found("docs", "README.md:3: `false` ended with status 1, not 0")

    def test_a_promised_exit_status_is_compared(self):
        self.plant("README.md", page("<!-- exit status 3 -->", "```console", "$ (exit 3)", "```"))
        self.assert_clean("docs")
        self.plant("README.md", page("<!-- exit status 3 -->", "```console", "$ true", "```"))
        self.assert_found("docs", "ended with status 0, not 3")

    def test_other_output_than_shown_is_found(self):
        self.plant("README.md", page("```console", "$ echo one", "two", "```"))
        self.assert_found("docs", "`echo one` printed something else than shown")

    def test_dots_stand_for_any_text_and_for_any_lines(self):
        self.plant("README.md", page("```console", "$ seq 9", "1", "...", "9", "$ echo took 12 ms",
                                     "took ... ms", "```"))
        self.assert_clean("docs")
        self.plant("README.md", page("```console", "$ seq 9", "1", "...", "8", "```"))
        self.assert_found("docs", "printed something else")

    def test_a_backslash_continues_a_command(self):
        self.plant("README.md", page("```console", "$ echo one \\", "    two", "one two", "```"))
        self.assert_clean("docs")

    def test_a_command_that_ends_the_shell_is_found(self):
        self.plant("README.md", page("```console", "$ exit 0", "$ echo never", "```"))
        self.assert_found("docs", "ended the shell")

    def test_commands_write_into_a_copy_only(self):
        self.plant("README.md", page("```console", "$ echo changed > README.md", "```"))
        self.assert_clean("docs")
        self.assertIn("console", self.read("README.md"))

    def test_a_block_may_be_left_out_with_a_reason(self):
        self.plant("README.md", page("<!-- not run: it would wipe the disk -->", "```console", "$ false", "```"))
        self.assert_clean("docs")

    def test_a_shell_block_that_nothing_runs_is_found(self):
        self.plant("README.md", page("```sh", "rm -rf build", "```"))
        self.assert_found("docs", "README.md:1: a shell block that nothing runs")

    def test_links_that_lead_nowhere_are_found(self):
        self.plant("docs/page.md", page("# Where a line goes", "[up](../README.md) [here](#where-a-line-goes)",
                                        "[gone](gone.md) [no heading](#gone) `[code](x.md)`",
                                        "[web](https://example.org/x)"))
        self.plant("README.md", "[page](docs/page.md#where-a-line-goes)\n")
        status, output = self.check("docs")
        self.assertEqual(status, 1, output)
        self.assertIn("docs/page.md:3: the link gone.md leads nowhere", output)
        self.assertIn("docs/page.md:3: this page has no heading #gone", output)
        self.assertIn("docs: 2 findings", output)

    def test_a_changelog_without_unreleased_is_found(self):
        self.plant("CHANGELOG.md", "# Changelog\n\n## 0.1.0\n")
        self.assert_found("docs", "CHANGELOG.md:1:")


if __name__ == "__main__":
    unittest.main()
