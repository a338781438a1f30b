// Measures the engine. `bench_engine --table [SUBSTRING]` prints the table of docs/engine.md:
// medians beside the figures to beat and the goals. Without --table it is a Google Benchmark
// program.
#include <algorithm>
#include <cstdio>
#include <cstring>
#include <string_view>
#include <vector>

#include <benchmark/benchmark.h>
#include <malloc.h>

#include "shapes.hpp"

namespace {

using troupe::bench::Measurement;

std::vector<Measurement> all_measurements() {
  std::vector<Measurement> all = troupe::bench::read_measurements();
  for (Measurement& one : troupe::bench::write_measurements()) {
    all.push_back(std::move(one));
  }
  return all;
}

double median(const Measurement& measurement) {
  std::vector<double> results;
  results.reserve(static_cast<std::size_t>(measurement.repetitions));
  for (int i = 0; i < measurement.repetitions; ++i) {
    results.push_back(measurement.run());
  }
  std::ranges::sort(results);
  return results[results.size() / 2];
}

void print_table(std::string_view only) {
  std::printf("| %-42s | %9s | %9s | %9s | %-2s |  |\n", "Work", "ours", "Salsa", "goal", "");
  std::printf("| --- | --- | --- | --- | --- | --- |\n");
  for (const Measurement& measurement : all_measurements()) {
    if (measurement.name.find(only) == std::string::npos) {
      continue;
    }
    const double ours = median(measurement);
    const bool more_is_better = measurement.goal > measurement.salsa && measurement.unit == "x";
    const bool is_reached = more_is_better ? ours >= measurement.goal : ours <= measurement.goal;
    std::printf("| %-42s | %9.3g | %9.4g | %9.4g | %-2s | %s |\n", measurement.name.c_str(), ours,
                measurement.salsa, measurement.goal, measurement.unit.c_str(),
                is_reached ? "reached" : "missed");
    std::fflush(stdout);
  }
}

void measure(benchmark::State& state, const Measurement& measurement) {
  for (auto _ : state) {
    const double result = measurement.run();
    const double seconds = measurement.unit == "ns"   ? result / 1e9
                           : measurement.unit == "us" ? result / 1e6
                           : measurement.unit == "ms" ? result / 1e3
                                                      : result;
    state.SetIterationTime(seconds);
  }
  state.counters["salsa"] = measurement.salsa;
  state.counters["goal"] = measurement.goal;
  state.SetLabel(measurement.unit);
}

}  // namespace

int main(int argc, char** argv) {
  // Each repetition makes and drops a database. The heap shall keep its pages in between, as that
  // of a server does that has run for a while: what is measured is the engine and not the page
  // faults.
  mallopt(M_TRIM_THRESHOLD, 1 << 30);
  mallopt(M_MMAP_THRESHOLD, 1 << 30);
  if (argc > 1 && std::strcmp(argv[1], "--table") == 0) {
    print_table(argc > 2 ? argv[2] : "");
    return 0;
  }
  const std::vector<Measurement> all = all_measurements();
  for (const Measurement& measurement : all) {
    benchmark::RegisterBenchmark(
        measurement.name.c_str(),
        [&measurement](benchmark::State& state) { measure(state, measurement); })
        ->UseManualTime()
        ->Iterations(measurement.repetitions);
  }
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
