// What a completion item carries so that it can be resolved later.
#pragma once

#include <optional>
#include <string>

#include "protocol/json.hpp"

namespace troupe::handlers {

/// Identifies an item of an earlier list. Holds no number of a snapshot: the text may have changed
/// since, and the language finds the documentation by name.
struct CompletionData {
  std::string language;
  std::string path;  ///< as ide::FilePath has it
  std::string key;   ///< ide::CompletionItem::resolve_key
};

/// As JSON: an array, since a long list repeats it for every item.
[[nodiscard]] std::string encode_completion_data(const CompletionData& data);
[[nodiscard]] std::optional<CompletionData> decode_completion_data(protocol::JsonValue json);

}  // namespace troupe::handlers
