// A record is: tag, length, body. A body's fields stand in a fixed order; what a newer writer adds
// stands behind them, where `length` lets an older reader pass over it. Numbers are varints
// (LEB128), texts are length and bytes. The details of a message are (field, value) pairs, for most
// kinds use few of them.
#include "protocol/trace_records.hpp"

#include <array>
#include <bit>
#include <cstddef>
#include <cstring>

namespace troupe::protocol::trace {

namespace {

/// Numbers of the format: never changed, never used again.
template <typename>
constexpr std::uint64_t tag_of = 0;
template <>
constexpr std::uint64_t tag_of<Header> = 1;
template <>
constexpr std::uint64_t tag_of<Actor> = 2;
template <>
constexpr std::uint64_t tag_of<Kind> = 3;
template <>
constexpr std::uint64_t tag_of<Variable> = 4;
template <>
constexpr std::uint64_t tag_of<Blob> = 5;
template <>
constexpr std::uint64_t tag_of<Begin> = 6;
template <>
constexpr std::uint64_t tag_of<End> = 7;
template <>
constexpr std::uint64_t tag_of<Written> = 8;
template <>
constexpr std::uint64_t tag_of<Armed> = 9;
template <>
constexpr std::uint64_t tag_of<Logged> = 10;
template <>
constexpr std::uint64_t tag_of<Finish> = 11;
template <>
constexpr std::uint64_t tag_of<Gap> = 12;
template <>
constexpr std::uint64_t tag_of<Checkpoint> = 13;
template <>
constexpr std::uint64_t tag_of<World> = 14;

enum class Field : std::uint8_t {
  stamp = 1,
  job,
  number,
  flag,
  outcome,
  hash,
  text,
  paths,
  problems,
  files
};

/// Writes fields; `Source` below reads them by the same calls, so that each record's layout is told
/// once.
class Sink {
 public:
  static constexpr bool reads = false;
  explicit Sink(std::string& out) : out_(out) {}

  void operator()(const std::uint64_t& number) {
    std::uint64_t left = number;
    while (left >= 0x80U) {
      out_.push_back(static_cast<char>(left | 0x80U));
      left >>= 7U;
    }
    out_.push_back(static_cast<char>(left));
  }
  void operator()(const std::string& text) {
    (*this)(text.size());
    out_.append(text);
  }
  template <typename Item>
  void operator()(const std::vector<Item>& items) {
    (*this)(items.size());
    for (const Item& item : items) {
      (*this)(item);
    }
  }
  void operator()(const std::pair<std::string, std::uint64_t>& pair) {
    (*this)(pair.first);
    (*this)(pair.second);
  }
  void operator()(const FileEntry& file) {
    (*this)(file.path);
    (*this)(file.state);
    (*this)(file.blob);
  }
  void operator()(const Details& details) {
    numbered(Field::stamp, details.stamp);
    numbered(Field::job, details.job);
    numbered(Field::number, details.number);
    numbered(Field::flag, details.flag);
    numbered(Field::outcome, details.outcome);
    numbered(Field::hash, details.hash);
    filled(Field::text, details.text);
    filled(Field::paths, details.paths);
    filled(Field::problems, details.problems);
    filled(Field::files, details.files);
  }

 private:
  void numbered(Field field, const std::optional<std::uint64_t>& number) {
    if (number) {
      (*this)(static_cast<std::uint64_t>(field));
      (*this)(*number);
    }
  }
  template <typename Value>
  void filled(Field field, const Value& value) {
    if (!value.empty()) {
      (*this)(static_cast<std::uint64_t>(field));
      (*this)(value);
    }
  }

  std::string& out_;
};

/// Reads fields; after the first that is not whole everything is empty and ok() false.
class Source {
 public:
  explicit Source(std::string_view bytes) : bytes_(bytes) {}
  [[nodiscard]] bool ok() const { return ok_; }
  [[nodiscard]] bool at_end() const { return bytes_.empty(); }

  void operator()(std::uint64_t& number) {
    constexpr unsigned bits = 64;
    number = 0;
    for (unsigned shift = 0; shift < bits; shift += 7) {
      if (bytes_.empty()) {
        return fail();
      }
      const auto byte = static_cast<unsigned char>(bytes_.front());
      bytes_.remove_prefix(1);
      number |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
      if (byte < 0x80U) {
        return;
      }
    }
    fail();
  }
  std::string_view take() {
    std::uint64_t size = 0;
    (*this)(size);
    if (size > bytes_.size()) {
      fail();
      return {};
    }
    const std::string_view taken = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return taken;
  }
  void operator()(std::string& text) { text = take(); }
  template <typename Item>
  void operator()(std::vector<Item>& items) {
    std::uint64_t size = 0;
    (*this)(size);
    // Each item takes a byte at least: no number is believed that the bytes cannot hold.
    if (size > bytes_.size()) {
      return fail();
    }
    while (ok_ && size-- > 0) {
      (*this)(items.emplace_back());
    }
  }
  void operator()(std::pair<std::string, std::uint64_t>& pair) {
    (*this)(pair.first);
    (*this)(pair.second);
  }
  void operator()(FileEntry& file) {
    (*this)(file.path);
    (*this)(file.state);
    (*this)(file.blob);
  }
  void operator()(Details& details) {
    while (ok_ && !at_end()) {
      std::uint64_t field = 0;
      (*this)(field);
      read(static_cast<Field>(field), details);
    }
  }

