// The texts that sessions have read from disk, each content once in the process.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/source_text.hpp"

namespace troupe::actors {

/// Gives out one common text for all that have the same bytes, and what is derived from it with it.
/// It knows a text as long as somebody holds it. What a client has typed never comes here: a
/// session can find out that some other has read the same bytes from disk, by time, and nothing
/// else. Thread-safe. Outlives its readers.
class TextPool {
 public:
  TextPool() = default;
  TextPool(const TextPool&) = delete;
  TextPool& operator=(const TextPool&) = delete;
  ~TextPool() = default;

  /// One session's files. One thread at a time. When it goes the session holds nothing any more.
  class Reader {
   public:
    explicit Reader(std::shared_ptr<TextPool> texts) : texts_(std::move(texts)) {}
    ~Reader();
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;

    /// The common text of `text`, which is what `path` now has.
    [[nodiscard]] base::SourceText took(const std::string& path, const base::SourceText& text);
    /// `path` has no text any more.
    void lost(const std::string& path);

   private:
    std::shared_ptr<TextPool> texts_;
    /// By path. Of texts that the session has let go, too: only reading tells what it holds.
    std::map<std::string, std::shared_ptr<base::Sharing>> held_;
  };

  struct Status {
    std::size_t texts = 0;  ///< that somebody holds
    std::size_t bytes = 0;  ///< of them
    std::uint64_t derivations_made = 0;
    std::uint64_t derivations_found = 0;
  };
  /// Takes time in proportion to the texts.
  [[nodiscard]] Status status() const;

 private:
  [[nodiscard]] base::SourceText common_text(const base::SourceText& text);
  void forget_gone();

  const std::shared_ptr<base::DerivationCounts> counts_ =
      std::make_shared<base::DerivationCounts>();
  mutable std::mutex mutex_;
  std::unordered_multimap<std::size_t, base::SourceText::Weak> by_hash_;  ///< under mutex_
  std::size_t tidy_at_ = 1024;  ///< under mutex_: the size at which those that are gone are removed
};

}  // namespace troupe::actors
