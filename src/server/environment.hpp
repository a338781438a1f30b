// The process's environment as a value.
#pragma once

#include <functional>
#include <map>
#include <string>

namespace troupe::server {

[[nodiscard]] std::map<std::string, std::string, std::less<>> process_environment();

}  // namespace troupe::server
