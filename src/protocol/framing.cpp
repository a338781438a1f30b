// The decoder is a loop of steps over a view of the input. A step either uses up the front of the
// view and says "go on", or leaves in it what must be kept until more arrives. A chunk that holds
// whole frames is therefore never copied but into their bodies.
//
// Finding framing again rests on one anchor, the CR that ends a Content-Length line. No valid JSON
// text has `Content-Length: N` before a raw CR: outside strings there are no such letters, inside
// them no raw CR. And valid bodies hardly ever have a raw CR at all, so watching every body for it
// costs one memchr. The same search serves four states of need:
//
//   garbage where a header should be      search for the next header, dropping what is before it
//   Content-Length too small              its body is delivered (and refused by whoever parses it);
//   the
//                                         rest of it is garbage where a header should be
//   Content-Length too large, cut frames  the header turns up inside the body: what stands before
//   it is
//                                         delivered if it looks whole, and reading goes on at the
//                                         header
//   Content-Length over the limit         skipped unread, unless a header turns up in what is
//   skipped
#include "protocol/framing.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <limits>

namespace troupe::protocol {

namespace {

constexpr std::string_view length_name = "content-length";
/// Room for `Content-Length`, a colon, some blanks and the digits of any number: a header whose
/// first line is not complete begins in the last so many bytes.
constexpr std::size_t first_line_room = 64;
/// Input is worked off in slices of this, so that going back to a header inside a body stays cheap.
constexpr std::size_t slice_size = std::size_t{64} << 10U;

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_blank(char c) {
  return c == ' ' || c == '\t';
}
bool is_space(char c) {
  return is_blank(c) || c == '\r' || c == '\n';
}
bool is_name_char(char c) {
  return is_digit(c) || (lower(c) >= 'a' && lower(c) <= 'z') || c == '-' || c == '_' || c == '.';
}

/// Whether `text` is `name` in any case.
bool same_name(std::string_view text, std::string_view name) {
  return std::ranges::equal(text, name, {}, lower);
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_space(text.front())) {
    text.remove_prefix(1);
  }
  while (!text.empty() && is_space(text.back())) {
    text.remove_suffix(1);
  }
  return text;
}

/// Whether a body begins and ends as a JSON object or array does.
bool looks_whole(std::string_view body) {
  body = trim(body);
  return body.size() >= 2 && ((body.front() == '{' && body.back() == '}') ||
                              (body.front() == '[' && body.back() == ']'));
}

/// The beginning of `bytes` for a log line, escaped.
std::string excerpt(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string shown = "\"";
  for (const char c : bytes.substr(0, 40)) {
    if (c >= ' ' && c <= '~') {
      shown.push_back(c);
    } else {
      const auto byte = static_cast<unsigned char>(c);
      shown.append({'\\', 'x', digits[byte >> 4U], digits[byte & 0xFU]});
    }
  }
  return shown.append(bytes.size() > 40 ? "...\"" : "\"");
}

enum class HeaderStatus : std::uint8_t { complete, incomplete, garbage, too_long };

/// What a header block at the beginning of some bytes says.
struct Header {
  HeaderStatus status = HeaderStatus::incomplete;
  std::size_t size = 0;                 ///< of the block with its empty line, when complete
  std::optional<std::uint64_t> length;  ///< of the body; absent without a usable Content-Length
  bool utf8 = true;
};

/// A decimal number, saturating; nothing for anything else.
std::optional<std::uint64_t> decimal(std::string_view text) {
  if (text.empty() || !std::ranges::all_of(text, is_digit)) {
    return std::nullopt;
  }
  std::uint64_t number = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
  return parsed.ec == std::errc() ? number : std::numeric_limits<std::uint64_t>::max();
}

/// Whether a Content-Type value names no charset but UTF-8 (`utf8` is an old spelling of it).
bool is_utf8_type(std::string_view value) {
  std::string text(value);
  std::ranges::transform(text, text.begin(), lower);
  const std::size_t at = text.find("charset=");
  if (at == std::string::npos) {
    return true;
  }
  std::string_view charset = std::string_view(text).substr(at + 8);
  charset = trim(charset.substr(0, charset.find(';')));
  if (charset.size() >= 2 && charset.front() == '"' && charset.back() == '"') {
    charset = charset.substr(1, charset.size() - 2);
  }
  return charset == "utf-8" || charset == "utf8";
}

void read_field(Header& header, std::string_view name, std::string_view value) {
  if (same_name(name, length_name)) {
    header.length = decimal(value);
  } else if (same_name(name, "content-type")) {
    header.utf8 = is_utf8_type(value);
  }
}

/// Reads the header block at the beginning of `bytes`. Of equal fields the last counts. Garbage is
/// told as soon as it can be: a client that forgets the header must not wait for 8 KiB to be told
/// so.
Header read_header(std::string_view bytes, std::size_t limit) {
  Header header;
  const std::string_view window = bytes.substr(0, limit);
  std::size_t at = 0;
  const auto unfinished = [&] {
    header.status = bytes.size() >= limit ? HeaderStatus::too_long : HeaderStatus::incomplete;
    return header;
  };
  const auto garbage = [&] {
    header.status = HeaderStatus::garbage;
    return header;
  };
  while (true) {
    const std::size_t line = at;
    while (at < window.size() && is_name_char(window[at])) {
      ++at;
    }
    const std::size_t name_end = at;
    while (at < window.size() && is_blank(window[at])) {
      ++at;
    }
    if (at == window.size()) {
      return unfinished();
    }
    const bool is_empty_line = at == line && window[at] == '\r';
    if (!is_empty_line && (window[at] != ':' || name_end == line)) {
      return garbage();
    }
    const std::size_t value = at + 1;
    at = window.find_first_of("\r\n", at);
    if (at == std::string_view::npos || at + 1 == window.size()) {
      return at == std::string_view::npos || window[at] == '\r' ? unfinished() : garbage();
    }
    if (window[at] != '\r' || window[at + 1] != '\n') {
      return garbage();
    }
    at += 2;
    if (is_empty_line) {
      header.status = HeaderStatus::complete;
      header.size = at;
      return header;
    }
    read_field(header, window.substr(line, name_end - line),
               trim(window.substr(value, at - value)));
  }
}

/// Where the `Content-Length: N` that ends at `end` begins, if it is of reasonable size: the search
/// keeps no more than that of what it has seen.
std::optional<std::size_t> length_line_before(std::string_view bytes, std::size_t end) {
  std::size_t at = end;
  const auto skip_back = [&](auto predicate) {
    const std::size_t before = at;
    while (at > 0 && predicate(bytes[at - 1])) {
      --at;
    }
    return before - at;
  };
  skip_back(is_blank);
  if (skip_back(is_digit) == 0) {
    return std::nullopt;
  }
  skip_back(is_blank);
  if (at == 0 || bytes[at - 1] != ':') {
    return std::nullopt;
  }
  --at;
  skip_back(is_blank);
  if (at < length_name.size() ||
      !same_name(bytes.substr(at - length_name.size(), length_name.size()), length_name)) {
    return std::nullopt;
  }
  at -= length_name.size();
  return end - at <= first_line_room ? std::optional(at) : std::nullopt;
}

struct Found {
  std::size_t at = std::string_view::npos;  ///< where a header begins, npos: nowhere
  std::size_t anchor = 0;                   ///< the CR of its first line
  bool complete = false;                    ///< false: it may yet turn out to be none
};

/// The first header with its first CR at or behind `from`, followed by the beginning of a body.
Found find_header(std::string_view bytes, std::size_t from, std::size_t limit) {
  for (std::size_t cr = bytes.find('\r', from); cr != std::string_view::npos;
       cr = bytes.find('\r', cr + 1)) {
    const std::optional<std::size_t> at = length_line_before(bytes, cr);
    if (!at) {
      continue;
    }
    const Header header = read_header(bytes.substr(*at), limit);
    if (header.status == HeaderStatus::incomplete) {
      return {*at, cr, false};
    }
    if (header.status != HeaderStatus::complete || !header.length) {
      continue;
    }
    const std::size_t body = *at + header.size;
    if (body == bytes.size()) {
      return {*at, cr, false};
    }
    if (bytes[body] == '{' || bytes[body] == '[') {
      return {*at, cr, true};
    }
  }
  return {};
}

/// Whether `text` is how a header may begin whose first line is not complete: a prefix of
/// `Content-Length: 123` or of `Content-Type`.
bool begins_header(std::string_view text) {
  for (const std::string_view name : {length_name, std::string_view("content-type")}) {
    const std::size_t common = std::min(text.size(), name.size());
    if (!same_name(text.substr(0, common), name.substr(0, common))) {
      continue;
    }
    const std::string_view rest = text.substr(common);
    const std::size_t value = rest.find_first_not_of(": \t");
    if (name != length_name || value == std::string_view::npos ||
        std::ranges::all_of(trim(rest.substr(value)), is_digit)) {
      return true;
    }
  }
  return false;
}

/// Where the last bytes of a body may be the beginning of the next header; its size when they are
/// not.
std::size_t swallowed_header(std::string_view body) {
  std::size_t at = body.size() - std::min(body.size(), first_line_room);
  while (at < body.size() && !begins_header(body.substr(at))) {
    ++at;
  }
  return at;
}

}  // namespace

