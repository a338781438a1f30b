"""The counts of the closing line are those that the test programs told."""

import unittest

import planted  # noqa: F401  (puts tools/checks on the path)
from counting import Counts, counts

DOCTEST = "[doctest] test cases: 12 | 10 passed | 2 failed | 3 skipped\n[doctest] assertions: 99 | 99 passed | 0 failed |\n"


class Counting(unittest.TestCase):
    def test_doctest_tells_its_cases(self):
        self.assertEqual(counts(DOCTEST, "failed"), Counts(10, 2, 3))

    def test_colours_do_not_hide_the_summary(self):
        coloured = "\x1b[0;36m[doctest] \x1b[0mtest cases: \x1b[0m17 | \x1b[0;32m17 passed\x1b[0m | 0 failed\x1b[0m | 0 skipped\x1b[0m"
        self.assertEqual(counts(coloured, "passed"), Counts(17, 0, 0))

    def test_unittest_tells_its_cases(self):
        self.assertEqual(counts("Ran 7 tests in 0.1s\n\nFAILED (failures=1, errors=2, skipped=1)\n", "failed"),
                         Counts(3, 3, 1))
        self.assertEqual(counts("Ran 1 test in 0.1s\n\nOK\n", "passed"), Counts(1, 0, 0))

    def test_a_closing_line_wins(self):
        self.assertEqual(counts(DOCTEST + "5 passed, 0 failed, 1 skipped\n", "passed"), Counts(5, 0, 1))
        self.assertEqual(counts("1 passed, 0 failed, 0 skipped\n5 passed, 1 failed, 0 skipped\n", "failed"),
                         Counts(5, 1, 0))

    def test_a_silent_program_is_one_case(self):
        self.assertEqual(counts("", "passed"), Counts(1, 0, 0))
        self.assertEqual(counts("", "failed"), Counts(0, 1, 0))
        self.assertEqual(counts("no tool", "skipped"), Counts(0, 0, 1))

    def test_a_program_that_dies_after_its_summary_still_failed(self):
        self.assertEqual(counts("Ran 3 tests in 0.1s\n\nOK\n", "failed"), Counts(3, 1, 0))


if __name__ == "__main__":
    unittest.main()
