// Plain bytes are copied; each escape, doubled brace and interpolation is an atom. Between two
// atoms, offsets of the text and of the host differ by a constant, which the atom before tells.
#include "analysis/languages/graphql/embedded/literal_text.hpp"

#include <algorithm>

#include "analysis/languages/graphql/embedded/escapes.hpp"
#include "analysis/languages/graphql/embedded/placeholders.hpp"

namespace troupe::graphql {

LiteralText::LiteralText(const Piece& piece, std::string_view host)
    : content_(piece.content), at_(piece.content.begin) {
  host = host.substr(0, piece.content.end);
  text_.reserve(piece.content.length());
  const char* const special = piece.has_doubled_braces ? "\\{}" : "\\";
  auto hole = piece.holes.begin();
  while (at_ < host.size()) {
    if (hole != piece.holes.end() && hole->begin == at_) {
      const auto begin = static_cast<base::TextOffset>(text_.size());
      gaps_.push_back({{begin, begin + hole->length()}, false});
      add_atom(std::string(hole->length(), ' '), hole->length());
      ++hole;
      continue;
    }
    const std::size_t end = hole != piece.holes.end() ? hole->begin : host.size();
    const std::string_view rest = host.substr(at_, end - at_);
    if (rest.front() == '\\' && piece.escapes != Escapes::none) {
      const Escape escape = read_escape(rest, piece.escapes);
      add_atom(escape.meaning, escape.length);
    } else if (piece.has_doubled_braces && (rest.starts_with("{{") || rest.starts_with("}}"))) {
      add_atom(rest.substr(0, 1), 2);
    } else {
      const std::size_t length = std::min(rest.find_first_of(special, 1), rest.size());
      text_.append(rest.substr(0, length));
      at_ += static_cast<base::TextOffset>(length);
    }
  }
  fill_gaps({0, static_cast<base::TextOffset>(text_.size())}, text_, gaps_);
}

void LiteralText::add_atom(std::string_view meaning, std::size_t spelled) {
  const auto begin = static_cast<base::TextOffset>(text_.size());
  text_.append(meaning);
  const base::TextOffset host_end = at_ + static_cast<base::TextOffset>(spelled);
  atoms_.push_back({{begin, static_cast<base::TextOffset>(text_.size())}, {at_, host_end}});
  at_ = host_end;
}

std::optional<base::TextRange> LiteralText::host_range(base::TextRange range) const {
  // The first atom that ends behind where the range begins: it has to begin where the range ends,
  // or behind that.
  const auto next = std::ranges::upper_bound(atoms_, range.begin, {},
                                             [](const Atom& atom) { return atom.written.end; });
  if (next != atoms_.end() && next->written.begin < range.end) {
    return std::nullopt;
  }
  if (next != atoms_.end() && range.empty() && next->written.begin < range.begin) {
    return std::nullopt;
  }
  const base::TextOffset written = next == atoms_.begin() ? 0 : (next - 1)->written.end;
  const base::TextOffset spelled =
      next == atoms_.begin() ? content_.begin : (next - 1)->spelled.end;
  return base::TextRange{range.begin - written + spelled, range.end - written + spelled};
}

std::optional<base::TextOffset> LiteralText::offset_of(base::TextOffset host_offset) const {
  if (!content_.touches(host_offset)) {
    return std::nullopt;
  }
  const auto next = std::ranges::upper_bound(atoms_, host_offset, {},
                                             [](const Atom& atom) { return atom.spelled.end; });
  if (next != atoms_.end() && next->spelled.begin < host_offset) {
    return std::nullopt;
  }
  const base::TextOffset written = next == atoms_.begin() ? 0 : (next - 1)->written.end;
  const base::TextOffset spelled =
      next == atoms_.begin() ? content_.begin : (next - 1)->spelled.end;
  return host_offset - spelled + written;
}

}  // namespace troupe::graphql
