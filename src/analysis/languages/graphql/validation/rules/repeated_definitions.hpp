// Definitions of the same name, for the rules that forbid them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analysis/languages/graphql/schema/parts.hpp"
#include "analysis/languages/graphql/validation/core/walk.hpp"

namespace troupe::graphql {

/// Reports the definition that is walked if its file defines the name before: at the first, with
/// this one as second place. For names that files keep to themselves.
void report_repeated_in_file(const Walk& walk, base::TextRange name, const std::string& message);

/// The same for names of the schema. Where the two stand in different files, both files show it,
/// each at its own definition. A document on top of the schema cannot define what that has
/// (`is_built_in`: has it anyway); `in_schema` is the message then.
void report_repeated_in_schema(const Walk& walk, base::TextRange name,
                               const std::vector<Part>& parts, bool is_built_in,
                               const std::string& message, const std::string& in_schema);

/// Reports members of a type that it has more than once and of which the definition that is walked
/// has one. `subject` is "Field" or "Enum value".
void report_repeated_members(const Walk& walk, std::string_view subject, bool of_enumeration);

}  // namespace troupe::graphql
