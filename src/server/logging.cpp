#include "server/logging.hpp"

#include <memory>
#include <string>

#include <spdlog/logger.h>
#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>

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

}  // namespace

base::Result<actors::LogSink> make_log_sink(const LogSettings& settings) {
  std::shared_ptr<spdlog::logger> logger;
  try {
    spdlog::sink_ptr sink;
    if (settings.file.empty()) {
      sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
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
