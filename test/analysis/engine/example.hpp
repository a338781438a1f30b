// The example of docs/engine.md; what follows the blank line is shown there.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/engine/engine.hpp"

using namespace troupe::engine;

// A file's text is an input: set from outside.
struct FileText {
  using Key = std::string;  // its path
  using Value = std::string;
  static constexpr std::string_view name = "file_text";
  static std::size_t memory_size(const Value& text) { return text.capacity(); }
};

// A query: the words of a file, sorted, each once.
struct Words {
  using Key = std::string;
  using Value = std::vector<std::string>;
  static constexpr std::string_view name = "words";
  static Value execute(Context& context, const Key& path) {
    Value words;
    std::string word;
    for (const char c : context.get<FileText>(path) + " ") {
      if (c != ' ') {
        word += c;
      } else if (!word.empty()) {
        words.push_back(std::move(word));
        word.clear();
      }
    }
    std::ranges::sort(words);
    words.erase(std::ranges::unique(words).begin(), words.end());
    return words;
  }
};

// A query over a query. While the set of words stays equal, this does not run again.
struct WordCount {
  using Key = std::string;
  using Value = std::size_t;
  static constexpr std::string_view name = "word_count";
  static Value execute(Context& context, const Key& path) {
    return context.get<Words>(path).size();
  }
};

inline std::vector<std::size_t> count_words() {
  Database database;
  ChangeSet changes;
  changes.set<FileText>("a.txt", "to be or not to be");
  database.apply(std::move(changes));

  const Snapshot before = database.snapshot();  // hand copies of it to as many threads as you like
  const std::size_t first = before.get<WordCount>("a.txt");

  ChangeSet edit;
  edit.set<FileText>("a.txt", "to do is to be");
  database.apply(std::move(edit));  // waits for nobody, whatever `before` is doing

  const Snapshot after = database.snapshot();
  return {first, before.get<WordCount>("a.txt"), after.get<WordCount>("a.txt")};
}
