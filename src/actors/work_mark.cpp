#include "actors/work_mark.hpp"

namespace troupe::actors {

namespace {

thread_local const char* works_for = nullptr;

}  // namespace

WorkMark::WorkMark(const std::string& who) {
  works_for = who.empty() ? nullptr : who.c_str();
}

WorkMark::~WorkMark() {
  works_for = nullptr;
}

const char* WorkMark::current() {
  return works_for;
}

}  // namespace troupe::actors
