#include <array>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "analysis/ide/lines.hpp"
#include "analysis/languages/graphql/decoration/inlay_hints.hpp"
#include "analysis/languages/graphql/decoration/semantic_tokens.hpp"
#include "analysis/languages/graphql/decoration/signature_help.hpp"
#include "analysis/languages/graphql/project/projects.hpp"
#include "analysis/languages/graphql/schema/definitions.hpp"
#include "test/support/fixture.hpp"

namespace {

using namespace troupe;

/// A document of a fixture with the schema of its project.
struct Opened {
  Opened(testing::FixtureWorkspace& workspace, const std::string& path)
      : context(workspace.snapshot()),
        file(workspace.file(path)),
        tree(context.get<graphql::FileSyntax>(file)),
        schema(context, *context.get<graphql::ProjectOf>(file)) {}

  std::string place(base::TextOffset offset) {
    const base::LinePosition position = context.get<ide::FileLines>(file).position(
        tree.text(), offset, base::PositionEncoding::utf32);
    return std::to_string(position.line + 1) + ":" + std::to_string(position.character + 1);
  }

  engine::Context context;
  ide::FileId file;
  syntax::Tree tree;
  graphql::Schema schema;
};

/// Files that are open, the ones that a fixture is about.
template <typename Each>
std::string of_open_files(testing::FixtureWorkspace& workspace, Each each) {
  std::string result;
  for (const testing::FixtureFile& file : workspace.fixture().files) {
    if (file.language_id) {
      Opened opened(workspace, file.path);
      result += file.path + "\n";
      result += each(opened);
    }
  }
  return result;
}

std::string indented(std::string_view text, std::string_view indentation) {
  std::string result(indentation);
  for (const char byte : text) {
    result += byte;
    if (byte == '\n') {
      result += indentation;
    }
  }
  return result + "\n";
}

std::string render_signature_help(testing::FixtureWorkspace& workspace, const ide::LanguageSet&) {
  std::string result;
  for (const testing::FixtureCursor& cursor : workspace.fixture().cursors) {
    Opened opened(workspace, cursor.path);
    result += cursor.path + ":" + opened.place(cursor.offset);
    const auto help = graphql::signature_help_at(opened.schema, opened.tree, cursor.offset);
    if (!help) {
      result += " nothing\n";
      continue;
    }
    result += " " + help->label + "\n";
    for (const ide::DocumentationBlock& block : help->documentation) {
      result += indented(block.text, "  | ");
    }
    for (std::size_t i = 0; i < help->parameters.size(); ++i) {
      const ide::SignatureParameter& parameter = help->parameters[i];
      REQUIRE(parameter.label.end <= help->label.size());
      if (help->active_parameter == i) {
        result += "  active: " + std::string(base::slice(help->label, parameter.label)) + "\n";
        for (const ide::DocumentationBlock& block : parameter.documentation) {
          result += indented(block.text, "    | ");
        }
      }
    }
  }
  return result;
}

std::string_view name_of(ide::SemanticTokenType type) {
  constexpr std::array<std::string_view, 17> names = {
      "type",     "type_enum",   "type_interface", "type_struct", "parameter", "variable",
      "property", "enum_member", "function",       "keyword",     "modifier",  "comment",
      "string",   "number",      "operator",       "decorator",   "macro"};
  return names.at(static_cast<std::size_t>(type));
}

std::string modifiers_of(unsigned modifiers) {
  constexpr std::array<std::string_view, 6> names = {
      "declaration", "definition", "readonly", "deprecated", "documentation", "default_library"};
  std::string result;
  for (std::size_t bit = 0; bit < names.size(); ++bit) {
    if (((modifiers >> bit) & 1U) != 0) {
      result.append(" ").append(names.at(bit));
    }
  }
  return result;
}

std::string render_semantic_tokens(testing::FixtureWorkspace& workspace, const ide::LanguageSet&) {
  return of_open_files(workspace, [](Opened& opened) {
    std::string result;
    const std::string_view text = opened.tree.text();
    const base::TextRange all = {0, static_cast<base::TextOffset>(text.size())};
    for (const ide::SemanticToken& token :
         graphql::semantic_tokens_in(opened.schema, opened.tree, all)) {
      std::string shown(base::slice(text, token.range));
      for (std::size_t at = shown.find('\n'); at != std::string::npos; at = shown.find('\n', at)) {
        shown.replace(at, 1, "\\n");
      }
      result += "  " + opened.place(token.range.begin) + " " + std::string(name_of(token.type)) +
                modifiers_of(token.modifiers) + ": " + shown + "\n";
    }
    return result;
  });
}

std::string render_inlay_hints(testing::FixtureWorkspace& workspace, const ide::LanguageSet&) {
  return of_open_files(workspace, [](Opened& opened) {
    std::string result(opened.tree.text());
    const auto size = static_cast<base::TextOffset>(result.size());
    const auto hints = graphql::inlay_hints_in(opened.schema, opened.tree, {0, size});
    for (auto hint = hints.rbegin(); hint != hints.rend(); ++hint) {
      result.insert(hint->offset, "«" + hint->label + "»");
    }
    return result;
  });
}

TEST_CASE("signature help says what the fixtures say") {
  testing::check_fixtures(ide::LanguageSet({}), "graphql/signature_help", render_signature_help);
}
TEST_CASE("semantic tokens are what the fixtures say") {
  testing::check_fixtures(ide::LanguageSet({}), "graphql/semantic_tokens", render_semantic_tokens);
}
TEST_CASE("inlay hints are what the fixtures say") {
  testing::check_fixtures(ide::LanguageSet({}), "graphql/inlay_hints", render_inlay_hints);
}

}  // namespace
