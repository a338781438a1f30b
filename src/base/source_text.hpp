// An immutable text that is shared, never copied: what actors pass around and inputs hold.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace troupe::base {

/// A shared immutable UTF-8 text. Copying is a reference count; comparing looks at the pointer
/// first and then at the bytes. A default-constructed text is empty. Safe to read from any thread.
class SourceText {
 public:
  SourceText() = default;
  explicit SourceText(std::string text)
      : data_(std::make_shared<const std::string>(std::move(text))) {}
  explicit SourceText(std::shared_ptr<const std::string> data) : data_(std::move(data)) {}

  [[nodiscard]] std::string_view view() const {
    return data_ ? std::string_view(*data_) : std::string_view();
  }
  [[nodiscard]] std::size_t size() const { return data_ ? data_->size() : 0; }

  friend bool operator==(const SourceText& left, const SourceText& right) {
    return left.data_ == right.data_ || left.view() == right.view();
  }

 private:
  std::shared_ptr<const std::string> data_;
};

}  // namespace troupe::base