void FrameDecoder::feed(std::string_view bytes, std::vector<FrameEvent>& events) {
  while (!bytes.empty()) {
    std::string_view slice = bytes.substr(0, slice_size);
    bytes.remove_prefix(slice.size());
    std::string carried;
    do {
      if (!pending_.empty()) {
        std::string joined = std::move(pending_);
        pending_.clear();
        joined.append(slice);
        carried = std::move(joined);
        slice = carried;
      }
    } while (step(slice, events));
    pending_.assign(slice);
  }
}

void FrameDecoder::finish(std::vector<FrameEvent>& events) {
  if (state_ == State::body) {
    events.emplace_back(FrameError{FrameErrorKind::truncated,
                                   "the input ended after " + std::to_string(body_.size()) +
                                       " of " + std::to_string(length_) + " bytes of a body"});
    if (looks_whole(body_)) {
      deliver_body(events);
    }
  } else if (state_ == State::header && !trim(pending_).empty() && !suspicious_) {
    events.emplace_back(FrameError{FrameErrorKind::truncated,
                                   "the input ended inside a header: " + excerpt(pending_)});
  }
  *this = FrameDecoder(limits_);
}

bool FrameDecoder::step(std::string_view& bytes, std::vector<FrameEvent>& events) {
  switch (state_) {
    case State::header:
      return step_header(bytes, events);
    case State::body:
      return step_body(bytes, events);
    case State::skip:
      return step_skip(bytes);
    case State::search:
      return step_search(bytes);
  }
  return false;
}

