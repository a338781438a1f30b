// What stands between GraphQL's tokens.
#pragma once

#include <cstddef>
#include <iterator>
#include <string_view>

#include "base/text_range.hpp"

namespace troupe::graphql {

/// The comments in a gap between two tokens, in order, each from its `#` to the end of its line.
///
///   for (const base::TextRange comment : CommentsIn(tree.text(), token.gap_before())) ...
class CommentsIn {
 public:
  class Iterator {
   public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = base::TextRange;
    using difference_type = std::ptrdiff_t;

    Iterator(std::string_view text, base::TextRange rest);
    base::TextRange operator*() const { return comment_; }
    Iterator& operator++();
    friend bool operator==(const Iterator& left, const Iterator& right) {
      return left.comment_ == right.comment_;
    }

   private:
    std::string_view text_;
    base::TextRange comment_;  ///< empty, at the gap's end: there is none left
    base::TextOffset end_;
  };

  /// REQUIRES: `gap` is a gap between tokens of `text`, or a part of one that begins outside
  /// comments.
  CommentsIn(std::string_view text, base::TextRange gap) : text_(text), gap_(gap) {}
  [[nodiscard]] Iterator begin() const { return {text_, gap_}; }
  [[nodiscard]] Iterator end() const { return {text_, {gap_.end, gap_.end}}; }

 private:
  std::string_view text_;
  base::TextRange gap_;
};

}  // namespace troupe::graphql
