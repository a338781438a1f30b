#include "test/analysis/engine/random_program.hpp"

#include <algorithm>

namespace troupe::engine::testing {

const Program* running_program = nullptr;

namespace {

/// Runs a query's steps; `read(cell)` gives a number below 4 (3: absent).
template <typename Read>
std::uint32_t run(const std::vector<Step>& steps, Read&& read) {
  std::uint32_t sum = 0;
  for (const Step& step : steps) {
    if (!step.only_if_odd || sum % 2 == 1) {
      sum = sum * 5 + read(step.choices[sum % step.choices.size()]) + 1;
    }
  }
  return sum % Program::values;
}

}  // namespace

Program Program::make(Random& random, std::uint32_t query_count) {
  Program program;
  for (std::uint32_t query = 0; query < query_count; ++query) {
    std::vector<Step>& steps = program.queries.emplace_back();
    const std::uint32_t step_count = 1 + below(random, 3);
    for (std::uint32_t i = 0; i < step_count; ++i) {
      Step& step = steps.emplace_back();
      step.only_if_odd = below(random, 4) == 0;
      for (std::uint32_t& choice : step.choices) {
        // Mostly near neighbours, so that graphs grow deep.
        const std::uint32_t end = input_count + query;
        choice = below(random, 3) != 0 && query > 0
                     ? end - 1 - below(random, std::min(query, std::uint32_t{4}))
                     : below(random, end);
      }
    }
  }
  return program;
}

std::uint32_t evaluate(const Program& program, const Inputs& inputs, std::uint32_t query,
                       std::set<std::uint32_t>* read) {
  std::vector<std::optional<std::uint32_t>> known(query + 1);
  const auto evaluate_one = [&](const auto& self, std::uint32_t one) -> std::uint32_t {
    if (!known[one]) {
      known[one] = run(program.queries[one], [&](std::uint32_t cell) -> std::uint32_t {
        if (cell < Program::input_count) {
          if (read != nullptr) {
            read->insert(cell);
          }
          return inputs[cell].value_or(Program::values);
        }
        return self(self, cell - Program::input_count);
      });
    }
    return *known[one];
  };
  return evaluate_one(evaluate_one, query);
}

Mark ModelQuery::execute(Context& context, const Key& query) {
  return Mark(run(running_program->queries[query], [&](std::uint32_t cell) -> std::uint32_t {
    if (cell < Program::input_count) {
      const Mark* const found = context.find<ModelInput>(cell);
      return found != nullptr ? found->number() : Program::values;
    }
    return context.get<ModelQuery>(cell - Program::input_count).number();
  }));
}

ChangeSet random_change(Random& random, Inputs& inputs) {
  ChangeSet changes;
  const std::uint32_t count = 1 + below(random, 2);
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::uint32_t input = below(random, Program::input_count);
    if (below(random, 8) == 0) {
      changes.remove<ModelInput>(input);
      inputs[input].reset();
    } else {
      const std::uint32_t value = below(random, Program::values);
      // Each input has a usual durability, and sometimes another.
      const std::uint32_t durability = below(random, 6) == 0 ? below(random, 3) : input % 3;
      changes.set<ModelInput>(input, Mark(value), static_cast<Durability>(durability));
      inputs[input] = value;
    }
  }
  return changes;
}

bool Witness::read(std::uint32_t query) {
  const Mark& mark = snapshot_.get<ModelQuery>(query);
  const bool is_right = mark.is_alive() && mark.number() == evaluate(program_, inputs_, query);
  held_.emplace_back(&mark, mark.number());
  return is_right;
}

bool Witness::read_input(std::uint32_t input) {
  const Mark* const mark = snapshot_.find<ModelInput>(input);
  if (mark == nullptr || !inputs_[input]) {
    return mark == nullptr && !inputs_[input];
  }
  held_.emplace_back(mark, mark->number());
  return mark->is_alive() && mark->number() == *inputs_[input];
}

bool Witness::still_holds() const {
  return std::ranges::all_of(held_, [](const auto& held) {
    return held.first->is_alive() && held.first->number() == held.second;
  });
}

}  // namespace troupe::engine::testing
