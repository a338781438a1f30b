// Where definitions stand and how they are described: for features that show or go to them. None of
// this is read by rules, so moving or documenting a definition re-checks nothing.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/languages/graphql/project/projects.hpp"
#include "analysis/languages/graphql/schema/definitions.hpp"
#include "analysis/languages/graphql/syntax/ast.hpp"

namespace troupe::graphql {

/// A node in its file's tree (absolute positions); lives as long as the snapshot.
/// `is_built_in_file(context, file)`: there is no place to go to, but text to show.
template <typename View>
struct Origin {
  FileId file;
  View node;
};

/// All definitions and extensions of a type, in the order in which they count: definitions before
/// extensions, then by path, then by position.
[[nodiscard]] std::vector<Origin<TypeDefinition>> type_origins(engine::Context& context,
                                                               ProjectId project,
                                                               std::string_view type);
/// The field of an object or interface that counts. Meta-fields are found in the built-in file.
[[nodiscard]] std::optional<Origin<FieldDefinition>> field_origin(engine::Context& context,
                                                                  ProjectId project,
                                                                  std::string_view type,
                                                                  std::string_view field);
[[nodiscard]] std::optional<Origin<InputValueDefinition>> argument_origin(
    engine::Context& context, ProjectId project, std::string_view type, std::string_view field,
    std::string_view argument);
[[nodiscard]] std::optional<Origin<InputValueDefinition>> input_field_origin(
    engine::Context& context, ProjectId project, std::string_view type, std::string_view field);
[[nodiscard]] std::optional<Origin<EnumValueDefinition>> enum_value_origin(engine::Context& context,
                                                                           ProjectId project,
                                                                           std::string_view type,
                                                                           std::string_view value);
[[nodiscard]] std::optional<Origin<DirectiveDefinition>> directive_origin(
    engine::Context& context, ProjectId project, std::string_view directive);
[[nodiscard]] std::optional<Origin<InputValueDefinition>> directive_argument_origin(
    engine::Context& context, ProjectId project, std::string_view directive,
    std::string_view argument);
/// The fragment that a spread in `from` means: of the same file first, else the project's first.
[[nodiscard]] std::optional<Origin<FragmentDefinition>> fragment_origin(engine::Context& context,
                                                                        ProjectId project,
                                                                        FileId from,
                                                                        std::string_view fragment);

}  // namespace troupe::graphql
