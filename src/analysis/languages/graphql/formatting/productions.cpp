// A node is its children in order, with the tokens that are no nodes (keywords, punctuators) put in
// between as they come. Most gaps follow from the two tokens around them; a production that wants
// another one sets it before it goes on. So there is one function for each production that can be
// broken into lines, and none for the others.
#include "analysis/languages/graphql/formatting/productions.hpp"

#include <algorithm>

#include "analysis/languages/graphql/syntax/trivia.hpp"

namespace troupe::graphql {

void Productions::lay_out(syntax::NodeRef definition) {
  next_ = definition.record().first_token;
  last_ = TokenKind::end_of_file;
  layout_.restart(next_);
  before_next(GapKind::none, GapRole::within);
  node(definition);
  layout_.finish();
}

void Productions::before_next(GapKind gap, GapRole role) {
  is_gap_set_ = true;
  gap_ = gap;
  role_ = role;
}

GapKind Productions::usual_gap() const {
  switch (kind_at(next_)) {
    case TokenKind::colon:
    case TokenKind::bang:
    case TokenKind::right_bracket:
    case TokenKind::right_parenthesis:
    case TokenKind::left_parenthesis:
      return GapKind::none;
    default:
      break;
  }
  switch (last_) {
    case TokenKind::dollar:
    case TokenKind::at:
    case TokenKind::left_bracket:
    case TokenKind::left_parenthesis:
      return GapKind::none;
    default:
      return GapKind::space;
  }
}

void Productions::token() {
  const GapKind gap = is_gap_set_ ? gap_ : usual_gap();
  const GapRole role = is_gap_set_ ? role_ : GapRole::within;
  is_gap_set_ = false;
  layout_.token(next_, gap, role);
  last_ = kind_at(next_);
  ++next_;
}

void Productions::tokens_before(std::uint32_t end) {
  while (next_ < end) {
    token();
  }
}

void Productions::leave_out(TokenKind kind) {
  if (kind_at(next_) == kind) {
    ++next_;
  }
}

void Productions::node(syntax::NodeRef node) {
  switch (kind_of(node)) {
    case NodeKind::arguments:
    case NodeKind::arguments_definition:
      return group_in_brackets(node, GapKind::soft, GapRole::item);
    case NodeKind::variable_definitions:
    case NodeKind::list_value:
      return group_in_brackets(node, GapKind::soft, GapRole::packed_item);
    case NodeKind::object_value:
      return group_in_brackets(node, node.children().empty() ? GapKind::soft : GapKind::line,
                               GapRole::packed_item);
    case NodeKind::selection_set:
    case NodeKind::fields_definition:
    case NodeKind::enum_values_definition:
    case NodeKind::input_fields_definition:
    case NodeKind::root_operation_types:
      return block_in_braces(node);
    case NodeKind::fragment_spread:
      return fragment_spread(node);
    case NodeKind::implements_interfaces:
      return interfaces(node);
    case NodeKind::union_type_definition:
    case NodeKind::union_type_extension:
      return union_definition(node);
    case NodeKind::union_member_types:
      return union_members(node);
    case NodeKind::directive_locations:
      return directive_locations(node);
    default:
      return parts(node);
  }
}

void Productions::parts(syntax::NodeRef node) {
  const syntax::ChildRange children = node.children();
  for (auto child = children.begin(); child != children.end();) {
    if (kind_of(*child) == NodeKind::directive) {
      child = directives(child, children.end(), node);
    } else {
      part(*child, node);
      ++child;
    }
  }
  tokens_before(node.record().token_end);
}

void Productions::part(syntax::NodeRef child, syntax::NodeRef parent) {
  tokens_before(child.record().first_token);
  if (kind_of(child) == NodeKind::description) {
    return description(child, parent);
  }
  if (kind_of(child) == NodeKind::variable_definitions && !is_gap_set_ &&
      !parent.child(static_cast<syntax::NodeKind>(NodeKind::name))) {
    before_next(GapKind::space, GapRole::within);  // query ($a: Int)
  }
  node(child);
}

void Productions::description(syntax::NodeRef node, syntax::NodeRef parent) {
  tokens_before(node.record().token_end);
  const bool may_share_line =
      kind_of(parent) == NodeKind::input_value_definition && last_ == TokenKind::string;
  before_next(may_share_line ? GapKind::line : GapKind::hard, GapRole::within);
}

/// Those of an operation or a fragment stand below its first word, all others one level deeper.
syntax::ChildRange::Iterator Productions::directives(syntax::ChildRange::Iterator first,
                                                     syntax::ChildRange::Iterator end,
                                                     syntax::NodeRef parent) {
  const bool is_executable = kind_of(parent) == NodeKind::operation_definition ||
                             kind_of(parent) == NodeKind::fragment_definition;
  tokens_before((*first).record().first_token);
  layout_.open_group();
  if (!is_executable) {
    layout_.indent();
  }
  before_next(is_executable ? GapKind::line : GapKind::directive_line, GapRole::packed_item);
  while (true) {
    node(*first);
    ++first;
    if (first == end || kind_of(*first) != NodeKind::directive) {
      break;
    }
    before_next(GapKind::line, GapRole::packed_item);
  }
  if (!is_executable) {
    layout_.dedent();
  }
  layout_.close_group();
  return first;
}

void Productions::fragment_spread(syntax::NodeRef node) {
  token();
  before_next(GapKind::none, GapRole::within);
  parts(node);
}

/// implements A & B, broken behind the ampersands.
void Productions::interfaces(syntax::NodeRef node) {
  token();
  layout_.indent();
  leave_out(TokenKind::ampersand);
  token();
  layout_.open_group();
  while (next_ < node.record().token_end) {
    token();
    before_next(GapKind::line, GapRole::packed_item);
    token();
  }
  layout_.close_group();
  layout_.dedent();
}

/// The whole definition is one group: with its directives, the members have to fit on a line.
void Productions::union_definition(syntax::NodeRef node) {
  const syntax::ChildRange children = node.children();
  auto child = children.begin();
  if (child != children.end() && kind_of(*child) == NodeKind::description) {
    part(*child, node);
    ++child;
  }
  token();
  layout_.open_group();
  for (; child != children.end();) {
    if (kind_of(*child) == NodeKind::directive) {
      child = directives(child, children.end(), node);
    } else {
      part(*child, node);
      ++child;
    }
  }
  layout_.close_group();
}

void Productions::union_members(syntax::NodeRef node) {
  token();
  layout_.indent();
  leave_out(TokenKind::pipe);
  before_next(GapKind::bar, GapRole::packed_item);
  token();
  while (next_ < node.record().token_end) {
    before_next(GapKind::line, GapRole::packed_item);
    token();
    token();
  }
  layout_.dedent();
}

/// Always on one line.
void Productions::directive_locations(syntax::NodeRef node) {
  leave_out(TokenKind::pipe);
  tokens_before(node.record().token_end);
}

void Productions::group_in_brackets(syntax::NodeRef node, GapKind edge, GapRole role) {
  token();
  layout_.open_group();
  layout_.indent();
  before_next(edge, GapRole::first_item);
  for (const syntax::NodeRef child : node.children()) {
    item(child);
    before_next(GapKind::comma, role);
  }
  layout_.dedent();
  before_next(edge, GapRole::closer);
  token();
  layout_.close_group();
}

void Productions::block_in_braces(syntax::NodeRef node) {
  token();
  layout_.indent();
  before_next(GapKind::hard, GapRole::first_item);
  for (const syntax::NodeRef child : node.children()) {
    item(child);
    before_next(GapKind::hard, GapRole::item);
  }
  layout_.dedent();
  before_next(GapKind::hard, GapRole::closer);
  token();
}

void Productions::item(syntax::NodeRef node) {
  const syntax::TokenIndex first{next_};
  const base::TextRange gap = tree_.tokens().gap_before(first);
  if (gap.length() > 1 && asks_to_leave(tree_.text(), gap)) {
    return bytes(node, Layout::Lines::unknown);
  }
  if (is_hole(node.range())) {
    return bytes(node, Layout::Lines::one);
  }
  this->node(node);
}

void Productions::bytes(syntax::NodeRef node, Layout::Lines lines) {
  layout_.verbatim(next_, node.record().token_end, gap_, role_, lines);
  next_ = node.record().token_end;
  last_ = kind_at(next_ - 1);
  is_gap_set_ = false;
}

bool Productions::is_hole(base::TextRange range) const {
  if (host_ == nullptr) {
    return false;
  }
  const auto hole = std::ranges::lower_bound(host_->holes, range.begin, {},
                                             [](base::TextRange each) { return each.begin; });
  return hole != host_->holes.end() && hole->contains(range);
}

bool asks_to_leave(std::string_view text, base::TextRange gap) {
  std::string_view last;
  for (const base::TextRange comment : CommentsIn(text, gap)) {
    last = base::slice(text, comment);
  }
  const auto is_space = [](char byte) { return byte == ' ' || byte == '\t'; };
  while (!last.empty() && (last.front() == '#' || is_space(last.front()))) {
    last.remove_prefix(1);
  }
  while (!last.empty() && is_space(last.back())) {
    last.remove_suffix(1);
  }
  return last == "prettier-ignore" || last == "troupe-ignore-format";
}

}  // namespace troupe::graphql
