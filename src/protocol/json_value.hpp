// Parsed JSON: a view into the document that a JsonReader holds.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>

namespace troupe::protocol {

enum class JsonKind : std::uint8_t { null, boolean, integer, number, string, array, object };

class JsonItems;
class JsonMembers;

/// One value of a parsed document: two words, copied freely. Valid until its JsonReader parses
/// again or dies; strings it gives live as long. The as_... functions give nothing for a value of
/// another kind; get, items and members of a value of another kind are empty. Thread: the reader's.
class JsonValue {
 public:
  /// Null, of no document: valid forever.
  JsonValue() = default;

  [[nodiscard]] JsonKind kind() const { return kind_; }
  [[nodiscard]] bool is_null() const { return kind_ == JsonKind::null; }
  [[nodiscard]] bool is_object() const { return kind_ == JsonKind::object; }
  [[nodiscard]] bool is_array() const { return kind_ == JsonKind::array; }

  /// A member of an object; linear in its members. Of equal keys the first.
  [[nodiscard]] std::optional<JsonValue> get(std::string_view key) const {
    const JsonValue value = find(key);
    return value.exists() ? std::optional(value) : std::nullopt;
  }
  /// The same, with a null that does not exist in place of nothing: it fits two registers.
  [[nodiscard]] JsonValue find(std::string_view key) const;
  /// Whether it stands in a document.
  [[nodiscard]] bool exists() const { return document_ != nullptr; }

  [[nodiscard]] std::optional<bool> as_bool() const;
  /// Integers, and floating point numbers with an integral value (`1.0`, `1e2`), that fit.
  [[nodiscard]] std::optional<std::int64_t> as_int() const;
  [[nodiscard]] std::optional<std::uint64_t> as_uint() const;
  [[nodiscard]] std::optional<double> as_number() const;
  [[nodiscard]] std::optional<std::string_view> as_string() const;

  [[nodiscard]] JsonItems items() const;
  [[nodiscard]] JsonMembers members() const;

  /// The value as JSON text, without white space, members in their order.
  [[nodiscard]] std::string to_json() const;

 private:
  friend class JsonReader;
  friend class JsonItems;
  friend class JsonMembers;
  JsonValue(const void* document, std::uint32_t index);
  /// The index behind the value at `index` and everything in it.
  [[nodiscard]] static std::uint32_t after(const void* document, std::uint32_t index);

  const void* document_ = nullptr;  ///< the parser library's document
  std::uint32_t index_ = 0;         ///< where the value begins in it
  JsonKind kind_ = JsonKind::null;
};

/// The elements of an array, in order.
class JsonItems {
 public:
  class Iterator {
   public:
    using value_type = JsonValue;
    using difference_type = std::ptrdiff_t;
    using iterator_concept = std::input_iterator_tag;
    Iterator() = default;
    JsonValue operator*() const { return {document_, index_}; }
    Iterator& operator++() {
      index_ = JsonValue::after(document_, index_);
      return *this;
    }
    void operator++(int) { ++*this; }
    friend bool operator==(Iterator left, Iterator right) { return left.index_ == right.index_; }

   private:
    friend class JsonItems;
    Iterator(const void* document, std::uint32_t index) : document_(document), index_(index) {}
    const void* document_ = nullptr;
    std::uint32_t index_ = 0;
  };
  [[nodiscard]] Iterator begin() const { return {document_, begin_}; }
  [[nodiscard]] Iterator end() const { return {document_, end_}; }
  [[nodiscard]] bool empty() const { return begin_ == end_; }

 private:
  friend class JsonValue;
  JsonItems(const void* document, std::uint32_t begin, std::uint32_t end)
      : document_(document), begin_(begin), end_(end) {}
  const void* document_;
  std::uint32_t begin_;
  std::uint32_t end_;
};

struct JsonMember {
  std::string_view key;
  JsonValue value;
};

/// The members of an object, in order, equal keys and all.
class JsonMembers {
 public:
  class Iterator {
   public:
    using value_type = JsonMember;
    using difference_type = std::ptrdiff_t;
    using iterator_concept = std::input_iterator_tag;
    Iterator() = default;
    JsonMember operator*() const;
    Iterator& operator++() {
      index_ = JsonValue::after(document_, index_ + 1);
      return *this;
    }
    void operator++(int) { ++*this; }
    friend bool operator==(Iterator left, Iterator right) { return left.index_ == right.index_; }

   private:
    friend class JsonMembers;
    Iterator(const void* document, std::uint32_t index) : document_(document), index_(index) {}
    const void* document_ = nullptr;
    std::uint32_t index_ = 0;  ///< of the key; the value follows
  };
  [[nodiscard]] Iterator begin() const { return {document_, begin_}; }
  [[nodiscard]] Iterator end() const { return {document_, end_}; }
  [[nodiscard]] bool empty() const { return begin_ == end_; }

 private:
  friend class JsonValue;
  JsonMembers(const void* document, std::uint32_t begin, std::uint32_t end)
      : document_(document), begin_(begin), end_(end) {}
  const void* document_;
  std::uint32_t begin_;
  std::uint32_t end_;
};

}  // namespace troupe::protocol
