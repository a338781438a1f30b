// Messages are those of the reference implementation: what was written stands in the first quotes,
// what may have been meant in those behind "Did you mean".
#include <algorithm>
#include <array>

#include "analysis/languages/graphql/actions/request.hpp"
#include "analysis/languages/graphql/schema/executables.hpp"
#include "analysis/languages/graphql/schema/suggestions.hpp"

namespace troupe::graphql::actions {
namespace {

constexpr std::array<std::string_view, 7> codes = {
    "graphql/fields-on-correct-type",  "graphql/known-argument-names",
    "graphql/known-directives",        "graphql/known-type-names",
    "graphql/values-of-correct-type",  "graphql/no-undefined-variables",
    "graphql/possible-type-extensions"};

std::string_view bare(std::string_view name) {
  return name.substr(std::min(name.size(), name.find_first_not_of("@$")));
}

/// The texts between quotes.
std::vector<std::string_view> quoted_in(std::string_view text) {
  std::vector<std::string_view> found;
  for (std::size_t open = text.find('"'); open != std::string_view::npos;) {
    const std::size_t close = text.find('"', open + 1);
    if (close == std::string_view::npos) {
      break;
    }
    found.push_back(text.substr(open + 1, close - open - 1));
    open = text.find('"', close + 1);
  }
  return found;
}

/// The first token of a range that is the name that was written.
std::optional<base::TextRange> name_in(const Request& request, base::TextRange range,
                                       std::string_view name) {
  const syntax::TokenList& tokens = request.tree().tokens();
  for (syntax::TokenIndex at = tokens.first_ending_after(range.begin);
       at.value < tokens.size() && tokens.begin(at) < range.end; ++at.value) {
    if (request.tree().token(at).text() == bare(name)) {
      return tokens.range(at);
    }
  }
  return std::nullopt;
}

/// The last part of `Color.RED`: of enum values the type is named, too.
std::string_view last_part(std::string_view name) {
  return name.substr(name.rfind('.') == std::string_view::npos ? 0 : name.rfind('.') + 1);
}

void add_inline_fragments(const Request& request, const ide::Diagnostic& diagnostic,
                          const std::vector<std::string_view>& types, Actions& actions) {
  const auto field = request.enclosing<Field>(diagnostic.range);
  if (!field) {
    return;
  }
  const base::TextRange range = field->range();
  for (const std::string_view type : types) {
    actions.push_back(
        request.fix("Select it on \"" + std::string(type) + "\" only", diagnostic,
                    {{{range.begin, range.begin}, "... on " + std::string(type) + " { "},
                     {{range.end, range.end}, " }"}}));
  }
}

/// Fragments: the reference does not say which may have been meant.
void add_fragment_names(const Request& request, const ide::Diagnostic& diagnostic,
                        Actions& actions) {
  const auto spread = request.enclosing<FragmentSpread>(diagnostic.range);
  const auto name = spread ? spread->name_node() : std::nullopt;
  if (!name) {
    return;
  }
  const std::vector<std::string> known =
      fragment_names(request.context(), request.schema().project(), request.file());
  const std::vector<std::string_view> options(known.begin(), known.end());
  for (const std::string_view word : suggestion_list(name->text(), options)) {
    actions.push_back(request.fix("Change it to \"" + std::string(word) + "\"", diagnostic,
                                  {{name->range(), std::string(word)}}));
  }
}

}  // namespace

void add_spelling(const Request& request, Actions& actions) {
  for (const ide::Diagnostic& diagnostic : request.diagnostics()) {
    if (diagnostic.code == "graphql/known-fragment-names") {
      add_fragment_names(request, diagnostic, actions);
      continue;
    }
    const std::string_view message = diagnostic.message;
    const std::size_t question = message.find("Did you mean");
    if (question == std::string_view::npos ||
        std::ranges::find(codes, std::string_view(diagnostic.code)) == codes.end()) {
      continue;
    }
    const std::vector<std::string_view> before = quoted_in(message.substr(0, question));
    const std::string_view rest = message.substr(question);
    const std::vector<std::string_view> meant = quoted_in(rest.substr(0, rest.find('?')));
    if (message.find("to use an inline fragment on") != std::string_view::npos) {
      add_inline_fragments(request, diagnostic, meant, actions);
      continue;
    }
    std::optional<base::TextRange> name;
    for (std::size_t i = 0; i < before.size() && !name; ++i) {
      name = name_in(request, diagnostic.range, last_part(before[i]));
    }
    if (!name) {
      continue;
    }
    for (const std::string_view word : meant) {
      const std::string text(last_part(bare(word)));
      actions.push_back(request.fix("Change it to \"" + text + "\"", diagnostic, {{*name, text}}));
      actions.back().is_preferred = meant.size() == 1;
    }
  }
}

}  // namespace troupe::graphql::actions
