#include "server/logging.hpp"

#include <algorithm>
#include <climits>
#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include <poll.h>
#include <spdlog/logger.h>
#include <spdlog/sinks/base_sink.h>
#include <spdlog/sinks/basic_file_sink.h>
#include <unistd.h>

namespace troupe::server {

namespace {

spdlog::level::level_enum spdlog_level(handlers::LogLevel level) {
  switch (level) {
    case handlers::LogLevel::debug:
      return spdlog::level::debug;
    case handlers::LogLevel::info:
      return spdlog::level::info;
    case handlers::LogLevel::warning:
      return spdlog::level::warn;
    case handlers::LogLevel::error:
      return spdlog::level::err;
    case handlers::LogLevel::off:
      return spdlog::level::off;
  }
  return spdlog::level::info;
}

/// Writes to standard error what it takes without waiting. Whoever started the server may never
/// read what it logs, and a full pipe would otherwise stop every actor that has something to say.
/// What is dropped is counted, and said when there is room again.
class StandardErrorSink final : public spdlog::sinks::base_sink<std::mutex> {
 protected:
  void sink_it_(const spdlog::details::log_msg& message) override {
    spdlog::memory_buf_t line;
    formatter_->format(message, line);
    if (dropped_ > 0) {
      const std::string confession =
          "(" + std::to_string(dropped_) + " lines were dropped here, because nobody read them)\n";
      if (!write(confession)) {
        ++dropped_;
        return;
      }
      dropped_ = 0;
    }
    if (!write({line.data(), line.size()})) {
      ++dropped_;
    }
  }
  void flush_() override {}

 private:
  /// In pieces that a pipe takes whole once it polls as writable. False: it does not.
  static bool write(std::string_view text) {
    while (!text.empty()) {
      pollfd polled{.fd = STDERR_FILENO, .events = POLLOUT, .revents = 0};
      if (::poll(&polled, 1, 0) <= 0 || (polled.revents & POLLOUT) == 0) {
        return false;
      }
      const ssize_t count =
          ::write(STDERR_FILENO, text.data(), std::min<std::size_t>(text.size(), PIPE_BUF));
      if (count <= 0) {
        return false;
      }
      text.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
  }

  std::size_t dropped_ = 0;  ///< lines, since the last that was written
};

}  // namespace

base::Result<actors::LogSink> make_log_sink(const LogSettings& settings) {
  std::shared_ptr<spdlog::logger> logger;
  try {
    spdlog::sink_ptr sink;
    if (settings.file.empty()) {
      sink = std::make_shared<StandardErrorSink>();
    } else {
      sink = std::make_shared<spdlog::sinks::basic_file_sink_mt>(settings.file);
    }
    logger = std::make_shared<spdlog::logger>("troupe", std::move(sink));
  } catch (const spdlog::spdlog_ex& error) {
    return base::failure("cannot open the log file " + settings.file + ": " + error.what());
  }
  logger->set_level(spdlog_level(settings.level));
  logger->flush_on(spdlog::level::debug);
  logger->set_pattern("%Y-%m-%dT%H:%M:%S.%e %t %l: %v");
  return [logger](handlers::LogLevel level, std::string_view line) {
    logger->log(spdlog_level(level), "{}", line);
  };
}

}  // namespace troupe::server
