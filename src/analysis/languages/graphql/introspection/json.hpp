// JSON with places: just what it takes to read the result of an introspection query, which servers
// know in bytes and editors in lines. (`protocol` has a faster reader, without places and out of
// reach from here.)
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/text_range.hpp"

namespace troupe::graphql {

/// One value of a JSON document.
struct JsonNode {
  enum class Kind : std::uint8_t { null, boolean, number, string, array, object };
  Kind kind = Kind::null;
  base::TextRange range;  ///< of strings without the quotes
  base::TextRange key;    ///< in an object: without the quotes
  std::uint32_t end = 0;  ///< index behind the last node below
};

/// A JSON text and its values in preorder. Does not own the text.
class JsonDocument {
 public:
  /// Reads a text. Nothing when it is not JSON, or nests deeper than 64 values.
  [[nodiscard]] static std::optional<JsonDocument> read(std::string_view text);

  /// An index into the values; the root is 0.
  using Index = std::uint32_t;

  [[nodiscard]] const JsonNode& node(Index index) const { return nodes_[index]; }
  /// The text of a string as it stands there, escapes and all; empty for other kinds.
  [[nodiscard]] std::string_view raw(Index index) const;
  /// The same with escapes resolved.
  [[nodiscard]] std::string text(Index index) const;
  [[nodiscard]] bool is_true(Index index) const;
  /// The value of a key that is written without escapes; nothing when there is none, or null.
  [[nodiscard]] std::optional<Index> member(std::optional<Index> object,
                                            std::string_view key) const;
  /// The items of an array; none of anything else.
  [[nodiscard]] std::vector<Index> items(std::optional<Index> array) const;

 private:
  explicit JsonDocument(std::string_view text) : text_(text) {}

  std::string_view text_;
  std::vector<JsonNode> nodes_;
};

}  // namespace troupe::graphql
