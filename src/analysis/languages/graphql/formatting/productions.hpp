// GraphQL's productions as layouts: where each of them may be broken.
#pragma once

#include <cstdint>

#include "analysis/languages/graphql/formatting/layout.hpp"
#include "analysis/languages/graphql/formatting/style.hpp"
#include "analysis/languages/graphql/syntax/kinds.hpp"

namespace troupe::graphql {

/// Writes the layout of one definition at a time. Lives on the stack of one formatting.
class Productions {
 public:
  /// All outlive this object. `host` is null for a text that stands alone.
  Productions(const syntax::Tree& tree, Layout& layout, const HostPlace* host)
      : tree_(tree), layout_(layout), host_(host) {}

  /// REQUIRES: `definition` has no syntax error, or is a document or an `error` node without
  /// children. Its layout replaces what `layout` held.
  void lay_out(syntax::NodeRef definition);

 private:
  // What stands before the next token: as was set, else what these two tokens want.
  void before_next(GapKind gap, GapRole role);
  void token();
  void tokens_before(std::uint32_t end);
  [[nodiscard]] TokenKind kind_at(std::uint32_t token) const {
    return static_cast<TokenKind>(tree_.tokens().kind(syntax::TokenIndex{token}));
  }
  [[nodiscard]] GapKind usual_gap() const;
  void leave_out(TokenKind kind);

  void node(syntax::NodeRef node);
  void parts(syntax::NodeRef node);
  void part(syntax::NodeRef child, syntax::NodeRef parent);
  void description(syntax::NodeRef node, syntax::NodeRef parent);
  void fragment_spread(syntax::NodeRef node);
  [[nodiscard]] syntax::ChildRange::Iterator directives(syntax::ChildRange::Iterator first,
                                                        syntax::ChildRange::Iterator end,
                                                        syntax::NodeRef parent);
  void interfaces(syntax::NodeRef node);
  void union_definition(syntax::NodeRef node);
  void union_members(syntax::NodeRef node);
  void directive_locations(syntax::NodeRef node);
  /// A list in brackets. `edge` stands behind the opening and before the closing one.
  void group_in_brackets(syntax::NodeRef node, GapKind edge, GapRole role);
  void block_in_braces(syntax::NodeRef node);
  /// An item of a list, or its bytes if a comment asks for that.
  void item(syntax::NodeRef node);
  /// A node's bytes.
  void bytes(syntax::NodeRef node, Layout::Lines lines);
  [[nodiscard]] bool is_hole(base::TextRange range) const;

  const syntax::Tree& tree_;
  Layout& layout_;
  const HostPlace* host_;
  std::uint32_t next_ = 0;
  TokenKind last_ = TokenKind::end_of_file;  ///< of the definition's token before
  bool is_gap_set_ = false;
  GapKind gap_ = GapKind::none;
  GapRole role_ = GapRole::within;
};

/// Whether the last comment in a gap asks to leave what follows as it is: `# prettier-ignore`,
/// which people have in their texts already, or `# troupe-ignore-format`.
[[nodiscard]] bool asks_to_leave(std::string_view text, base::TextRange gap);

}  // namespace troupe::graphql
