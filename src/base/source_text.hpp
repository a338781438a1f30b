// An immutable text that is shared, never copied: what actors pass around and inputs hold.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "base/derivations.hpp"
#include "base/text_range.hpp"

namespace troupe::base {

/// A shared immutable UTF-8 text. Copying is a reference count; comparing looks at the pointer
/// first and then at the bytes. A default-constructed text is empty. Safe to read from any thread.
///
/// A text is either private, as an editor's unsaved text always is, or common: read from a disk,
/// perhaps for several who know nothing of each other. A common text has a place for what is
/// computed from it alone (Derivations), so that this is done once for all. Nobody can tell them
/// apart by what is computed, only by how long that takes.
class SourceText {
 public:
  SourceText() = default;
  explicit SourceText(std::string text)
      : data_(std::make_shared<const std::string>(std::move(text))) {}
  explicit SourceText(std::shared_ptr<const std::string> data) : data_(std::move(data)) {}

  /// A common text.
  [[nodiscard]] static SourceText common(std::string text, std::shared_ptr<Sharing> sharing) {
    return SourceText(std::make_shared<const Block>(std::move(text), std::move(sharing)));
  }

  [[nodiscard]] std::string_view view() const {
    return data_ ? std::string_view(*data_) : std::string_view();
  }
  [[nodiscard]] std::size_t size() const { return data_ ? data_->size() : 0; }

  /// Of a common text; null for a private one.
  [[nodiscard]] Derivations* derivations() const { return derivations_; }

  /// A part as a text of its own, common if this is.
  /// REQUIRES: range.end <= size().
  [[nodiscard]] SourceText part(TextRange range) const {
    if (derivations_ == nullptr) {
      return SourceText(std::string(slice(view(), range)));
    }
    const std::uint64_t variant = (std::uint64_t{range.begin} << 32U) | range.end;
    return SourceText(derivations_->get<Block>(variant, [&] {
      return std::make_shared<const Block>(std::string(slice(view(), range)),
                                           derivations_->sharing());
    }));
  }

  /// Of `bytes` that belong to this text: what one of those answers for who hold it, so that the
  /// sum over all of them is what there is.
  [[nodiscard]] std::size_t charge(std::size_t bytes) const {
    const std::size_t holders =
        derivations_ != nullptr ? derivations_->sharing()->holders.load(std::memory_order_relaxed)
                                : 1;
    return holders > 1 ? bytes / holders : bytes;
  }

  /// Keeps no text alive.
  class Weak {
   public:
    Weak() = default;
    explicit Weak(const SourceText& text) : data_(text.data_), derivations_(text.derivations_) {}
    [[nodiscard]] bool is_gone() const { return data_.expired(); }
    /// The text; an empty one if it is gone.
    [[nodiscard]] SourceText lock() const {
      SourceText text(data_.lock());
      text.derivations_ = text.data_ ? derivations_ : nullptr;
      return text;
    }

   private:
    std::weak_ptr<const std::string> data_;
    Derivations* derivations_ = nullptr;
  };

  friend bool operator==(const SourceText& left, const SourceText& right) {
    return left.data_ == right.data_ || left.view() == right.view();
  }

 private:
  /// A common text. Also the kind of derivation that a part is.
  struct Block {
    using Value = Block;
    Block(std::string content, std::shared_ptr<Sharing> sharing)
        : text(std::move(content)), derivations(std::move(sharing)) {}
    const std::string text;
    mutable Derivations derivations;
  };
  explicit SourceText(const std::shared_ptr<const Block>& block)
      : data_(block, &block->text), derivations_(&block->derivations) {}

  std::shared_ptr<const std::string> data_;  ///< of a common text: in its block
  Derivations* derivations_ = nullptr;       ///< in the same block
};

}  // namespace troupe::base
