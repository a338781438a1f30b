// What every schema has without defining it: scalars, directives and the introspection system of
// the September 2025 specification, as SDL.
#pragma once

#include <span>
#include <string_view>

#include "base/source_text.hpp"

namespace troupe::graphql {

/// The definitions, with descriptions.
[[nodiscard]] const base::SourceText& built_in_text();

/// Names of the types, sorted. A project cannot define these anew.
[[nodiscard]] std::span<const std::string_view> built_in_type_names();
/// Names of the directives, sorted. A project's own definition of one takes its place.
[[nodiscard]] std::span<const std::string_view> built_in_directive_names();

[[nodiscard]] bool is_built_in_type(std::string_view name);
[[nodiscard]] bool is_built_in_directive(std::string_view name);

/// A type of the text that holds the meta-fields, and that no document can see.
inline constexpr std::string_view meta_fields_type = "__MetaFields";

}  // namespace troupe::graphql
