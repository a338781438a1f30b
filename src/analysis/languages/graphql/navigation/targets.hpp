// From the thing under the cursor to its type, and to what implements it.
#pragma once

#include <vector>

#include "analysis/ide/structs.hpp"
#include "analysis/languages/graphql/schema/schema.hpp"

namespace troupe::graphql {

/// The definitions and extensions of the named type that a field, argument, input field or variable
/// has, a fragment is on, an operation begins at, an enum value belongs to; of a type the type
/// itself. In order of path and position; empty for everything else and for built-in types.
/// REQUIRES (here and below): offset <= tree.text().size().
[[nodiscard]] std::vector<ide::DefinitionTarget> type_definitions_at(const Schema& schema,
                                                                     ide::FileId file,
                                                                     const syntax::Tree& tree,
                                                                     base::TextOffset offset);

/// Of an interface the objects and interfaces that implement it, of a union its members, of a field
/// or argument of an interface those of the types that implement it: in order of path and position.
/// What is concrete already is its own implementation.
[[nodiscard]] std::vector<ide::DefinitionTarget> implementations_at(const Schema& schema,
                                                                    ide::FileId file,
                                                                    const syntax::Tree& tree,
                                                                    base::TextOffset offset);

}  // namespace troupe::graphql
