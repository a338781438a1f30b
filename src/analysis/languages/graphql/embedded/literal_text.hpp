// What a literal says, as a text of its own, with the way back to its host: for edits. Everything
// else reads the text of the host's length (region.hpp), which needs no way back.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/languages/graphql/embedded/literal.hpp"
#include "analysis/languages/graphql/embedded/region.hpp"

namespace troupe::graphql {

/// The GraphQL of one literal: an escape is what it stands for, `{{` of an f-string is `{`, an
/// interpolation is what region.hpp says of gaps.
class LiteralText {
 public:
  /// REQUIRES: `piece` is one of `host`'s.
  LiteralText(const Piece& piece, std::string_view host);

  [[nodiscard]] const std::string& text() const { return text_; }
  /// The interpolations, by their places in the text.
  [[nodiscard]] const std::vector<Gap>& gaps() const { return gaps_; }

  /// The bytes of the host that an edit of `range` replaces; nothing when it would touch or cut
  /// what the host spells in some other way: an escape, a doubled brace, an interpolation.
  [[nodiscard]] std::optional<base::TextRange> host_range(base::TextRange range) const;
  /// Where a place of the host stands in the text; nothing outside of the literal and in the
  /// middle of what is spelled in some other way.
  [[nodiscard]] std::optional<base::TextOffset> offset_of(base::TextOffset host_offset) const;

 private:
  /// What is not the same byte for byte; `written` may be empty.
  struct Atom {
    base::TextRange written;  ///< in the text
    base::TextRange spelled;  ///< in the host
  };
  void add_atom(std::string_view meaning, std::size_t spelled);

  base::TextRange content_;
  base::TextOffset at_;  ///< in the host, while it is read
  std::string text_;
  std::vector<Gap> gaps_;
  std::vector<Atom> atoms_;
};

}  // namespace troupe::graphql