bool FrameDecoder::step_header(std::string_view& bytes, std::vector<FrameEvent>& events) {
  while (!bytes.empty() && is_space(bytes.front())) {
    bytes.remove_prefix(1);
  }
  if (bytes.empty()) {
    return false;
  }
  const Header header = read_header(bytes, limits_.header_block);
  switch (header.status) {
    case HeaderStatus::incomplete:
      return false;
    case HeaderStatus::garbage:
      lose(FrameErrorKind::bad_header, "no header: " + excerpt(bytes), events);
      return true;
    case HeaderStatus::too_long:
      lose(FrameErrorKind::header_too_long, "a header without end: " + excerpt(bytes), events);
      return true;
    case HeaderStatus::complete:
      break;
  }
  if (!header.length) {
    lose(FrameErrorKind::bad_header, "a header without a usable Content-Length: " + excerpt(bytes),
         events);
    return true;
  }
  suspicious_ = false;
  if (!header.utf8) {
    lose(FrameErrorKind::bad_charset, "a charset other than UTF-8: " + excerpt(bytes), events);
    state_ = State::skip;
    length_ = std::min<std::uint64_t>(*header.length, std::numeric_limits<std::size_t>::max());
    bytes.remove_prefix(header.size);
    return true;
  }
  bytes.remove_prefix(header.size);
  begin_body(*header.length, events);
  return true;
}

