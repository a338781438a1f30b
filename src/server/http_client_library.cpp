// The headers are libcurl's own, so the compiler checks each call; only the addresses are looked up
// at run time. The name with a 4 has been libcurl's since 2006; the second one is what Debian calls
// its build with GnuTLS.
#include "server/http_client_library.hpp"

#include <array>

#include <dlfcn.h>

namespace troupe::server {

namespace {

void* open_library() {
  constexpr std::array names = {"libcurl.so.4", "libcurl-gnutls.so.4", "libcurl.4.dylib"};
  for (const char* const name : names) {
    if (void* const library = ::dlopen(name, RTLD_NOW | RTLD_LOCAL)) {
      return library;
    }
  }
  return nullptr;
}

template <typename Function>
bool find(void* library, const char* name, Function& function) {
  function = reinterpret_cast<Function>(::dlsym(library, name));
  return function != nullptr;
}

bool find_all(void* library, CurlLibrary& curl) {
  return find(library, "curl_global_init", curl.global_init) &&
         find(library, "curl_version_info", curl.version_info) &&
         find(library, "curl_easy_init", curl.easy_init) &&
         find(library, "curl_easy_setopt", curl.easy_setopt) &&
         find(library, "curl_easy_perform", curl.easy_perform) &&
         find(library, "curl_easy_getinfo", curl.easy_getinfo) &&
         find(library, "curl_easy_strerror", curl.easy_strerror) &&
         find(library, "curl_easy_cleanup", curl.easy_cleanup) &&
         find(library, "curl_slist_append", curl.slist_append) &&
         find(library, "curl_slist_free_all", curl.slist_free_all) &&
         find(library, "curl_url", curl.url) && find(library, "curl_url_set", curl.url_set) &&
         find(library, "curl_url_get", curl.url_get) &&
         find(library, "curl_url_cleanup", curl.url_cleanup) &&
         find(library, "curl_free", curl.free);
}

}  // namespace

base::Result<const CurlLibrary*> curl_library() {
  static CurlLibrary curl;
  static bool is_ready = false;
  if (!is_ready) {
    void* const library = open_library();
    if (library == nullptr) {
      return base::failure(
          "libcurl, which asks servers, is not installed (on Debian and Ubuntu: apt install "
          "libcurl4)");
    }
    if (!find_all(library, curl) || curl.global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
      return base::failure("the libcurl that is installed is too old; 7.62 or newer is needed");
    }
    is_ready = true;
  }
  return &curl;
}

}  // namespace troupe::server
