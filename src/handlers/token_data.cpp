// Tokens are sorted, so lines and columns are counted on from the last token rather than from the
// beginning of its line: a file may be one line of four megabytes.
#include "handlers/token_data.hpp"

#include <algorithm>
#include <array>

#include "base/seeded_defects.hpp"
#include "handlers/gather.hpp"

namespace troupe::handlers {

namespace {

/// In the order of ide::SemanticTokenType.
constexpr std::array<const char*, 17> type_names = {
    "type",     "enum",       "interface", "struct",    "parameter", "variable",
    "property", "enumMember", "function",  "keyword",   "modifier",  "comment",
    "string",   "number",     "operator",  "decorator", "macro"};
/// In the order of the bits of ide::SemanticTokenModifier.
constexpr std::array<const char*, 6> modifier_names = {
    "declaration", "definition", "readonly", "deprecated", "documentation", "defaultLibrary"};

class TokenEncoder {
 public:
  explicit TokenEncoder(const Positions& positions)
      : lines_(positions.lines()), text_(positions.text()), encoding_(positions.encoding()) {}

  void append(const ide::SemanticToken& token) {
    move_to(token.range.begin);
    while (true) {
      const ide::TextOffset line_end = lines_.line_range(text_, line_).end;
      append_piece({at_, std::min(token.range.end, line_end)}, token);
      if (line_ + 1 >= lines_.line_count() || lines_.line_start(line_ + 1) >= token.range.end) {
        return;
      }
      if (base::defect_strikes("token-second-line-lost")) {
        return;
      }
      move_to(lines_.line_start(line_ + 1));
    }
  }

  std::vector<std::uint32_t> finish() && { return std::move(data_); }

 private:
  /// `offset` is not before the last one.
  void move_to(ide::TextOffset offset) {
    if (line_ + 1 < lines_.line_count() && lines_.line_start(line_ + 1) <= offset) {
      line_ = lines_.line_of(offset);
      at_ = lines_.line_start(line_);
      column_ = 0;
    }
    column_ += columns({at_, offset});
    at_ = offset;
  }

  [[nodiscard]] std::uint32_t columns(ide::TextRange range) const {
    const auto is_long = [](char byte) { return (static_cast<unsigned char>(byte) & 0x80U) != 0; };
    if (base::has_seeded_defects && std::ranges::any_of(base::slice(text_, range), is_long) &&
        base::defect_strikes("token-length-in-bytes")) {
      return range.length();
    }
    return encoding_ == base::PositionEncoding::utf8
               ? range.length()
               : one_line_.position(base::slice(text_, range), range.length(), encoding_).character;
  }

  void append_piece(ide::TextRange piece, const ide::SemanticToken& token) {
    if (piece.begin >= piece.end) {
      return;
    }
    const std::uint32_t length = columns(piece);
    const std::uint32_t lines_down = line_ - last_line_;
    data_.insert(data_.end(), {lines_down, lines_down == 0 ? column_ - last_column_ : column_,
                               length, static_cast<std::uint32_t>(token.type),
                               static_cast<std::uint32_t>(token.modifiers)});
    last_line_ = line_;
    last_column_ = column_;
  }

  const base::LineIndex& lines_;
  std::string_view text_;
  base::PositionEncoding encoding_;
  base::LineIndex one_line_;  ///< of a text without line ends, whatever it is
  // Where at_ is.
  ide::TextOffset at_ = 0;
  std::uint32_t line_ = 0;
  std::uint32_t column_ = 0;
  // Where the last token begins.
  std::uint32_t last_line_ = 0;
  std::uint32_t last_column_ = 0;
  std::vector<std::uint32_t> data_;
};

}  // namespace

protocol::SemanticTokensLegend semantic_tokens_legend(const protocol::ClientCapabilities& client) {
  protocol::SemanticTokensLegend legend{{type_names.begin(), type_names.end()},
                                        {modifier_names.begin(), modifier_names.end()}};
  if (client.textDocument.semanticTokens) {
    const auto& known = client.textDocument.semanticTokens->tokenTypes;
    const auto knows = [&](std::string_view name) {
      return std::ranges::find(known, name) != known.end();
    };
    if (!knows("decorator") && knows("macro")) {  // 3.17
      legend.tokenTypes[static_cast<std::size_t>(ide::SemanticTokenType::decorator)] = "macro";
    }
  }
  return legend;
}

std::vector<std::uint32_t> encode_tokens(const Positions& positions,
                                         std::vector<ide::SemanticToken> tokens) {
  keep_apart(tokens, &ide::SemanticToken::range);
  TokenEncoder encoder(positions);
  for (const ide::SemanticToken& token : tokens) {
    encoder.append(token);
  }
  return std::move(encoder).finish();
}

}  // namespace troupe::handlers
