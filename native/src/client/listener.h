// Who is told how operations have ended.
#pragma once
#include <cstdint>

#include "../napi/outcome.h"

class Listener {
 public:
  virtual ~Listener() = default;
  /// From any thread, once for each operation.
  virtual void Post(uint32_t id, Outcome outcome) = 0;
};
