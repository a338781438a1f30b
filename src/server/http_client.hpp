// One request to a web server and its answer. The only code of Troupe that asks anybody anything
// over a network; nothing calls it but `troupe schema fetch`.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace troupe::server {

enum class HttpMethod : std::uint8_t { post, get };

struct HttpRequest {
  std::string url;  ///< http: or https:
  HttpMethod method = HttpMethod::post;
  std::vector<std::string> headers;  ///< `Name: value`; REQUIRES: no control characters
  /// The body of a POST; of a GET what is added to the URL's query, `name=value`, not yet encoded.
  std::vector<std::string> parameters;
  std::string body;
  std::chrono::milliseconds timeout{30'000};  ///< for everything, redirects included
  std::string authorities;  ///< path of certificates to trust beside the system's; may be empty
  std::size_t most_bytes = std::size_t{64} * 1024 * 1024;  ///< of the body, unpacked
};

struct HttpResponse {
  long status = 0;
  std::string content_type;  ///< empty: none was given
  std::string body;
  std::string url;               ///< who answered, fit to be shown: without password and query
  std::int64_t retry_after = 0;  ///< seconds; 0: not said
};

/// An URL without user, password, query and fragment, which may be secrets. Of what is no URL: "the
/// URL".
[[nodiscard]] std::string shown_url(const std::string& url);

/// Sends a request and waits for the answer, whatever its status. Follows redirects to the same
/// origin (scheme, host and port), with the same method and body; any other one is an error, so
/// that no header reaches a server that was not named. Certificates are verified. Proxies are those
/// of the usual environment variables. `on_progress` is called now and then while waiting, with the
/// number of bytes so far. Errors say what can be done about them, and hold no header's value.
[[nodiscard]] base::Result<HttpResponse> send(const HttpRequest& request,
                                              const std::function<void(std::size_t)>& on_progress);

}  // namespace troupe::server
