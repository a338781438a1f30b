// Formats a file again and again for some seconds, from its text to the formatted text, and prints
// the median and the least time, in nanoseconds: `tools/bench/graphql/format` calls this in turn
// with others.
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "analysis/languages/graphql/formatting/format.hpp"
#include "analysis/languages/graphql/syntax/parser.hpp"

namespace {

using namespace troupe;
using Clock = std::chrono::steady_clock;

std::string read(const char* path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) {
    std::cerr << "usage: graphql_format_bench FILE SECONDS\n";
    return 2;
  }
  const base::SourceText source(read(arguments[1]));
  const double seconds = std::atof(arguments[2]);
  std::vector<double> times;
  std::size_t size = 0;
  const auto end = Clock::now() + std::chrono::duration<double>(seconds);
  while (Clock::now() < end || times.size() < 10) {
    const auto begin = Clock::now();
    size += graphql::formatted(graphql::parse(source), graphql::FormatStyle()).size();
    times.push_back(std::chrono::duration<double, std::nano>(Clock::now() - begin).count());
  }
  std::ranges::sort(times);
  std::cout << R"({"median": )" << times[times.size() / 2] << R"(, "least": )" << times.front()
            << R"(, "size": )" << size / times.size() << "}\n";
  return 0;
}
