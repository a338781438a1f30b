#include "server/crash_report.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "server/newest_files.hpp"

namespace troupe::server {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t reports_kept = 10;
constexpr std::string_view file_beginning = "crash-";
constexpr std::string_view file_ending = ".txt";

std::string milliseconds(transport::Duration duration) {
  return std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(duration).count()) +
         " ms";
}

/// A client chooses ids and method names: they are cut, and nothing in them can pass for more.
std::string plain(std::string_view text) {
  constexpr std::size_t shown_at_most = 60;
  std::string shown(text.substr(0, shown_at_most));
  std::ranges::replace_if(shown, [](char c) { return c <= ' ' || c > '~'; }, '?');
  return text.size() > shown_at_most ? shown.append("...") : shown;
}

/// The time as reports show it, and as their names sort.
std::string utc(const char* format) {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  ::gmtime_r(&now, &parts);
  std::array<char, 64> text{};
  return {text.data(), std::strftime(text.data(), text.size(), format, &parts)};
}

bool write_file(const std::string& path, std::string_view text) {
  constexpr mode_t owner_only = S_IRUSR | S_IWUSR;
  const int descriptor =
      ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, owner_only);
  if (descriptor < 0) {
    return false;
  }
  bool is_written = true;
  while (!text.empty() && is_written) {
    const ssize_t count = ::write(descriptor, text.data(), text.size());
    is_written = count >= 0 || errno == EINTR;
    text.remove_prefix(count > 0 ? static_cast<std::size_t>(count) : 0);
  }
  return ::close(descriptor) == 0 && is_written;
}

}  // namespace

std::string format_crash_report(const CrashReport& report) {
  std::string text = "Troupe " + report.version + " crashed.\n";
  text.append("This file holds no text of your documents. It helps to find the defect: please ")
      .append("attach it when you report one.\n\n");
  const auto line = [&text](std::string_view name, std::string_view value) {
    text.append(name).append(": ").append(value).append("\n");
  };
  line("time", report.time);
  line("ended by", describe(report.end));
  line("crash", std::to_string(report.number) +
                    (report.sessions ? " of this supervisor" : " of this session"));
  line("uptime of the server", milliseconds(report.uptime));
  if (report.sessions) {
    line("sessions", std::to_string(*report.sessions));
  }
  line("open documents", std::to_string(report.documents));
  text.append("\n").append(report.backtrace.empty() ? "The server left no backtrace.\n"
                                                    : report.backtrace);
  text.append("\nlast messages, the newest last:\n");
  for (const PassedMessage& message : report.messages) {
    text.append("  ").append(milliseconds(report.at - message.at)).append(" before");
    if (message.session > 0) {
      text.append(", session ").append(std::to_string(message.session));
    }
    text.append(message.from_client ? ", from the client: " : ", from the server: ");
    text.append(plain(message.method));
    if (!message.id.empty()) {
      text.append(" id ").append(plain(message.id));
    }
    text.append(", ").append(std::to_string(message.bytes)).append(" bytes\n");
  }
  return text;
}

std::optional<std::uint64_t> session_at_work(std::string_view backtrace) {
  constexpr std::string_view beginning = "\nat work for: session ";
  const std::size_t at = backtrace.find(beginning);
  if (at == std::string_view::npos) {
    return std::nullopt;
  }
  const std::string_view digits = backtrace.substr(at + beginning.size());
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return error == std::errc() ? std::optional(number) : std::nullopt;
}

std::string crash_report_folder(
    const std::map<std::string, std::string, std::less<>>& environment) {
  const auto absolute = [&](std::string_view name) {
    const auto found = environment.find(name);
    return found != environment.end() && found->second.starts_with('/') ? found->second : "";
  };
  const std::string state = absolute("XDG_STATE_HOME");
  if (!state.empty()) {
    return state + "/troupe";
  }
  const std::string home = absolute("HOME");
  return home.empty() ? home : home + "/.local/state/troupe";
}

base::Result<std::string> keep_crash_report(const std::string& folder, const std::string& name,
                                            std::string_view text) {
  if (folder.empty()) {
    return base::failure("there is no folder for crash reports: neither XDG_STATE_HOME nor HOME");
  }
  std::error_code error;
  fs::create_directories(folder, error);
  std::string path = folder;
  path.append("/").append(file_beginning).append(name).append(file_ending);
  if (!write_file(path, text)) {
    return base::failure("the crash report " + path +
                         " cannot be written: " + std::strerror(errno));
  }
  keep_newest(folder, file_beginning, file_ending, reports_kept);
  return path;
}

std::string leave_crash_report(CrashReport report, std::size_t number,
                               const std::map<std::string, std::string, std::less<>>& environment,
                               const actors::LogSink& log) {
  report.version = TROUPE_VERSION;
  report.time = utc("%Y-%m-%dT%H:%M:%SZ");
  const std::string text = format_crash_report(report);
  const std::string name =
      utc("%Y%m%dT%H%M%SZ-") + std::to_string(::getpid()) + "-" + std::to_string(number);
  auto path = keep_crash_report(crash_report_folder(environment), name, text);
  if (!path) {
    log(handlers::LogLevel::warning, path.error().message);
    log(handlers::LogLevel::warning, text);
    return "";
  }
  return *path;
}

}  // namespace troupe::server
