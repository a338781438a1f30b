// The labels of @defer and @stream in a file.
#pragma once

#include <string>
#include <vector>

#include "analysis/languages/graphql/schema/definitions.hpp"

namespace troupe::graphql {

struct LabelUse {
  std::string label;
  Place where;  ///< of the directive

  friend bool operator==(const LabelUse&, const LabelUse&) = default;
};

/// The first use of every label that is used more than once, in order. Empty for most files.
struct FileLabels {
  using Key = FileId;
  using Value = std::vector<LabelUse>;
  static constexpr std::string_view name = "graphql_file_labels";
  static Value execute(engine::Context& context, const Key& file);
};

}  // namespace troupe::graphql
