// libcurl would follow redirects by itself, but its rules for what goes along are its own and have
// changed over time. Here each hop is a request of its own, made after the origins were compared.
// The URL that was checked is handed on in its parsed form, so that nobody reads it another way.
#include "server/http_client.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "server/http_client_library.hpp"
#include "server/whole_text.hpp"

namespace troupe::server {

namespace {

using Clock = std::chrono::steady_clock;

constexpr int most_redirects = 5;

/// An URL that libcurl has parsed. Copied by its text.
class Url {
 public:
  explicit Url(const CurlLibrary& curl) : curl_(&curl), handle_(curl.url(), curl.url_cleanup) {}

  [[nodiscard]] CURLUcode set(CURLUPart part, const std::string& text, unsigned flags = 0) {
    return curl_->url_set(handle_.get(), part, text.c_str(), flags);
  }
  /// A part; empty when there is none.
  [[nodiscard]] std::string get(CURLUPart part, unsigned flags = 0) const {
    char* text = nullptr;
    if (curl_->url_get(handle_.get(), part, &text, flags) != CURLUE_OK || text == nullptr) {
      return {};
    }
    const std::unique_ptr<char, decltype(curl_->free)> owner(text, curl_->free);
    return text;
  }
  [[nodiscard]] std::string origin() const {
    return get(CURLUPART_SCHEME) + "://" + get(CURLUPART_HOST) + ":" +
           get(CURLUPART_PORT, CURLU_DEFAULT_PORT);
  }
  /// Without what may be secret.
  [[nodiscard]] std::string shown() const {
    const std::string port = get(CURLUPART_PORT, CURLU_NO_DEFAULT_PORT);
    return get(CURLUPART_SCHEME) + "://" + get(CURLUPART_HOST) + (port.empty() ? "" : ":" + port) +
           get(CURLUPART_PATH);
  }
  [[nodiscard]] CURLU* handle() const { return handle_.get(); }

 private:
  const CurlLibrary* curl_;
  std::unique_ptr<CURLU, decltype(CurlLibrary::url_cleanup)> handle_;
};

base::Result<Url> parse_url(const CurlLibrary& curl, const std::string& text) {
  Url url(curl);
  // Only ours are let in, whatever else libcurl can speak; its parser accepts the others here.
  if (url.set(CURLUPART_URL, text, CURLU_NON_SUPPORT_SCHEME) != CURLUE_OK ||
      url.get(CURLUPART_SCHEME).empty()) {
    return base::failure("this is no URL that begins with https:// or http://");
  }
  const std::string scheme = url.get(CURLUPART_SCHEME);
  if (scheme != "https" && scheme != "http") {
    return base::failure("only URLs that begin with https:// or http:// can be fetched, not " +
                         scheme + ":");
  }
  return url;
}

/// What libcurl's callbacks work on.
struct Transfer {
  const HttpRequest* request;
  const std::function<void(std::size_t)>* on_progress;
  std::string body;
  bool is_too_large = false;
};

std::size_t receive(char* data, std::size_t, std::size_t count, void* target) {
  auto& transfer = *static_cast<Transfer*>(target);
  if (count > transfer.request->most_bytes - transfer.body.size()) {
    transfer.is_too_large = true;
    return 0;
  }
  transfer.body.append(data, count);
  return count;
}

int progress(void* target, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  const auto& transfer = *static_cast<Transfer*>(target);
  if (*transfer.on_progress) {
    (*transfer.on_progress)(transfer.body.size());
  }
  return 0;
}

std::string size_words(std::size_t bytes) {
  constexpr std::size_t mebibyte = std::size_t{1024} * 1024;
  return bytes >= mebibyte ? std::to_string(bytes / mebibyte) + " MiB"
                           : std::to_string(bytes) + " bytes";
}

std::string seconds_words(std::chrono::milliseconds time) {
  std::string fraction = std::to_string(1000 + time.count() % 1000).replace(0, 1, ".");
  fraction.erase(fraction.find_last_not_of("0.") + 1);
  return std::to_string(time.count() / 1000) + fraction;
}

/// What went wrong on the way, and what may help.
std::string transport_error(const CurlLibrary& curl, CURLcode code, const Url& url,
                            std::string_view details, const Transfer& transfer) {
  const std::string where = url.shown();
  const std::string host = url.get(CURLUPART_HOST);
  const std::string more(details.empty() ? curl.easy_strerror(code) : details);
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
      return "there is no host " + host + ", or its name cannot be looked up from here";
    case CURLE_COULDNT_RESOLVE_PROXY:
      return "the proxy's name cannot be looked up (see the environment variables https_proxy, "
             "http_proxy and all_proxy)";
    case CURLE_COULDNT_CONNECT:
      return "cannot connect to " + url.origin() + ": nothing listens there, or the way is blocked";
    case CURLE_OPERATION_TIMEDOUT:
      return where + " did not answer completely within " +
             seconds_words(transfer.request->timeout) + " s; --timeout SECONDS gives it longer";
    case CURLE_PEER_FAILED_VERIFICATION:
      return "the certificate of " + url.origin() + " is not to be trusted: " + more +
             "; --ca FILE names authorities that you trust beside the system's";
    case CURLE_SSL_CACERT_BADFILE:
      return "cannot read certificates: " + more;
    case CURLE_SSL_CONNECT_ERROR:
      return "cannot speak TLS with " + url.origin() + ": " + more +
             "; a server without TLS has an URL that begins with http://";
    case CURLE_WRITE_ERROR:
      if (transfer.is_too_large) {
        return "the answer of " + where + " is larger than " +
               size_words(transfer.request->most_bytes) + "; that is no schema";
      }
      break;
    case CURLE_PARTIAL_FILE:
    case CURLE_RECV_ERROR:
    case CURLE_GOT_NOTHING:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
      return "the answer of " + where + " broke off after " + std::to_string(transfer.body.size()) +
             " bytes: " + more;
    case CURLE_BAD_CONTENT_ENCODING:
      return "the answer of " + where + " cannot be unpacked: " + more;
    default:
      break;
  }
  return "cannot ask " + where + ": " + more;
}

/// One request, without redirects.
class Exchange {
 public:
  Exchange(const CurlLibrary& curl, const HttpRequest& request, const Url& url)
      : curl_(&curl),
        request_(&request),
        url_(&url),
        handle_(curl.easy_init(), curl.easy_cleanup),
        headers_(nullptr, curl.slist_free_all) {}

