// Finds the GraphQL in Python.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "analysis/languages/graphql/embedded/literal.hpp"

namespace troupe::graphql {

/// Adds the GraphQL literals of a Python text, in order: strings of any form that are the first
/// argument of a call of `gql` or `graphql` (also as members, also by keyword), and strings that
/// begin with `#graphql`. Adjacent strings are one literal. Strings that a method or `%` changes
/// are left out. Never fails, whatever the bytes; linear. Returns how many bytes were looked at,
/// those that were looked at twice counted twice.
std::size_t scan_python(std::string_view text, std::vector<Literal>& found);

}  // namespace troupe::graphql
