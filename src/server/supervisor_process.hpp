// The process of a supervised server.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include <sys/types.h>

#include "base/result.hpp"
#include "server/supervised_session.hpp"

namespace troupe::server {

/// The arguments of the `number`th server (from 1 on) of a supervisor that was started with
/// `arguments`: the same without --supervise. Later servers record their traces to files of their
/// own (`FILE.server2`; `FOLDER/server2`, which is made, where a folder was named), so that the one
/// that holds the crash is kept.
[[nodiscard]] std::vector<std::string> server_arguments(std::span<const std::string> arguments,
                                                        std::size_t number);

/// A running server, with something at its standard input, and pipes from its standard output and
/// for the last words of its crash handler. It dies with the thread that started it, however that
/// ends, and with this object at the latest.
class ServerProcess {
 public:
  enum class Input : std::uint8_t {
    messages,     ///< a pipe
    connections,  ///< a channel (transport/descriptor_passing.hpp), with --passed-connections
  };
  /// This same program again, with `arguments`.
  [[nodiscard]] static base::Result<std::unique_ptr<ServerProcess>> start(
      const std::vector<std::string>& arguments, Input input);
  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;
  ~ServerProcess();

  // Ours; none of them blocks. -1: closed.
  [[nodiscard]] int input() const { return input_; }
  [[nodiscard]] int output() const { return output_; }
  /// Readable when the process has ended; -1 where the kernel cannot tell.
  [[nodiscard]] int ended() const { return pidfd_; }

  void close_input();
  void close_output();
  /// Asks it to end.
  void terminate() const;
  void kill() const;
  /// Waits for the end of the process, which is near or was ordered.
  [[nodiscard]] ServerEnd reap();
  /// What the crash handler wrote. REQUIRES: reap() was called.
  [[nodiscard]] std::string last_words() const;

 private:
  ServerProcess(pid_t process, int input, int output, int report);

  pid_t process_;  ///< -1: reaped
  int input_;
  int output_;
  int report_;
  int pidfd_ = -1;
};

}  // namespace troupe::server
