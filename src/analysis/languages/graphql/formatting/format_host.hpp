// Formatting of the GraphQL in files of other languages.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "analysis/ide/editing.hpp"
#include "analysis/languages/graphql/embedded/host.hpp"
#include "analysis/languages/graphql/formatting/format.hpp"
#include "analysis/languages/graphql/syntax/parser.hpp"

namespace troupe::graphql {

/// Edits that format the GraphQL of a host file, or those of them that touch the lines of `range`.
/// They lie within its literals, and what the host spells in some other way (interpolations,
/// escapes, doubled braces) stays byte for byte; a literal where that would not do is left as it
/// is, and so are literals with a mistake and those that the host joins.
///
/// A literal on one line stays on it if it fits. Else its content begins on the line behind the
/// quotes, one level deeper than the line of the quotes (Python: than a line that they do not
/// begin), and the closing quotes get a line of their own.
/// `options`: how the GraphQL is read.
[[nodiscard]] std::vector<ide::TextEdit> format_host(std::string_view host, HostKind kind,
                                                     std::optional<base::TextRange> range,
                                                     const FormatStyle& style,
                                                     const Checkpoint& checkpoint = {},
                                                     const ParseOptions& options = {});

/// As format_on_type; nothing outside of literals.
[[nodiscard]] std::vector<ide::TextEdit> format_host_on_type(
    std::string_view host, HostKind kind, base::TextOffset offset, std::string_view typed,
    const FormatStyle& style, const Checkpoint& checkpoint = {}, const ParseOptions& options = {});

}  // namespace troupe::graphql
