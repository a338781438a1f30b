// Headers of a request as they are given on the command line, secrets by the names of environment
// variables.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "server/terminal.hpp"

namespace troupe::server {

/// Headers that can be sent, and what of them must not be shown.
struct FetchHeaders {
  std::vector<std::string> lines;    ///< `Name: value`
  std::vector<std::string> secrets;  ///< values and their words, longest first
};

/// Reads `Name: value` lines. `$NAME` and `${NAME}` in a value stand for environment variables,
/// `$$` for a dollar, and a dollar in front of anything else for itself. Fails when a variable is
/// unset or empty (and names it), and when a line is no header or must not be set by hand; no
/// message holds a value.
[[nodiscard]] base::Result<FetchHeaders> expand_headers(std::span<const std::string> given,
                                                        const Environment& environment);

/// The text with `***` in place of every secret: servers like to repeat what they were sent.
[[nodiscard]] std::string without_secrets(std::string_view text,
                                          std::span<const std::string> secrets);

}  // namespace troupe::server