  /// The answer, and where it sends us, if it does.
  base::Result<std::pair<HttpResponse, std::string>> run(
      std::chrono::milliseconds timeout, const std::function<void(std::size_t)>& on_progress) {
    Transfer transfer{request_, &on_progress, {}, false};
    set(CURLOPT_CURLU, url_->handle());
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_TIMEOUT_MS, static_cast<long>(timeout.count()));
    set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(timeout.count()));
    set(CURLOPT_ACCEPT_ENCODING, "gzip, deflate");
    set(CURLOPT_ERRORBUFFER, details_.data());
    set(CURLOPT_WRITEFUNCTION, &receive);
    set(CURLOPT_WRITEDATA, &transfer);
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_XFERINFOFUNCTION, &progress);
    set(CURLOPT_XFERINFODATA, &transfer);
    set_headers_and_body();
    if (auto problem = trust()) {
      return std::unexpected(std::move(*problem));
    }
    const CURLcode code = curl_->easy_perform(handle_.get());
    if (code != CURLE_OK) {
      return base::failure(transport_error(*curl_, code, *url_, details_.data(), transfer));
    }
    return std::pair(response(std::move(transfer.body)), text_info(CURLINFO_REDIRECT_URL));
  }

 private:
  template <typename Value>
  CURLcode set(CURLoption option, Value value) {
    return curl_->easy_setopt(handle_.get(), option, value);
  }

  void set_headers_and_body() {
    for (const std::string& header : request_->headers) {
      // The list's head stays the same once there is one.
      curl_slist* const grown = curl_->slist_append(headers_.get(), header.c_str());
      if (headers_ == nullptr) {
        headers_.reset(grown);
      }
    }
    set(CURLOPT_HTTPHEADER, headers_.get());
    set(CURLOPT_HEADEROPT, static_cast<long>(CURLHEADER_SEPARATE));  // none of them for proxies
    if (request_->method == HttpMethod::post) {
      set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request_->body.size()));
      set(CURLOPT_POSTFIELDS, request_->body.c_str());
    }
  }

  /// Trusts the system's authorities and those of the request. libcurl takes one list of its own
  /// instead of the system's: so both are made one.
  std::optional<base::Error> trust() {
    if (request_->authorities.empty()) {
      return std::nullopt;
    }
    const auto ours = read_whole_file(request_->authorities);
    if (!ours || ours->find("-----BEGIN ") == std::string::npos) {
      return base::Error{request_->authorities +
                         (ours ? " holds no certificate in PEM format" : " cannot be read")};
    }
#if LIBCURL_VERSION_NUM >= 0x074d00
    const curl_version_info_data* const info = curl_->version_info(CURLVERSION_NOW);
    std::string all = *ours + "\n";
    if (info != nullptr && info->age >= CURLVERSION_SEVENTH && info->cainfo != nullptr) {
      all.append(read_whole_file(info->cainfo).value_or(""));
    }
    curl_blob blob{all.data(), all.size(), CURL_BLOB_COPY};
    if (set(CURLOPT_CAINFO_BLOB, &blob) == CURLE_OK) {
      return std::nullopt;
    }
#endif
    set(CURLOPT_CAINFO, request_->authorities.c_str());
    return std::nullopt;
  }

  [[nodiscard]] std::string text_info(CURLINFO what) const {
    const char* text = nullptr;
    curl_->easy_getinfo(handle_.get(), what, &text);
    return text == nullptr ? "" : text;
  }

  [[nodiscard]] HttpResponse response(std::string body) const {
    HttpResponse result;
    curl_->easy_getinfo(handle_.get(), CURLINFO_RESPONSE_CODE, &result.status);
    result.content_type = text_info(CURLINFO_CONTENT_TYPE);
    result.body = std::move(body);
    result.url = url_->shown();
    curl_off_t seconds = 0;
    if (curl_->easy_getinfo(handle_.get(), CURLINFO_RETRY_AFTER, &seconds) == CURLE_OK) {
      result.retry_after = seconds;
    }
    return result;
  }

  const CurlLibrary* curl_;
  const HttpRequest* request_;
  const Url* url_;
  std::unique_ptr<CURL, decltype(CurlLibrary::easy_cleanup)> handle_;
  std::unique_ptr<curl_slist, decltype(CurlLibrary::slist_free_all)> headers_;
  std::array<char, CURL_ERROR_SIZE> details_{};
};

