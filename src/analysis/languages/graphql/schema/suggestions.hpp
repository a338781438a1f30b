// "Did you mean ...?": which names are close to what was written, and how to say so. Both agree
// with the reference implementation to the letter.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace troupe::graphql {

/// The options that lie within 40 % of `input` by edit distance (transpositions count as one edit,
/// differences of case as one in all), closest first, equally close ones in natural order
/// (`a2` before `a10`). Linear in the options; long names cost at most |input| * |option|.
[[nodiscard]] std::vector<std::string_view> suggestion_list(
    std::string_view input, std::span<const std::string_view> options);

/// ` Did you mean "a", "b", or "c"?` with a leading space; empty without suggestions. At most five
/// are named. `what` stands between "mean" and the names: "to use an inline fragment on".
[[nodiscard]] std::string did_you_mean(std::span<const std::string_view> suggestions,
                                       std::string_view what = {});

/// Order of names in which runs of digits count by their value.
[[nodiscard]] bool natural_less(std::string_view left, std::string_view right);

}  // namespace troupe::graphql
