// A text that anybody of this user can read from a socket, by HTTP.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <thread>

#include "base/result.hpp"
#include "transport/listener.hpp"
#include "transport/wake.hpp"

namespace troupe::transport {

/// Answers `GET` on a Unix socket (mode 0600, other users refused) with a text made at that moment:
/// `curl --unix-socket PATH http://localhost/metrics`. One at a time, on a thread of its own; who
/// dawdles is hung up on.
class TextService {
 public:
  using MakeText = std::function<std::string()>;

  /// Fails when the path cannot be listened on. `make` is called on the service's thread.
  [[nodiscard]] static base::Result<std::unique_ptr<TextService>> start(const std::string& path,
                                                                        std::string content_type,
                                                                        MakeText make);
  TextService(const TextService&) = delete;
  TextService& operator=(const TextService&) = delete;
  ~TextService();

 private:
  TextService(Listener listener, Wake wake, std::string content_type, MakeText make);
  void run();
  void answer(int descriptor) const;

  Listener listener_;
  Wake wake_;  ///< readable when the thread shall end
  std::string content_type_;
  MakeText make_;
  std::thread thread_;
};

}  // namespace troupe::transport
