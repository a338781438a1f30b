#include "analysis/languages/graphql/lint/core/suppressions.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "analysis/ide/lines.hpp"
#include "analysis/languages/graphql/lint/rules/rules.hpp"
#include "analysis/languages/graphql/schema/definitions.hpp"
#include "analysis/languages/graphql/syntax/trivia.hpp"

namespace troupe::graphql::lint {
namespace {

constexpr std::uint32_t last_of_all = std::numeric_limits<std::uint32_t>::max();

enum class Word : std::uint8_t { here, file, line, next_line, from_here, until_here };

struct WordEntry {
  std::string_view text;
  Word word;
  bool is_ours;
};
/// Longer ones before those that they begin with.
constexpr std::array<WordEntry, 6> words = {{
    {"troupe-ignore-file", Word::file, true},
    {"troupe-ignore", Word::here, true},
    {"eslint-disable-next-line", Word::next_line, false},
    {"eslint-disable-line", Word::line, false},
    {"eslint-disable", Word::from_here, false},
    {"eslint-enable", Word::until_here, false},
}};

bool is_space(char c) {
  return c == ' ' || c == '\t';
}

class Scanner {
 public:
  Scanner(const syntax::Tree& tree, const base::LineIndex& lines) : tree_(&tree), lines_(&lines) {}

  /// Goes from word to word, and reads all comments of a gap at once: linear, however many of them
  /// stand in one place.
  Suppressions run() {
    const syntax::TokenList& tokens = tree_->tokens();
    Search ours(tree_->text(), "troupe-ignore");
    Search others(tree_->text(), "eslint-");
    for (std::size_t from = 0;;) {
      const std::size_t at = std::min(ours.next(from), others.next(from));
      if (at == std::string_view::npos) {
        return std::move(found_);
      }
      const auto offset = static_cast<base::TextOffset>(at);
      const syntax::TokenIndex token = tokens.first_ending_after(offset);
      const base::TextRange gap = tokens.gap_before(token);
      if (gap.contains(offset)) {
        for (const base::TextRange comment : CommentsIn(tree_->text(), gap)) {
          read(comment);
        }
      }
      from = std::max<std::size_t>(at + 1, gap.contains(offset) ? gap.end : 0);
    }
  }

 private:
  /// Where a word comes next; looks at every byte once.
  class Search {
   public:
    Search(std::string_view text, std::string_view word) : text_(text), word_(word) {}
    std::size_t next(std::size_t from) {
      if (!is_known_ || (at_ != std::string_view::npos && at_ < from)) {
        at_ = text_.find(word_, from);
        is_known_ = true;
      }
      return at_;
    }

   private:
    std::string_view text_;
    std::string_view word_;
    std::size_t at_ = 0;
    bool is_known_ = false;
  };

  void read(base::TextRange comment) {
    const std::string_view text = base::slice(tree_->text(), comment);
    const std::size_t begin = text.find_first_not_of("# \t");
    if (begin == std::string_view::npos) {
      return;
    }
    const std::string_view rest = text.substr(begin);
    const auto entry = std::ranges::find_if(words, [&](const WordEntry& word) {
      return rest.starts_with(word.text) &&
             (rest.size() == word.text.size() || is_space(rest[word.text.size()]));
    });
    if (entry == words.end()) {
      return;
    }
    const auto word_begin = static_cast<base::TextOffset>(comment.begin + begin);
    const auto names_begin = static_cast<base::TextOffset>(word_begin + entry->text.size());
    read_names(*entry, comment, {word_begin, names_begin});
  }

