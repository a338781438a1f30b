// What an editor shows while arguments are being written.
#pragma once

#include <optional>
#include <string_view>

#include "analysis/ide/editing.hpp"
#include "analysis/languages/graphql/schema/schema.hpp"
#include "analysis/syntax/tree.hpp"

namespace troupe::graphql {

/// Characters that open signature help by themselves.
inline constexpr std::string_view signature_help_triggers = "(,:{";

/// The field or directive whose arguments are written at `offset` or, inside an input object, that
/// object with its fields. The active parameter is the one whose name or value is at the cursor;
/// where a name is still to be written, the one that it may become, else the first that is required
/// and missing. Works in half-typed texts, strings and numbers included. Nothing where no arguments
/// are written, in comments, and where the schema does not know the names that lead there.
/// REQUIRES: offset <= tree.text().size().
[[nodiscard]] std::optional<ide::SignatureHelp> signature_help_at(const Schema& schema,
                                                                  const syntax::Tree& tree,
                                                                  base::TextOffset offset);

}  // namespace troupe::graphql
