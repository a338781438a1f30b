// What stands in GraphQL for the interpolations of a host language.
#pragma once

#include <string>
#include <vector>

#include "analysis/languages/graphql/embedded/region.hpp"

namespace troupe::graphql {

/// Fills the gaps of a region so that the text around them can be read: white space between
/// definitions, and where something must stand, something of that kind: a name of underscores, an
/// argument, a variable definition, part of a string. Says of each gap which it is. A guess, made
/// from the brackets around and the words beside it; it is right for text that is right.
/// REQUIRES: the gaps lie in `region`, in order; in `text` they are white space.
void fill_gaps(base::TextRange region, std::string& text, std::vector<Gap>& gaps);

}  // namespace troupe::graphql
