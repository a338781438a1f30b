// What a parser has to say about a text that it could not understand.
#pragma once

#include <optional>
#include <string>

#include "base/text_range.hpp"

namespace troupe::syntax {

/// A second place that explains a diagnostic: the bracket that was never closed.
struct RelatedPlace {
  base::TextRange range;
  std::string message;

  friend bool operator==(const RelatedPlace&, const RelatedPlace&) = default;
};

/// One mistake in the text. All of them are errors.
struct SyntaxDiagnostic {
  base::TextRange range;
  std::string message;
  std::optional<RelatedPlace> related;

  friend bool operator==(const SyntaxDiagnostic&, const SyntaxDiagnostic&) = default;
};

}  // namespace troupe::syntax
