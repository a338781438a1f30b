#include "server/terminal.hpp"

#include <algorithm>

namespace troupe::server {

namespace {

bool is_set(const Environment& environment, std::string_view name) {
  const auto found = environment.find(name);
  return found != environment.end() && !found->second.empty();
}

}  // namespace

bool can_redraw(bool is_terminal, const Environment& environment) {
  const auto term = environment.find("TERM");
  return is_terminal && (term == environment.end() || term->second != "dumb");
}

bool wants_colors(ColorChoice choice, bool is_terminal, const Environment& environment) {
  switch (choice) {
    case ColorChoice::always:
      return true;
    case ColorChoice::never:
      return false;
    case ColorChoice::automatic:
      break;
  }
  if (is_set(environment, "NO_COLOR")) {
    return false;
  }
  return is_set(environment, "FORCE_COLOR") || can_redraw(is_terminal, environment);
}

std::string progress_bar(std::size_t done, std::size_t total) {
  constexpr std::size_t width = 30;
  const std::size_t filled = total == 0 ? 0 : std::min(done, total) * width / total;
  std::string bar = "Checking [" + std::string(filled, '=');
  if (filled < width) {
    bar += '>' + std::string(width - filled - 1, ' ');
  }
  return bar + "] " + std::to_string(done) + "/" + std::to_string(total);
}

void ProgressDisplay::show(std::size_t done, std::size_t total) {
  std::string bar = progress_bar(done, total);
  if (!shown_ || bar == last_) {
    return;
  }
  std::fprintf(stream_, "\r%s\x1b[K", bar.c_str());
  std::fflush(stream_);
  last_ = std::move(bar);
}

void ProgressDisplay::clear() {
  if (!last_.empty()) {
    std::fputs("\r\x1b[K", stream_);
    std::fflush(stream_);
    last_.clear();
  }
}

}  // namespace troupe::server
