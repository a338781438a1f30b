// What a language says about taking names out of a recorded session, which is handed on.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/text_range.hpp"

namespace troupe::ide {

struct RedactionRules {
  /// What means something to the language, its configuration or its tools, so that it stays: lower
  /// case, between spaces.
  std::string_view words;
  /// Files whose names mean something.
  std::vector<std::string> file_names;
  /// Comments and string literals of the text of a file with this path, in order: they are blanked.
  /// None for a file that is not in this language.
  std::vector<base::TextRange> (*literals)(std::string_view path, std::string_view text) = nullptr;
};

}  // namespace troupe::ide
