// Reading JSON.
#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "base/result.hpp"
#include "protocol/json_value.hpp"

namespace troupe::protocol {

/// Parses one document at a time and holds it. The whole document is checked before anything of it
/// is given out, so that no message is half obeyed; its members can then be read in any order.
/// Buffers are reused from document to document, and given back after an unusually large one. One
/// for each protocol actor; not thread-safe.
///
/// Two things that JSON forbids are survived, because refusing a didChange would leave the client
/// and us with different texts: a lone surrogate escape (`"\ud83d"`: editors cut pairs in half) and
/// an invalid UTF-8 byte are read as U+FFFD. In UTF-16 units that leaves every position behind a
/// lone surrogate where it was. Integers beyond 64 bits are refused.
class JsonReader {
 public:
  static constexpr std::size_t default_depth = 256;

  explicit JsonReader(std::size_t max_depth = default_depth);
  JsonReader(const JsonReader&) = delete;
  JsonReader& operator=(const JsonReader&) = delete;
  JsonReader(JsonReader&&) noexcept;
  JsonReader& operator=(JsonReader&&) noexcept;
  ~JsonReader();

  /// The root of the document, until the next call. `text` is copied unless it has frame_padding
  /// bytes of spare capacity (as the frame decoder's bodies do), and need not outlive the call
  /// either way.
  [[nodiscard]] base::Result<JsonValue> parse(const std::string& text);

  /// Whether the last document needed U+FFFD in place of something: worth a line in the log.
  [[nodiscard]] bool repaired() const;

 private:
  struct Parser;
  std::unique_ptr<Parser> parser_;
};

}  // namespace troupe::protocol
