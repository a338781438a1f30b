// What holds for any text: answers are valid, and the same each time. Asked at every offset of the
// fixtures, and of the same texts without one of their brackets or the rest of them.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "analysis/languages/graphql/decoration/inlay_hints.hpp"
#include "analysis/languages/graphql/decoration/semantic_tokens.hpp"
#include "analysis/languages/graphql/decoration/signature_help.hpp"
#include "analysis/languages/graphql/project/projects.hpp"
#include "analysis/languages/graphql/schema/definitions.hpp"
#include "test/support/fixture.hpp"

namespace {

using namespace troupe;

void check_tokens(const graphql::Schema& schema, const syntax::Tree& tree, base::TextRange range,
                  const std::vector<ide::SemanticToken>& all) {
  const auto tokens = graphql::semantic_tokens_in(schema, tree, range);
  base::TextOffset end = 0;
  for (const ide::SemanticToken& token : tokens) {
    REQUIRE(token.range.begin >= end);
    REQUIRE_FALSE(token.range.empty());
    REQUIRE(token.range.end <= tree.text().size());
    end = token.range.end;
  }
  std::vector<ide::SemanticToken> expected;
  std::ranges::copy_if(all, std::back_inserter(expected), [&](const ide::SemanticToken& token) {
    return token.range.begin <= range.end && range.begin <= token.range.end;
  });
  REQUIRE(tokens == expected);
}

void check_hints(const graphql::Schema& schema, const syntax::Tree& tree, base::TextRange range) {
  base::TextOffset last = 0;
  for (const ide::InlayHint& hint : graphql::inlay_hints_in(schema, tree, range)) {
    REQUIRE(hint.offset >= last);
    REQUIRE(range.touches(hint.offset));
    REQUIRE(hint.label.size() > 2);
    last = hint.offset;
  }
}

void check_help(const graphql::Schema& schema, const syntax::Tree& tree, base::TextOffset offset) {
  const auto help = graphql::signature_help_at(schema, tree, offset);
  if (!help) {
    return;
  }
  REQUIRE_FALSE(help->parameters.empty());
  REQUIRE((!help->active_parameter || *help->active_parameter < help->parameters.size()));
  base::TextOffset end = 0;
  for (const ide::SignatureParameter& parameter : help->parameters) {
    REQUIRE(parameter.label.begin >= end);
    REQUIRE(parameter.label.begin < parameter.label.end);
    end = parameter.label.end;
  }
  REQUIRE(end <= help->label.size());
}

/// Asks near `place`, or everywhere.
void ask(testing::FixtureWorkspace& workspace, const std::string& path, std::size_t begin,
         std::size_t end) {
  engine::Context context(workspace.snapshot());
  const ide::FileId file = workspace.file(path);
  const syntax::Tree& tree = context.get<graphql::FileSyntax>(file);
  const graphql::Schema schema(context, *context.get<graphql::ProjectOf>(file));
  const auto size = static_cast<base::TextOffset>(tree.text().size());
  const auto all = graphql::semantic_tokens_in(schema, tree, {0, size});
  const auto last = static_cast<base::TextOffset>(std::min<std::size_t>(end, size));
  for (auto offset = static_cast<base::TextOffset>(begin); offset <= last; ++offset) {
    check_help(schema, tree, offset);
    check_tokens(schema, tree, {offset, std::min(offset + 7, size)}, all);
    check_hints(schema, tree, {offset, std::min(offset + 30, size)});
  }
}

std::string everywhere(testing::FixtureWorkspace& workspace, const ide::LanguageSet&) {
  constexpr std::string_view fragile = "{}()[]:$@.!=&|\"#\n";
  const std::vector<testing::FixtureFile> files = workspace.fixture().files;
  for (const testing::FixtureFile& file : files) {
    if (!graphql::is_graphql_path(file.path)) {
      continue;
    }
    ask(workspace, file.path, 0, file.text.size());
    for (std::size_t at = 0; at < file.text.size(); ++at) {
      if (fragile.find(file.text[at]) == std::string_view::npos) {
        continue;
      }
      std::string text = file.text;
      text.erase(at, 1);
      CAPTURE(text);
      workspace.set_text(file.path, text);
      ask(workspace, file.path, at < 6 ? 0 : at - 6, at + 6);
      workspace.set_text(file.path, file.text.substr(0, at));
      ask(workspace, file.path, at < 6 ? 0 : at - 6, at);
    }
    workspace.set_text(file.path, file.text);
  }
  return workspace.fixture().expectation;
}

TEST_CASE("decorations are valid at every offset, in whole and in broken texts") {
  for (const char* directory :
       {"graphql/signature_help", "graphql/semantic_tokens", "graphql/inlay_hints"}) {
    testing::check_fixtures(ide::LanguageSet({}), directory, everywhere);
  }
}

}  // namespace
