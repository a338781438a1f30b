// Formatting of GraphQL documents, of parts of them, and while typing.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/ide/editing.hpp"
#include "analysis/languages/graphql/formatting/style.hpp"
#include "analysis/syntax/tree.hpp"

namespace troupe::graphql {

/// Called now and then in long loops; may throw (engine::Context::checkpoint).
using Checkpoint = std::function<void()>;

/// The style that an editor's options ask for.
[[nodiscard]] FormatStyle style_of(const ide::FormattingOptions& options);

/// Edits that format a document. They change nothing but what stands between tokens (white space,
/// commas, the optional first `|` or `&` of a list) and the indentation of block strings, whose
/// values stay. Comments stay between the tokens between which they stand. A definition with a
/// syntax error is left as it is, together with what surrounds it. Formatting twice is formatting
/// once. Linear.
[[nodiscard]] std::vector<ide::TextEdit> format_document(const syntax::Tree& tree,
                                                         const FormatStyle& style,
                                                         const Checkpoint& checkpoint = {});

/// Those of them that touch the lines of the range, and the rest of lists which the range has a
/// part of and which could be on one line.
[[nodiscard]] std::vector<ide::TextEdit> format_range(const syntax::Tree& tree,
                                                      base::TextRange range,
                                                      const FormatStyle& style,
                                                      const Checkpoint& checkpoint = {});

/// Those of them that touch the tokens which overlap with the range, and nothing else. `host` is
/// null for a text that stands alone.
[[nodiscard]] std::vector<ide::TextEdit> format_tokens(const syntax::Tree& tree,
                                                       base::TextRange range,
                                                       const FormatStyle& style,
                                                       const Checkpoint& checkpoint = {},
                                                       const HostPlace* host = nullptr);

/// The document itself, formatted; the same as its edits applied to it.
[[nodiscard]] std::string formatted(const syntax::Tree& tree, const FormatStyle& style);

/// A text that stands inside of another one (a template literal): it begins and ends with a line
/// end, and each of its lines has the indentation that `host` says; or all of it stays on one line.
/// `tree` is the text's alone, without the quotes around it; lines are as wide as the style says,
/// indentation included. A text of white space is left as it is. With a range, as format_range.
/// REQUIRES: no island stands inside of a definition.
[[nodiscard]] std::vector<ide::TextEdit> format_embedded(const syntax::Tree& tree,
                                                         const FormatStyle& style,
                                                         const HostPlace& host,
                                                         std::optional<base::TextRange> range = {},
                                                         const Checkpoint& checkpoint = {});

}  // namespace troupe::graphql
