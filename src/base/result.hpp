// The one error-carrying return type of Troupe's boundaries.
#pragma once

#include <expected>
#include <string>
#include <utility>

namespace troupe::base {

/// What went wrong, in words for the person who reads it. No codes: a boundary that needs codes
/// (the JSON-RPC one does) has an error type of its own.
struct Error {
  std::string message;

  friend bool operator==(const Error&, const Error&) = default;
};

template <typename T>
using Result = std::expected<T, Error>;

[[nodiscard]] inline std::unexpected<Error> failure(std::string message) {
  return std::unexpected<Error>(Error{std::move(message)});
}

}  // namespace troupe::base
