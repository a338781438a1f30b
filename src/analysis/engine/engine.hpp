// The incremental engine, all of it: what a program that uses it includes. See docs/engine.md.
#pragma once

#include "analysis/engine/cancellation.hpp"
#include "analysis/engine/change_set.hpp"
#include "analysis/engine/context.hpp"
#include "analysis/engine/database.hpp"
#include "analysis/engine/event.hpp"
#include "analysis/engine/hash.hpp"
#include "analysis/engine/interned.hpp"
#include "analysis/engine/query.hpp"
#include "analysis/engine/revision.hpp"
#include "analysis/engine/snapshot.hpp"
