#include "server/output.hpp"

#include <cerrno>
#include <cstdio>

#include "server/exit_codes.hpp"

namespace troupe::server {

int fail(const std::string& message) {
  std::fprintf(stderr, "troupe: %s\n", message.c_str());
  return exit_code::usage;
}

bool write_out(const std::string& text) {
  const bool is_written =
      std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
  return is_written || errno == EPIPE;
}

}  // namespace troupe::server
