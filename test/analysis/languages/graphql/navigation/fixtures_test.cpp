// Everything of navigation that has no test file of its own, by fixtures.
#include <algorithm>

#include <doctest/doctest.h>

#include "test/analysis/languages/graphql/navigation/answers.hpp"

namespace {

using namespace troupe;
using testing::Answers;
using testing::FixtureWorkspace;

using Targets = std::vector<ide::DefinitionTarget>;

void append_targets(std::string& out, Answers& answers, ide::FileId file, ide::TextOffset offset,
                    const Targets& targets) {
  for (const ide::DefinitionTarget& target : targets) {
    answers.require_inside(target.selection.file, target.full);
    CHECK(target.full.contains(target.selection.range));
    REQUIRE(target.origin.has_value());
    CHECK(target.origin->touches(offset));
    answers.require_inside(file, *target.origin);
    out.append("  ")
        .append(answers.place(target.selection.file, target.selection.range))
        .append("\n");
  }
}

std::string render_type_definition(FixtureWorkspace& workspace, const ide::LanguageSet& languages) {
  return testing::at_cursors(workspace, languages,
                             [](std::string& out, Answers& answers, const ide::Language& language,
                                ide::FileId file, ide::TextOffset offset) {
                               append_targets(
                                   out, answers, file, offset,
                                   language.type_definition(answers.context(), file, offset));
                             });
}

std::string render_implementation(FixtureWorkspace& workspace, const ide::LanguageSet& languages) {
  return testing::at_cursors(workspace, languages,
                             [](std::string& out, Answers& answers, const ide::Language& language,
                                ide::FileId file, ide::TextOffset offset) {
                               append_targets(
                                   out, answers, file, offset,
                                   language.implementation(answers.context(), file, offset));
                             });
}

void append_item(std::string& out, Answers& answers, const ide::CallHierarchyItem& item) {
  answers.require_inside(item.selection.file, item.full);
  CHECK(item.full.contains(item.selection.range));
  CHECK_FALSE(item.name.empty());
  out.append(item.name).append(" | ").append(item.detail).append(" | ");
  out.append(answers.place(item.selection.file, item.selection.range));
}

void append_calls(std::string& out, Answers& answers, std::string_view head,
                  const std::vector<ide::Call>& calls, const ide::FileId* caller) {
  for (const ide::Call& call : calls) {
    out.append("    ").append(head).append(" ");
    append_item(out, answers, call.other);
    CHECK_FALSE(call.places.empty());
    for (const ide::TextRange place : call.places) {
      const ide::FileId file = caller != nullptr ? *caller : call.other.selection.file;
      out.append(" | at ").append(answers.place_in_file(file, place));
    }
    out.append("\n");
  }
}

std::string render_calls(FixtureWorkspace& workspace, const ide::LanguageSet& languages) {
  return testing::at_cursors(
      workspace, languages,
      [](std::string& out, Answers& answers, const ide::Language& language, ide::FileId file,
         ide::TextOffset offset) {
        engine::Context& context = answers.context();
        for (const auto& item : language.call_hierarchy_items(context, file, offset)) {
          out += "  ";
          append_item(out, answers, item);
          out += "\n";
          // A client asks again at the place of the item.
          const ide::FileId where = item.selection.file;
          const ide::TextOffset at = item.selection.range.begin;
          append_calls(out, answers, "from", language.incoming_calls(context, where, at), nullptr);
          append_calls(out, answers, "to", language.outgoing_calls(context, where, at), &where);
        }
      });
}

std::string render_selection_ranges(FixtureWorkspace& workspace,
                                    const ide::LanguageSet& languages) {
  return testing::at_cursors(
      workspace, languages,
      [](std::string& out, Answers& answers, const ide::Language& language, ide::FileId file,
         ide::TextOffset offset) {
        for (const auto range : language.selection_ranges(answers.context(), file, offset)) {
          out.append("  ").append(answers.place_in_file(file, range)).append("\n");
        }
      });
}

std::string render_linked_editing(FixtureWorkspace& workspace, const ide::LanguageSet& languages) {
  return testing::at_cursors(
      workspace, languages,
      [](std::string& out, Answers& answers, const ide::Language& language, ide::FileId file,
         ide::TextOffset offset) {
        for (const auto range : language.linked_editing_ranges(answers.context(), file, offset)) {
          out.append("  ").append(answers.place_in_file(file, range)).append("\n");
        }
      });
}

std::string render_lenses(FixtureWorkspace& workspace, const ide::LanguageSet& languages) {
  Answers answers(workspace);
  std::string out;
  for (const ide::FileId file : workspace.files()) {
    for (const ide::CodeLens& lens :
         languages.all().front()->code_lenses(answers.context(), file)) {
      out.append(answers.place(file, lens.range)).append(" | ").append(lens.title).append("\n");
      for (const ide::FileRange& place : lens.places) {
        out.append("    ").append(answers.place(place.file, place.range)).append("\n");
      }
    }
  }
  return out;
}

std::string render_links(FixtureWorkspace& workspace, const ide::LanguageSet& languages) {
  Answers answers(workspace);
  std::string out;
  for (const ide::FileId file : workspace.files()) {
    for (const ide::DocumentLink& link :
         languages.all().front()->document_links(answers.context(), file)) {
      out.append(answers.place(file, link.range)).append(" -> ").append(link.target).append("\n");
    }
  }
  return out;
}

/// One search for each environment variable, in order of their names; at most eight results.
std::string render_symbols(FixtureWorkspace& workspace, const ide::LanguageSet& languages) {
  Answers answers(workspace);
  std::string out;
  for (const auto& [name, query] : workspace.fixture().environment) {
    out.append("\"").append(query).append("\"\n");
    for (const ide::WorkspaceSymbol& symbol :
         languages.all().front()->workspace_symbols(answers.context(), query, 8)) {
      out.append("  ").append(symbol.container).append(symbol.container.empty() ? "" : ".");
      out.append(symbol.name).append(symbol.is_deprecated ? " (deprecated)" : "").append(" | ");
      out.append(answers.place(symbol.selection.file, symbol.selection.range)).append("\n");
    }
  }
  return out;
}

TEST_CASE("type definitions lead where the fixtures say") {
  testing::check_fixtures(testing::graphql_alone(), "graphql/type_definition",
                          render_type_definition);
}
TEST_CASE("implementations are what the fixtures say") {
  testing::check_fixtures(testing::graphql_alone(), "graphql/implementation",
                          render_implementation);
}
TEST_CASE("call hierarchies are what the fixtures say") {
  testing::check_fixtures(testing::graphql_alone(), "graphql/calls", render_calls);
}
TEST_CASE("selection ranges grow as the fixtures say") {
  testing::check_fixtures(testing::graphql_alone(), "graphql/selection_ranges",
                          render_selection_ranges);
}
TEST_CASE("linked editing ranges are what the fixtures say") {
  testing::check_fixtures(testing::graphql_alone(), "graphql/linked_editing",
                          render_linked_editing);
}
TEST_CASE("code lenses count what the fixtures say") {
  testing::check_fixtures(testing::graphql_alone(), "graphql/code_lenses", render_lenses);
}
TEST_CASE("document links lead where the fixtures say") {
  testing::check_fixtures(testing::graphql_alone(), "graphql/document_links", render_links);
}
TEST_CASE("workspace symbols are found as the fixtures say") {
  testing::check_fixtures(testing::graphql_alone(), "graphql/workspace_symbols", render_symbols);
}

}  // namespace