void FrameDecoder::begin_body(std::uint64_t length, std::vector<FrameEvent>& events) {
  length_ = std::min<std::uint64_t>(length, std::numeric_limits<std::size_t>::max());
  scanned_ = 0;
  if (length > limits_.body) {
    lose(FrameErrorKind::body_too_long,
         "a body of " + std::to_string(length) + " bytes, where at most " +
             std::to_string(limits_.body) + " are read",
         events);
    state_ = State::skip;
    return;
  }
  state_ = State::body;
  body_.clear();
  body_.reserve(length_ + frame_padding);
}

bool FrameDecoder::step_body(std::string_view& bytes, std::vector<FrameEvent>& events) {
  const std::size_t taken = std::min(bytes.size(), length_ - body_.size());
  body_.append(bytes.substr(0, taken));
  bytes.remove_prefix(taken);
  const Found found = find_header(body_, scanned_, limits_.header_block);
  const bool is_full = body_.size() == length_;
  if (found.at != std::string_view::npos && (found.complete || is_full)) {
    split_body(found.at, events);
    return true;
  }
  scanned_ = found.at != std::string_view::npos ? found.anchor : body_.size();
  if (!is_full) {
    return false;
  }
  if (looks_whole(body_)) {
    deliver_body(events);
    return true;
  }
  const std::size_t swallowed = swallowed_header(body_);
  if (swallowed != body_.size() && looks_whole(std::string_view(body_).substr(0, swallowed))) {
    split_body(swallowed, events);
    return true;
  }
  // Whoever parses this body will refuse it. Its end is read again: it may begin the next header.
  pending_.assign(body_, swallowed);
  deliver_body(events);
  return true;
}

void FrameDecoder::split_body(std::size_t header_at, std::vector<FrameEvent>& events) {
  events.emplace_back(
      FrameError{FrameErrorKind::wrong_length, "a body announced as " + std::to_string(length_) +
                                                   " bytes was followed by the next header after " +
                                                   std::to_string(header_at)});
  pending_.assign(body_, header_at);
  // A Content-Type line before the Content-Length one belongs to the header, too.
  body_.resize(swallowed_header(std::string_view(body_).substr(0, header_at)));
  if (looks_whole(body_)) {
    deliver_body(events);
  }
  suspicious_ = false;
  body_.clear();
  state_ = State::header;
}

void FrameDecoder::deliver_body(std::vector<FrameEvent>& events) {
  suspicious_ = !looks_whole(body_);
  events.emplace_back(Frame{std::make_shared<const std::string>(std::move(body_))});
  body_.clear();
  state_ = State::header;
}

bool FrameDecoder::step_skip(std::string_view& bytes) {
  const std::string_view window = bytes.substr(0, length_);
  const bool is_last = window.size() == length_;
  const Found found = find_header(window, 0, limits_.header_block);
  std::size_t dropped = window.size() - std::min(window.size(), first_line_room);
  bool is_over = is_last;
  if (found.at != std::string_view::npos) {
    dropped = found.at;
    is_over = is_last || found.complete;
  } else if (is_last) {
    // What is skipped may have swallowed the beginning of a header. If it did not, what is kept is
    // garbage of a loss that has been told already.
    dropped = swallowed_header(window);
    suspicious_ = true;
  }
  bytes.remove_prefix(dropped);
  length_ -= dropped;
  if (is_over) {
    state_ = State::header;
  }
  return is_over;
}

bool FrameDecoder::step_search(std::string_view& bytes) {
  const Found found = find_header(bytes, 0, limits_.header_block);
  if (found.at != std::string_view::npos) {
    bytes.remove_prefix(found.at);
    if (found.complete) {
      state_ = State::header;
    }
    return found.complete;
  }
  bytes.remove_prefix(bytes.size() - std::min(bytes.size(), first_line_room));
  return false;
}

void FrameDecoder::lose(FrameErrorKind kind, std::string message, std::vector<FrameEvent>& events) {
  if (!suspicious_) {
    events.emplace_back(FrameError{kind, std::move(message)});
  }
  state_ = State::search;
}

std::string encode_frame(std::string_view body) {
  std::string frame = "Content-Length: ";
  frame.reserve(frame.size() + 24 + body.size());
  frame.append(std::to_string(body.size())).append("\r\n\r\n").append(body);
  return frame;
}

}  // namespace troupe::protocol
