// One bucket for the bytes of all transfers of this process.
#pragma once
#include <cstdint>
#include <functional>

namespace throttle {

/// Bytes a second for all transfers together; 0 for no limit.
void Limit(double bytesPerSecond);
/// Takes bytes out of the bucket. Returns 0, or if there are none the milliseconds after which to ask again.
double Take(uint32_t bytes);
/// Calls `job` after some milliseconds, on a thread that must not be blocked.
void Later(double milliseconds, std::function<void()> job);

}  // namespace throttle
