// Everything that lint rules say about a file, with remedies.
#pragma once

#include <vector>

#include "analysis/ide/inputs.hpp"
#include "analysis/ide/structs.hpp"
#include "analysis/languages/graphql/lint/core/rule.hpp"

namespace troupe::graphql::lint {

/// A diagnostic and what can be done about it. Ranges are those of the file.
struct Linted {
  ide::Diagnostic diagnostic;
  const Rule* rule = nullptr;  ///< null: about a comment that silences rules
  std::vector<Fix> fixes;
};

/// What is not silenced, ordered by range, code and message: comments that silence nothing, too.
/// Empty for files of no project and for those that are shut out from linting.
[[nodiscard]] std::vector<Linted> lint(engine::Context& context, ide::FileId file);

/// The diagnostics alone; of configuration files, what is wrong in Troupe's settings in them.
[[nodiscard]] std::vector<ide::Diagnostic> lint_diagnostics(engine::Context& context,
                                                            ide::FileId file);

/// Both lists in the order that ide::Language promises.
[[nodiscard]] std::vector<ide::Diagnostic> merged(std::vector<ide::Diagnostic> left,
                                                  std::vector<ide::Diagnostic> right);

}  // namespace troupe::graphql::lint
