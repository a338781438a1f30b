// Writing JSON.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace troupe::protocol {

/// Appends one JSON value to a string, in the order of the calls and without white space. Strings
/// are escaped as far as JSON demands; invalid UTF-8 bytes become U+FFFD, one each, so that what
/// comes out is always valid. It does not check that calls nest: that is the caller's duty
/// (begin/end in pairs, a key before each value of an object).
///
///     JsonWriter writer(out);
///     writer.object([&] {
///       writer.member("line", 3);
///       writer.key("tags");
///       writer.array([&] { writer.integer(1); });
///     });
class JsonWriter {
 public:
  /// `out` must outlive the writer.
  explicit JsonWriter(std::string& out) : out_(&out) {}

  void begin_object() { open('{'); }
  void end_object() { close('}'); }
  void begin_array() { open('['); }
  void end_array() { close(']'); }
  template <typename Body>
  void object(Body&& body) {
    begin_object();
    std::forward<Body>(body)();
    end_object();
  }
  template <typename Body>
  void array(Body&& body) {
    begin_array();
    std::forward<Body>(body)();
    end_array();
  }

  void key(std::string_view name) {
    separate();
    append_string(name);
    out_->push_back(':');
    comma_ = false;
  }
  void string(std::string_view text) {
    separate();
    append_string(text);
    comma_ = true;
  }
  template <std::integral Number>
  void integer(Number number) {
    if constexpr (std::signed_integral<Number>) {
      append_signed(number);
    } else {
      append_unsigned(number);
    }
  }
  /// Not finite: null, as JavaScript writes it.
  void number(double value);
  void boolean(bool value) { raw(value ? "true" : "false"); }
  void null() { raw("null"); }
  /// A complete JSON value, written as it is. REQUIRES: json is valid JSON.
  void raw(std::string_view json) {
    separate();
    out_->append(json);
    comma_ = true;
  }

  void member(std::string_view name, std::string_view text) {
    key(name);
    string(text);
  }
  void member(std::string_view name, const char* text) { member(name, std::string_view(text)); }
  void member(std::string_view name, const std::string& text) {
    member(name, std::string_view(text));
  }
  void member(std::string_view name, std::same_as<bool> auto value) {
    key(name);
    boolean(value);
  }
  template <std::integral Number>
    requires(!std::same_as<Number, bool>)
  void member(std::string_view name, Number number) {
    key(name);
    integer(number);
  }

 private:
  void separate() {
    if (comma_) {
      out_->push_back(',');
    }
  }
  void open(char bracket) {
    separate();
    out_->push_back(bracket);
    comma_ = false;
  }
  void close(char bracket) {
    out_->push_back(bracket);
    comma_ = true;
  }
  void append_string(std::string_view text);
  void append_signed(std::int64_t number);
  void append_unsigned(std::uint64_t number);

  std::string* out_;
  bool comma_ = false;  ///< whether the next key or value needs a comma before it
};

}  // namespace troupe::protocol
