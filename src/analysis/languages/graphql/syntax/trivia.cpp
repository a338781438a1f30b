#include "analysis/languages/graphql/syntax/trivia.hpp"

#include <algorithm>

namespace troupe::graphql {

CommentsIn::Iterator::Iterator(std::string_view text, base::TextRange rest)
    : text_(text.substr(0, rest.end)), comment_{rest.begin, rest.begin}, end_(rest.end) {
  ++*this;
}

CommentsIn::Iterator& CommentsIn::Iterator::operator++() {
  const std::size_t begin = std::min<std::size_t>(text_.find('#', comment_.end), end_);
  const std::size_t stop = std::min<std::size_t>(text_.find_first_of("\r\n", begin), end_);
  comment_ = {static_cast<base::TextOffset>(begin), static_cast<base::TextOffset>(stop)};
  return *this;
}

}  // namespace troupe::graphql
