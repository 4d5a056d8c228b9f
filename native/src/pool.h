// Threads for local file work that no one else may be blocked by.
#pragma once
#include <functional>

namespace pool {
/// Two threads: open, fsync, unlink, first reads.
void Post(std::function<void()> job);
/// Four threads: writes that wait for the disk.
void PostWrite(std::function<void()> job);
}
