// Two threads for local file work that nobody else may be blocked by: open, fsync, unlink, first reads.
#pragma once
#include <functional>

namespace pool {
void Post(std::function<void()> job);
}
