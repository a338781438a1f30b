// One pass over the text of the message. Strings are told from the rest by their quotes; whether a
// string is a key is seen from the colon behind it; the last key tells whether a value is text. In
// arrays the key of the array counts.
#include "protocol/path_map.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/uri.hpp"

namespace troupe::protocol {

namespace {

constexpr std::string_view scheme = "file://";

/// Members whose strings are written by people or for them.
constexpr std::array<std::string_view, 14> texts{
    "contents", "detail",  "documentation", "filterText", "insertText", "label",   "message",
    "name",     "newText", "query",         "text",       "title",      "tooltip", "value"};

bool is_text(std::string_view key) {
  return std::ranges::find(texts, key) != texts.end();
}

/// Members that hold a path, or a pattern that begins with one, rather than a URI.
bool is_path(std::string_view key) {
  return key == "rootPath" || key == "globPattern";
}

int hex_value(char c) {
  return c >= '0' && c <= '9'   ? c - '0'
         : c >= 'a' && c <= 'f' ? c - 'a' + 10
         : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                : -1;
}

/// The character that a URI inside a JSON string has next, unescaped; moves `at` behind it.
std::optional<char> next_character(std::string_view content, std::size_t& at) {
  if (at >= content.size()) {
    return std::nullopt;
  }
  char c = content[at++];
  if (c == '\\') {
    if (at >= content.size() || content[at] != '/') {
      return std::nullopt;  // No other escape stands in a folder's URI as clients write it.
    }
    c = content[at++];
  }
  if (c == '%' && at + 1 < content.size()) {
    const int high = hex_value(content[at]);
    const int low = hex_value(content[at + 1]);
    if (high >= 0 && low >= 0) {
      at += 2;
      return static_cast<char>(high * 16 + low);
    }
  }
  return c;
}

/// Where `folder` ends at the beginning of a string's content; nothing: it does not stand there.
std::optional<std::size_t> end_of_folder(std::string_view content, std::size_t begin,
                                         std::string_view folder) {
  std::size_t at = begin;
  for (const char expected : folder) {
    if (next_character(content, at) != expected) {
      return std::nullopt;
    }
  }
  std::size_t behind = at;
  const std::optional<char> next = next_character(content, behind);
  return !next || *next == '/' ? std::optional(at) : std::nullopt;
}

/// A path as it stands in a URI.
std::string encode(std::string_view path) {
  return base::uri_of_path(path).substr(scheme.size());
}

/// A path as the content of a JSON string.
std::string escape(std::string_view path) {
  std::string text;
  for (const char c : path) {
    if (c == '"' || c == '\\') {
      text += '\\';
    }
    text += c;
  }
  return text;
}

/// Behind the closing quote of the string whose content begins at `at`.
std::size_t end_of_string(std::string_view body, std::size_t at) {
  while (at < body.size() && body[at] != '"') {
    at += body[at] == '\\' ? 2 : 1;
  }
  return std::min(at, body.size());
}

bool is_key(std::string_view body, std::size_t behind) {
  const std::size_t next = body.find_first_not_of(" \t\r\n", behind);
  return next != std::string_view::npos && body[next] == ':';
}

}  // namespace

void PathMap::add(std::string client, std::string server) {
  for (std::string* path : {&client, &server}) {
    while (path->ends_with('/')) {
      path->pop_back();
    }
  }
  pairs_.push_back({.client = std::move(client), .server = std::move(server)});
}

std::string PathMap::rename(std::string_view body, bool to_server) const {
  std::string out;
  out.reserve(body.size() + 64);
  std::string_view key;
  std::size_t at = 0;
  while (at < body.size()) {
    const std::size_t quote = body.find('"', at);
    if (quote == std::string_view::npos) {
      break;
    }
    out.append(body.substr(at, quote + 1 - at));
    const std::size_t end = end_of_string(body, quote + 1);
    const std::string_view content = body.substr(quote + 1, end - quote - 1);
    const bool key_here = is_key(body, end + 1);
    const bool is_left = !key_here && is_text(key);
    if (is_left || !rename_string(content, to_server, !key_here && is_path(key), out)) {
      out.append(content);
    }
    if (key_here) {
      key = content;
    }
    at = end;
    if (at < body.size()) {
      out += body[at++];
    }
  }
  if (at < body.size()) {
    out.append(body.substr(at));
  }
  return out;
}

/// Appends the content with its folder renamed; false, and nothing is appended, if it has none.
bool PathMap::rename_string(std::string_view content, bool to_server, bool may_be_path,
                            std::string& out) const {
  const bool is_uri = content.starts_with(scheme) || content.starts_with("file:\\/\\/");
  if (!is_uri && !may_be_path) {
    return false;
  }
  const std::size_t begin = !is_uri                       ? 0
                            : content.starts_with(scheme) ? scheme.size()
                                                          : scheme.size() + 2;
  const Pair* best = nullptr;
  std::size_t best_end = 0;
  for (const Pair& pair : pairs_) {
    const auto end = end_of_folder(content, begin, to_server ? pair.client : pair.server);
    if (end && (best == nullptr || *end > best_end)) {
      best = &pair;
      best_end = *end;
    }
  }
  if (best == nullptr) {
    return false;
  }
  const std::string& folder = to_server ? best->server : best->client;
  out.append(content.substr(0, begin));
  out.append(is_uri ? encode(folder) : escape(folder));
  out.append(content.substr(best_end));
  return true;
}

}  // namespace troupe::protocol