  void read_names(const WordEntry& entry, base::TextRange comment, base::TextRange word) {
    std::string_view names = base::slice(tree_->text(), {word.end, comment.end});
    names = names.substr(0, names.find("--"));
    const std::size_t before = found_.all.size();
    bool has_names = false;
    for (std::size_t at = 0; at < names.size();) {
      if (is_space(names[at]) || names[at] == ',') {
        ++at;
        continue;
      }
      std::size_t end = names.find_first_of(", \t", at);
      end = end == std::string_view::npos ? names.size() : end;
      const base::TextRange range = {static_cast<base::TextOffset>(word.end + at),
                                     static_cast<base::TextOffset>(word.end + end)};
      add_name(entry, comment, names.substr(at, end - at), range);
      has_names = true;
      at = end;
    }
    if (!has_names) {
      add(entry, comment, nullptr, word);
    }
    const auto count = static_cast<std::uint32_t>(found_.all.size() - before);
    for (std::size_t i = before; i < found_.all.size(); ++i) {
      found_.all[i].count = count;
    }
  }

  void add_name(const WordEntry& entry, base::TextRange comment, std::string_view name,
                base::TextRange range) {
    if (const Rule* rule = find_rule(name)) {
      add(entry, comment, rule, range);
    } else if (entry.is_ours) {
      found_.unknown.push_back({std::string(name), range, is_validation_rule(name)});
    }
  }

  void add(const WordEntry& entry, base::TextRange comment, const Rule* rule,
           base::TextRange range) {
    const std::uint32_t line = lines_->line_of(comment.begin);
    if (entry.word == Word::until_here) {
      std::erase_if(open_, [&](std::size_t index) {
        Suppression& open = found_.all[index];
        const bool ends = rule == nullptr || open.rule == nullptr || open.rule == rule;
        open.last_line = ends ? line : open.last_line;
        return ends;
      });
      return;
    }
    if (entry.word == Word::from_here) {
      if (std::ranges::any_of(open_,
                              [&](std::size_t index) { return found_.all[index].rule == rule; })) {
        return;
      }
      open_.push_back(found_.all.size());
    }
    Suppression suppression{
        .rule = rule, .range = range, .comment = comment, .is_ours = entry.is_ours};
    switch (entry.word) {
      case Word::file:
        suppression.last_line = last_of_all;
        break;
      case Word::from_here:
        suppression.first_line = line;
        suppression.last_line = last_of_all;
        break;
      case Word::here:
        suppression.first_line = is_first_on_line(comment) ? next_line(comment) : line;
        suppression.last_line = suppression.first_line;
        break;
      case Word::next_line:
        suppression.first_line = suppression.last_line = next_line(comment);
        break;
      default:
        suppression.first_line = suppression.last_line = line;
    }
    found_.all.push_back(suppression);
  }

  [[nodiscard]] bool is_first_on_line(base::TextRange comment) const {
    const std::uint32_t line = lines_->line_of(comment.begin);
    const base::TextRange before = {lines_->line_start(line), comment.begin};
    return std::ranges::all_of(base::slice(tree_->text(), before), is_space);
  }

  /// The line of the next token: other comments may stand between.
  [[nodiscard]] std::uint32_t next_line(base::TextRange comment) const {
    const syntax::TokenIndex token = tree_->tokens().first_ending_after(comment.end);
    return lines_->line_of(tree_->tokens().begin(token));
  }

  const syntax::Tree* tree_;
  const base::LineIndex* lines_;
  Suppressions found_;
  std::vector<std::size_t> open_;  ///< `eslint-disable` that nothing has ended: one for each rule
};

}  // namespace

Suppressions FileSuppressions::execute(engine::Context& context, const Key& file) {
  const syntax::Tree& tree = context.get<FileSyntax>(file);
  const std::string_view text = tree.text();
  const std::size_t first = text.find('#');  // Most texts have no comment: one glance at each byte.
  if (first == std::string_view::npos ||
      (text.find("troupe-ignore", first) == std::string_view::npos &&
       text.find("eslint-", first) == std::string_view::npos)) {
    return {};
  }
  return Scanner(tree, context.get<ide::FileLines>(file)).run();
}

}  // namespace troupe::graphql::lint
