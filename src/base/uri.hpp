// Document URIs and file paths.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace troupe::base {

/// The absolute, normalised path of a `file:` URI (percent-decoded, `.` and `..` resolved, no
/// trailing slash but for the root); nothing for other schemes, other hosts and malformed URIs.
[[nodiscard]] std::optional<std::string> path_of_uri(std::string_view uri);

/// The `file:` URI of an absolute path. Everything but RFC 3986's unreserved characters and `/` is
/// percent-encoded, so that two spellings of one path cannot come out.
[[nodiscard]] std::string uri_of_path(std::string_view path);

/// Resolves `.` and `..` and doubled slashes of an absolute path lexically (no file system is
/// asked).
[[nodiscard]] std::string normalise_path(std::string_view path);

/// The name by which Troupe knows a document: the normalised path for `file:` URIs, the URI itself
/// for the rest (`untitled:`, `git:` ...), which no file on disk can have since it does not start
/// with `/`.
[[nodiscard]] std::string document_path(std::string_view uri);

/// `path` below `directory`, without the separator between them; nothing when it is not below it.
[[nodiscard]] std::optional<std::string_view> path_below(std::string_view path,
                                                         std::string_view directory);

}  // namespace troupe::base
