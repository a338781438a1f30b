"""The catalogue of planted defects names those that stand in the sources, each of them once, and no others."""

import collections
import os
import re
import sys
import unittest

import planted

sys.path.insert(0, os.path.join(planted.ROOT, "tools", "defects"))
sys.path.insert(0, os.path.join(planted.ROOT, "tools", "checks"))

import checkout  # noqa: E402
from catalogue import CATALOGUE  # noqa: E402


class Defects(unittest.TestCase):
    def test_the_catalogue_and_the_sources_name_the_same_defects(self):
        found = collections.Counter()
        for path in checkout.sources(planted.ROOT, ("src",)):
            found.update(re.findall(r'defect_strikes\(\s*"([^"]+)"', checkout.read(planted.ROOT, path)))
        self.assertEqual(collections.Counter(defect.name for defect in CATALOGUE), found)
        self.assertGreaterEqual(len(found), 50)

    def test_a_build_that_says_nothing_of_defects_has_none(self):
        options = checkout.read(planted.ROOT, "meson_options.txt")
        self.assertRegex(options, r"option\('seeded_defects', type: 'boolean', value: false")


if __name__ == "__main__":
    unittest.main()
