// A text is read once if it is right, twice if it is not.
//
// The first reading is strict: it does exactly what the reference implementation does, up to the
// first mistake. If it meets none, its tree is the result. Otherwise all that is kept of it is that
// mistake, and the text is read again, tolerantly: with guesses about what was meant, taken from
// brackets and layout (outline.hpp, parser_core.cpp), which may place a mistake elsewhere than a
// reader from left to right would: at a bracket that was never closed instead of at the end of the
// text. Since both readings agree up to the first mistake, the first diagnostic of the tolerant one
// is about the same mistake; it is given the words and the place of the reference.
#include "analysis/languages/graphql/syntax/parser.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "analysis/languages/graphql/syntax/grammar.hpp"
#include "analysis/languages/graphql/syntax/lexer.hpp"
#include "base/check.hpp"

namespace troupe::graphql {

namespace {

using syntax::SyntaxDiagnostic;

/// The kind of derivation that a document's tree is.
struct ParsedDocument {
  using Value = syntax::Tree::Data;
};

/// What a text is meant to be.
enum class Goal : std::uint8_t { document, value, constant_value, type };

void run(Grammar& grammar, Goal goal) {
  switch (goal) {
    case Goal::document:
      return grammar.parse_document();
    case Goal::value:
      return grammar.parse_single_value(Constness::variable);
    case Goal::constant_value:
      return grammar.parse_single_value(Constness::constant);
    case Goal::type:
      return grammar.parse_single_type();
  }
}

/// The lexer's and the grammar's diagnostics, by position; the lexer's first where both are the
/// same.
std::vector<SyntaxDiagnostic> merge(const std::vector<LexicalError>& lexical,
                                    const std::vector<SyntaxDiagnostic>& grammatical) {
  std::vector<const SyntaxDiagnostic*> all;
  all.reserve(lexical.size() + grammatical.size());
  for (const LexicalError& error : lexical) {
    all.push_back(&error.diagnostic);
  }
  for (const SyntaxDiagnostic& diagnostic : grammatical) {
    all.push_back(&diagnostic);
  }
  std::vector<std::pair<base::TextOffset, std::size_t>> order;
  order.reserve(all.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    order.emplace_back(all[i]->range.begin, i);
  }
  std::ranges::sort(order);
  std::vector<SyntaxDiagnostic> sorted;
  sorted.reserve(all.size());
  for (const auto& [offset, index] : order) {
    sorted.push_back(*all[index]);
  }
  return sorted;
}

/// Makes `reference`, what the strict reading found, the first of the tolerant reading's
/// diagnostics.
void put_first(SyntaxDiagnostic reference, std::vector<SyntaxDiagnostic>& diagnostics) {
  const auto same = std::ranges::find_if(diagnostics, [&](const SyntaxDiagnostic& other) {
    return other.range.begin == reference.range.begin && other.message == reference.message;
  });
  if (same != diagnostics.end()) {
    std::rotate(diagnostics.begin(), same, same + 1);
    return;
  }
  if (diagnostics.empty()) {
    diagnostics.push_back(std::move(reference));
    return;
  }
  if (diagnostics.front().related) {
    reference.related = std::move(diagnostics.front().related);
  }
  diagnostics.front() = std::move(reference);
}

bool has_unterminated_string(const Tokens& tokens) {
  return std::ranges::any_of(tokens.errors, &LexicalError::is_unterminated_string);
}

/// Room for tokens and nodes while a text is parsed. Each thread keeps its own from one text to the
/// next: fetching fresh memory from the operating system would take longer than parsing does.
/// Content never survives a call.
struct Workspace {
  Tokens tokens;
  syntax::TreeBuilder builder;

  /// Gives the room back when it was an unusually large text that needed it.
  void tidy() {
    constexpr std::size_t most_bytes = std::size_t{8} << 20U;
    if (tokens.list.memory_size() + builder.memory_size() > most_bytes) {
      *this = Workspace();
    }
  }
};

Workspace& workspace() {
  thread_local Workspace workspace;
  return workspace;
}

/// The tree gets copies, which have exactly the size that they need.
syntax::Tree make_tree(const base::SourceText& source, Workspace& room,
                       std::vector<SyntaxDiagnostic> diagnostics) {
  syntax::Tree tree({.source = source,
                     .text = {},
                     .tokens = room.tokens.list,
                     .nodes = room.builder.finish(),
                     .diagnostics = std::move(diagnostics)});
  room.tidy();
  return tree;
}

syntax::Tree too_large(const base::SourceText& source, std::uint32_t limit) {
  const auto end = static_cast<base::TextOffset>(std::min<std::size_t>(source.size(), 0xFFFFFFFFU));
  syntax::TokenList tokens;
  tokens.add(syntax::end_of_file_token, end, end);
  std::string message = "Syntax Error: The text is larger than " + std::to_string(limit) +
                        " bytes and is not analysed.";
  return syntax::Tree(
      {.source = source,
       .text = {},
       .tokens = std::move(tokens),
       .nodes = {{0, 1, 1, static_cast<syntax::NodeKind>(NodeKind::document)}},
       .diagnostics = {{.range = {0, 0}, .message = std::move(message), .related = std::nullopt}}});
}

syntax::Tree parse_as(Goal goal, const base::SourceText& source, const ParseOptions& options) {
  if (source.size() > options.size_limit) {
    return too_large(source, options.size_limit);
  }
  const std::string_view text = source.view();
  Workspace& room = workspace();
  Tokens& tokens = room.tokens;
  lex_into(text, UnterminatedStrings::as_specified, tokens);
  Grammar strict(text, tokens, Reading::strict, options, room.builder);
  run(strict, goal);
  if (strict.diagnostics().empty() && tokens.errors.empty()) {
    return make_tree(source, room, {});
  }
  SyntaxDiagnostic reference = strict.diagnostics().empty() ? tokens.errors.front().diagnostic
                                                            : strict.diagnostics().front();
  if (has_unterminated_string(tokens)) {
    lex_into(text, UnterminatedStrings::guess, tokens);
  }
  Grammar tolerant(text, tokens, Reading::tolerant, options, room.builder);
  run(tolerant, goal);
  std::vector<SyntaxDiagnostic> diagnostics = merge(tokens.errors, tolerant.diagnostics());
  put_first(std::move(reference), diagnostics);
  return make_tree(source, room, std::move(diagnostics));
}

}  // namespace

syntax::Tree parse(const base::SourceText& source, const ParseOptions& options) {
  return parse_as(Goal::document, source, options);
}

syntax::Tree parse_once(const base::SourceText& source, const ParseOptions& options) {
  base::check(options.size_limit == ParseOptions().size_limit,
              "a tree that others may use has the usual limit of size");
  if (source.derivations() == nullptr) {
    return parse(source, options);
  }
  return syntax::Tree(source.derivations()->get<ParsedDocument>(
      (std::uint64_t{options.depth_limit} << 1U) | (options.fragment_arguments ? 1U : 0U),
      [&] { return parse(source, options).data(); }));
}

syntax::Tree parse_value(const base::SourceText& source, const ParseOptions& options) {
  return parse_as(Goal::value, source, options);
}

syntax::Tree parse_constant_value(const base::SourceText& source, const ParseOptions& options) {
  return parse_as(Goal::constant_value, source, options);
}

syntax::Tree parse_type(const base::SourceText& source, const ParseOptions& options) {
  return parse_as(Goal::type, source, options);
}

}  // namespace troupe::graphql
