// What can be followed from a text: addresses, imports, and the files that a configuration names.
#pragma once

#include <string_view>
#include <vector>

#include "analysis/ide/navigation.hpp"
#include "analysis/languages/graphql/project/configuration.hpp"

namespace troupe::graphql {

/// In a GraphQL document at `path`: the URLs of descriptions, comments and other strings (such as
/// @specifiedBy's), and the files of `# import "x.graphql"` and `# import A, B from "x.graphql"`
/// comments, relative to the document. In order of position, not overlapping.
[[nodiscard]] std::vector<ide::DocumentLink> document_links(std::string_view path,
                                                            std::string_view text);

/// In a configuration file at `path` with that text: the pointers that name one file, relative to
/// the configuration, and those that are URLs of the web. Globs and the like are no links.
[[nodiscard]] std::vector<ide::DocumentLink> configuration_links(
    std::string_view path, std::string_view text, const Configuration& configuration);

}  // namespace troupe::graphql
