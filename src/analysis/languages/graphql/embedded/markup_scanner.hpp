// Finds the GraphQL in the scripts of Vue, Svelte and Astro files.
#pragma once

#include <string_view>
#include <vector>

#include "analysis/languages/graphql/embedded/literal.hpp"

namespace troupe::graphql {

/// Adds the GraphQL literals of all `<script>` sections and of Astro's front matter (between `---`
/// at the top), in order. Never fails, whatever the bytes; linear.
void scan_markup(std::string_view text, std::vector<Literal>& found);

}  // namespace troupe::graphql
