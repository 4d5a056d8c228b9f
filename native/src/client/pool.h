// Threads for local file work that no one else may be blocked by.
#pragma once
#include <functional>
#include <vector>

namespace pool {
using Job = std::function<void()>;

/// Two threads: open, fsync, unlink, first reads.
void Post(Job job);
/// The same for many, which wakes the threads only once.
void Post(std::vector<Job> jobs);
/// Four threads: writes that wait for the disk.
void PostWrite(Job job);
}
