// Parses a file again and again for some seconds and prints the median and the least time of one
// parse, in nanoseconds, with what came out of it: `tools/bench/graphql_parse/run` calls this in
// turn with others.
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "analysis/languages/graphql/syntax/lexer.hpp"
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

struct Times {
  double median;
  double least;
};

/// Of calls for so many seconds, and at least ten calls, in nanoseconds.
template <typename Call>
Times measure(double seconds, Call call) {
  std::vector<double> times;
  const auto end = Clock::now() + std::chrono::duration<double>(seconds);
  while (Clock::now() < end || times.size() < 10) {
    const auto begin = Clock::now();
    call();
    times.push_back(std::chrono::duration<double, std::nano>(Clock::now() - begin).count());
  }
  const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
  std::ranges::nth_element(times, middle);
  return {.median = *middle, .least = *std::ranges::min_element(times)};
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) {
    std::cerr << "usage: graphql_parse_bench FILE SECONDS\n";
    return 2;
  }
  const base::SourceText source(read(arguments[1]));
  const double seconds = std::atof(arguments[2]);
  std::size_t tokens = 0;
  const Times lexing =
      measure(seconds / 2, [&] { tokens += graphql::lex(source.view()).list.size(); });
  std::size_t memory = 0;
  std::size_t nodes = 0;
  const Times parsing = measure(seconds, [&] {
    const syntax::Tree tree = graphql::parse(source);
    memory = tree.memory_size();
    nodes = tree.nodes().size();
    tokens = tree.tokens().size();
  });
  std::cout << "{\"bytes\":" << source.size() << ",\"lex\":" << lexing.median
            << ",\"parse\":" << parsing.median << ",\"least\":" << parsing.least
            << ",\"tokens\":" << tokens << ",\"nodes\":" << nodes << ",\"memory\":" << memory
            << "}\n";
  return 0;
}
