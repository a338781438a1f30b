// Texts to format, and what formatting must not change about them.
#pragma once

#include <cstddef>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace troupe::graphql {

/// What a text says, and where comments stand in it: its tokens and comments in order, block
/// strings by their values, without the optional first `|` or `&` of a list. Commas and white space
/// are no part of it.
[[nodiscard]] std::vector<std::string> essence_of(const std::string& text);

/// The same text with other white space, commas and comments between its tokens.
[[nodiscard]] std::string with_other_trivia(const std::string& text, std::mt19937& random);

/// The text with a few characters taken out, put in or doubled.
[[nodiscard]] std::string broken(const std::string& text, std::mt19937& random);

/// Executable and type system documents with all productions.
[[nodiscard]] const std::vector<std::string>& sample_documents();

/// The file whose path is in TROUPE_GITHUB_SCHEMA; empty when the variable is unset.
[[nodiscard]] std::string github_schema();

}  // namespace troupe::graphql
