// The end of one operation, on its way to JavaScript.
#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "failure.h"

struct StatFields {
  uint64_t size = 0;
  uint64_t modified = 0;  // seconds since 1970
  uint32_t flags = 0;     // kXR_ stat flags
  std::string id;
};

struct Outcome {
  std::optional<Failure> failure;
  double seconds = 0;
  uint64_t bytes = 0;
  uint64_t size = 0;  // of the whole remote file
  uint64_t resumed = 0;  // of the bytes, those that had been there before
  std::string md5;
  std::string adler32;
  std::string text;  // the answer to a query
  std::optional<StatFields> stat;
};