 private:
  void read(Field field, Details& details) {
    switch (field) {
      case Field::stamp:
        return (*this)(details.stamp.emplace());
      case Field::job:
        return (*this)(details.job.emplace());
      case Field::number:
        return (*this)(details.number.emplace());
      case Field::flag:
        return (*this)(details.flag.emplace());
      case Field::outcome:
        return (*this)(details.outcome.emplace());
      case Field::hash:
        return (*this)(details.hash.emplace());
      case Field::text:
        return (*this)(details.text);
      case Field::paths:
        return (*this)(details.paths);
      case Field::problems:
        return (*this)(details.problems);
      case Field::files:
        return (*this)(details.files);
    }
    // A field of a newer writer, of unknown shape: it and what follows it cannot be read.
    bytes_ = {};
  }
  void fail() {
    ok_ = false;
    bytes_ = {};
  }

  std::string_view bytes_;
  bool ok_ = true;
};

/// The layout of each record: `io` is a Sink or a Source.
template <typename Io, typename Value>
void fields(Io& io, Value& v) {
  using Plain = std::remove_const_t<Value>;
  if constexpr (std::is_same_v<Plain, Header>) {
    io(v.version);
    io(v.languages);
    io(v.started_unix_ms);
    io(v.started);
    io(v.settings);
  } else if constexpr (std::is_same_v<Plain, Actor>) {
    io(v.id);
    io(v.path);
  } else if constexpr (std::is_same_v<Plain, Kind>) {
    io(v.number);
    io(v.name);
  } else if constexpr (std::is_same_v<Plain, Variable>) {
    io(v.name);
    io(v.value);
  } else if constexpr (std::is_same_v<Plain, Blob>) {
    io(v.hash);
    io(v.bytes);
  } else if constexpr (std::is_same_v<Plain, Begin>) {
    io(v.seq);
    io(v.receiver);
    io(v.sender);
    io(v.kind);
    io(v.at);
    io(v.waited);
    io(v.details);
  } else if constexpr (std::is_same_v<Plain, End>) {
    io(v.seq);
    io(v.at);
  } else if constexpr (std::is_same_v<Plain, Written>) {
    io(v.seq);
    io(v.body);
  } else if constexpr (std::is_same_v<Plain, Armed>) {
    io(v.seq);
    io(v.due);
  } else if constexpr (std::is_same_v<Plain, Logged>) {
    io(v.seq);
    io(v.level);
    io(v.text);
  } else if constexpr (std::is_same_v<Plain, Finish>) {
    io(v.exit_code);
  } else if constexpr (std::is_same_v<Plain, Gap>) {
    io(v.seq);
  } else if constexpr (std::is_same_v<Plain, Checkpoint>) {
    io(v.seq);
    io(v.at);
    io(v.frames);
    io(v.asked);
    io(v.obstacle);
  } else {
    static_assert(std::is_same_v<Plain, World>);
    io(v.listed);
    io(v.files);
  }
}

template <typename Value>
bool read_if(std::uint64_t tag, Source& body, std::vector<Record>& records) {
  if (tag != tag_of<Value>) {
    return false;
  }
  Value value;
  fields(body, value);
  if (body.ok()) {
    records.emplace_back(std::move(value));
  }
  return true;
}

template <typename... Values>
void read_any(std::uint64_t tag, Source& body, std::vector<Record>& records,
              const std::variant<Values...>* /*kinds*/) {
  static_cast<void>((read_if<Values>(tag, body, records) || ...));
}

}  // namespace

void encode(std::string& out, const Record& record) {
  std::visit(
      [&]<typename Value>(const Value& value) {
        std::string body;
        Sink sink(body);
        fields(sink, value);
        Sink outer(out);
        outer(tag_of<Value>);
        outer(body);
      },
      record);
}

bool decode(std::string_view bytes, std::vector<Record>& records) {
  Source source(bytes);
  while (!source.at_end()) {
    std::uint64_t tag = 0;
    source(tag);
    Source body(source.take());
    if (!source.ok()) {
      return false;
    }
    read_any(tag, body, records, static_cast<const Record*>(nullptr));
    if (!body.ok()) {
      return false;
    }
  }
  return source.ok();
}

std::uint64_t content_hash(std::string_view bytes) {
  constexpr std::uint64_t prime = 0x9E3779B97F4A7C15U;
  std::uint64_t hash = bytes.size() * prime;
  const auto mix = [&](std::uint64_t word) {
    hash = (hash ^ word) * prime;
    hash ^= hash >> 32U;
  };
  std::array<char, 8> word{};
  while (bytes.size() >= word.size()) {
    std::memcpy(word.data(), bytes.data(), word.size());
    auto value = std::bit_cast<std::uint64_t>(word);
    if constexpr (std::endian::native == std::endian::big) {
      value = __builtin_bswap64(value);
    }
    mix(value);
    bytes.remove_prefix(word.size());
  }
  std::uint64_t rest = 0;
  for (const char byte : bytes) {
    rest = rest << 8U | static_cast<unsigned char>(byte);
  }
  mix(rest);
  return hash;
}

}  // namespace troupe::protocol::trace
