// Finds the GraphQL in TypeScript and JavaScript, with JSX or without.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "analysis/languages/graphql/embedded/literal.hpp"

namespace troupe::graphql {

/// Adds the GraphQL literals that stand in `range` of `text`, in order: templates with a tag `gql`
/// or `graphql`, also of a member (`Apollo.gql`); templates and strings that are the first argument
/// of a call of these; those behind `/* GraphQL */`; templates that begin with `#graphql`. Literals
/// inside the interpolations of another are left out, and so are templates that never end. Never
/// fails, whatever the bytes; linear. Returns how many bytes were looked at, those that were looked
/// at twice counted twice.
std::size_t scan_script(std::string_view text, base::TextRange range, bool may_have_elements,
                        std::vector<Literal>& found);

}  // namespace troupe::graphql
