// What formatting promises for every text. TROUPE_CONFORMANCE adds the reference implementation's
// cases, TROUPE_GITHUB_SCHEMA (tools/github-schema prints it) a large schema.
#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "analysis/languages/graphql/formatting/edit_writer.hpp"
#include "analysis/languages/graphql/formatting/format.hpp"
#include "analysis/languages/graphql/formatting/on_type.hpp"
#include "analysis/languages/graphql/syntax/parser.hpp"
#include "test/analysis/languages/graphql/formatting/trivia_mutation.hpp"
#include "test/analysis/languages/graphql/syntax/reference_cases.hpp"

using namespace troupe;
using namespace troupe::graphql;

namespace {

syntax::Tree tree_of(const std::string& text) {
  return parse(base::SourceText(text));
}

bool is_sorted_and_apart(const std::vector<ide::TextEdit>& edits) {
  base::TextOffset end = 0;
  return std::ranges::all_of(edits, [&](const ide::TextEdit& edit) {
    const bool follows = edit.range.begin >= end && edit.range.begin <= edit.range.end;
    end = edit.range.end;
    return follows && (!edit.range.empty() || !edit.new_text.empty());
  });
}

/// Formats the text and says whether all promises were kept. A text is shown when they were not.
void check_text(const std::string& text, const FormatStyle& style = {}) {
  CAPTURE(text);
  const syntax::Tree tree = tree_of(text);
  const std::vector<ide::TextEdit> edits = format_document(tree, style);
  REQUIRE(is_sorted_and_apart(edits));
  const std::string once = apply_edits(text, edits);
  CAPTURE(once);
  REQUIRE(essence_of(once) == essence_of(text));
  REQUIRE(tree_of(once).diagnostics().size() == tree.diagnostics().size());
  REQUIRE(formatted(tree_of(once), style) == once);
}

std::vector<std::string> corpus() {
  std::vector<std::string> texts = sample_documents();
  for (const reference::Case& each : reference::load_cases()) {
    if (each.function == "parse") {
      texts.push_back(each.source);
    }
  }
  if (texts.size() == sample_documents().size()) {
    MESSAGE("skipped: the reference's cases, for TROUPE_CONFORMANCE is not set");
  }
  return texts;
}

}  // namespace

TEST_CASE("formatting keeps tokens, comments and values, and formatting twice is formatting once") {
  for (const std::string& text : corpus()) {
    check_text(text);
  }
}

TEST_CASE("it does so whatever stands between the tokens") {
  std::mt19937 random(1);
  for (const std::string& text : corpus()) {
    for (int round = 0; round < 20; ++round) {
      FormatStyle style;
      style.line_width = 10 + static_cast<std::uint32_t>(random() % 100);
      style.indent_width = 1 + static_cast<std::uint32_t>(random() % 8);
      style.use_tabs = random() % 4 == 0;
      check_text(with_other_trivia(text, random), style);
    }
  }
}

TEST_CASE("it does so for texts with mistakes") {
  std::mt19937 random(2);
  for (const std::string& text : corpus()) {
    for (int round = 0; round < 40; ++round) {
      const std::string mistaken = broken(with_other_trivia(text, random), random);
      CAPTURE(mistaken);
      const std::vector<ide::TextEdit> edits = format_document(tree_of(mistaken), {});
      REQUIRE(is_sorted_and_apart(edits));
      REQUIRE(essence_of(apply_edits(mistaken, edits)) == essence_of(mistaken));
    }
  }
}

TEST_CASE("any part may be formatted alone") {
  std::mt19937 random(3);
  for (const std::string& text : sample_documents()) {
    for (int round = 0; round < 400; ++round) {
      const std::string other = with_other_trivia(text, random);
      const auto begin = static_cast<base::TextOffset>(random() % other.size());
      const auto end = begin + static_cast<base::TextOffset>(random() % (other.size() - begin + 1));
      const std::vector<ide::TextEdit> edits = format_range(tree_of(other), {begin, end}, {});
      CAPTURE(other);
      CAPTURE(begin);
      CAPTURE(end);
      REQUIRE(is_sorted_and_apart(edits));
      REQUIRE(essence_of(apply_edits(other, edits)) == essence_of(other));
    }
  }
}

TEST_CASE("typing anywhere changes nothing but white space") {
  std::mt19937 random(4);
  for (const std::string& text : sample_documents()) {
    for (base::TextOffset offset = 0; offset <= text.size(); ++offset) {
      for (const std::string typed : {"}", "\n"}) {
        std::string longer = text;
        longer.insert(offset, typed);
        const auto behind = static_cast<base::TextOffset>(offset + typed.size());
        const std::vector<ide::TextEdit> edits = format_on_type(tree_of(longer), behind, typed, {});
        CAPTURE(longer);
        CAPTURE(offset);
        REQUIRE(is_sorted_and_apart(edits));
        REQUIRE(essence_of(apply_edits(longer, edits)) == essence_of(longer));
      }
    }
  }
}

TEST_CASE("GitHub's schema is formatted in one go, and then it is") {
  const std::string schema = github_schema();
  if (schema.empty()) {
    MESSAGE("skipped: TROUPE_GITHUB_SCHEMA is not set");
    return;
  }
  check_text(schema);
}
