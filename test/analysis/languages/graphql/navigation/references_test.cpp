#include <doctest/doctest.h>

#include "test/analysis/languages/graphql/navigation/answers.hpp"

namespace {

using namespace troupe;
using testing::Answers;

std::string render_references(testing::FixtureWorkspace& workspace,
                              const ide::LanguageSet& languages) {
  return testing::at_cursors(
      workspace, languages,
      [](std::string& out, Answers& answers, const ide::Language& language, ide::FileId file,
         ide::TextOffset offset) {
        const auto uses = language.references(answers.context(), file, offset, false);
        const auto all = language.references(answers.context(), file, offset, true);
        CHECK(uses.size() <= all.size());
        auto next_use = uses.begin();
        for (const ide::FileRange& found : all) {
          const bool is_use = next_use != uses.end() && *next_use == found;
          next_use += is_use ? 1 : 0;
          out.append(is_use ? "  " : "  defined ")
              .append(answers.place(found.file, found.range))
              .append("\n");
        }
        CHECK(next_use == uses.end());
      });
}

std::string render_highlights(testing::FixtureWorkspace& workspace,
                              const ide::LanguageSet& languages) {
  return testing::at_cursors(
      workspace, languages,
      [](std::string& out, Answers& answers, const ide::Language& language, ide::FileId file,
         ide::TextOffset offset) {
        for (const auto& found : language.highlights(answers.context(), file, offset)) {
          out.append(found.kind == ide::Highlight::Kind::write ? "  write " : "  read ")
              .append(answers.place_in_file(file, found.range))
              .append("\n");
        }
      });
}

TEST_CASE("references are what the fixtures say") {
  testing::check_fixtures(testing::graphql_alone(), "graphql/references", render_references);
}

TEST_CASE("highlights are what the fixtures say") {
  testing::check_fixtures(testing::graphql_alone(), "graphql/highlights", render_highlights);
}

}  // namespace
