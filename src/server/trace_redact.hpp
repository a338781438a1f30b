// Taking out of a session what is nobody else's business.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "actors/trace_rehearsal.hpp"
#include "analysis/ide/redaction.hpp"
#include "base/text_range.hpp"
#include "protocol/trace_session.hpp"

namespace troupe::server {

/// Gives every name another one of the same length, always the same one, and keeps the words that
/// languages and tools mean something by.
class Renaming {
 public:
  explicit Renaming(const std::vector<ide::RedactionRules>& languages);
  /// Every name in the text; everything between them stays.
  [[nodiscard]] std::string names(std::string_view text);
  /// The same of a text whose comments and strings, `literals`, are blanked as well: only their
  /// letters and digits, so that lengths and lines stay.
  [[nodiscard]] std::string document(std::string_view text,
                                     const std::vector<base::TextRange>& literals);

 private:
  void keep(std::string_view words);
  void keep_words_of(std::string name);
  std::string renamed(std::string_view word);

  std::set<std::string, std::less<>> kept_;
  std::map<std::string, std::string, std::less<>> names_;  ///< lower case
  std::set<std::string, std::less<>> given_;
  std::map<std::size_t, std::size_t> next_;  ///< by length
};

/// The input of a session with other names, and without comments and string literals. Changes of
/// documents stay where they are; one that is typed within a name is followed by another, which
/// gives the rest of the name its new letters.
/// `session` is the one that it was taken from.
[[nodiscard]] actors::Rehearsal redacted(const actors::Rehearsal& rehearsal,
                                         const protocol::trace::Session& session,
                                         const std::vector<ide::RedactionRules>& languages);

}  // namespace troupe::server
