#include "server/token_command.hpp"

#include "server/exit_codes.hpp"
#include "server/output.hpp"
#include "transport/token.hpp"

namespace troupe::server {

int run_token_new(const TokenNewCommand& command) {
  const auto token = transport::make_token_file(command.file);
  return token ? exit_code::clean : fail(token.error().message);
}

}  // namespace troupe::server
