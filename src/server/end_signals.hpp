// Being asked to end.
#pragma once

#include <csignal>

namespace troupe::server {

/// SIGTERM and SIGINT, taken out of the hands of all threads. To be made before the first thread.
class EndSignals {
 public:
  EndSignals();
  ~EndSignals();
  EndSignals(const EndSignals&) = delete;
  EndSignals& operator=(const EndSignals&) = delete;

  /// Readable when one has come.
  [[nodiscard]] int descriptor() const { return descriptor_; }
  /// Until one has come.
  void wait() const;
  /// The one that has come is forgotten; from now on they do what they do by default.
  void let_through() const;

 private:
  sigset_t set_{};
  int descriptor_;
};

}  // namespace troupe::server