/// Where an answer sends us, if we go there.
base::Result<Url> redirected(const CurlLibrary& curl, const Url& from, const std::string& target) {
  auto to = parse_url(curl, target);
  if (!to) {
    return base::failure(from.shown() + " redirects to something that is no web page");
  }
  if (to->origin() != from.origin()) {
    return base::failure(from.shown() + " redirects to another server, " + to->shown() +
                         ", which gets no headers from here; if that is the right one, fetch from "
                         "that URL");
  }
  return to;
}

}  // namespace

std::string shown_url(const std::string& url) {
  const auto curl = curl_library();
  if (!curl) {
    return "the URL";
  }
  const auto parsed = parse_url(**curl, url);
  return parsed ? parsed->shown() : "the URL";
}

base::Result<HttpResponse> send(const HttpRequest& request,
                                const std::function<void(std::size_t)>& on_progress) {
  const auto curl = curl_library();
  if (!curl) {
    return std::unexpected(curl.error());
  }
  auto url = parse_url(**curl, request.url);
  if (!url) {
    return std::unexpected(url.error());
  }
  const Clock::time_point deadline = Clock::now() + request.timeout;
  for (int hop = 0; hop <= most_redirects; ++hop) {
    if (request.method == HttpMethod::get && (hop == 0 || url->get(CURLUPART_QUERY).empty())) {
      for (const std::string& parameter : request.parameters) {
        (void)url->set(CURLUPART_QUERY, parameter, CURLU_APPENDQUERY | CURLU_URLENCODE);
      }
    }
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now());
    Exchange exchange(**curl, request, *url);
    auto answer = exchange.run(std::max(left, std::chrono::milliseconds(1)), on_progress);
    if (!answer) {
      return std::unexpected(std::move(answer.error()));
    }
    if (answer->second.empty() || answer->first.status == 303) {
      return std::move(answer->first);
    }
    auto next = redirected(**curl, *url, answer->second);
    if (!next) {
      return std::unexpected(std::move(next.error()));
    }
    url = std::move(next);
  }
  return base::failure(url->shown() + " redirects in circles");
}

}  // namespace troupe::server
