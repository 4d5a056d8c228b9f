#include "throttle.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

#include "runtime.h"

using Clock = std::chrono::steady_clock;

namespace {

// Who waits asks again after so long at the most: what lives must not look stalled.
constexpr double longestWait = 500;
// What may pass at once after a pause, in seconds of the rate.
constexpr double burst = 0.1;

struct Bucket {
  std::mutex mutex;
  double rate = 0;   // bytes a second
  double level = 0;  // bytes; below zero what was taken in advance
  Clock::time_point filled = Clock::now();
};

struct Timer {
  std::mutex mutex;
  std::condition_variable changed;
  std::multimap<Clock::time_point, std::function<void()>> jobs;

  void Run() {
    std::unique_lock<std::mutex> lock(mutex);
    for (;;) {
      if (jobs.empty()) changed.wait(lock);
      else if (jobs.begin()->first > Clock::now()) changed.wait_until(lock, jobs.begin()->first);
      else {
        std::function<void()> job = std::move(jobs.begin()->second);
        jobs.erase(jobs.begin());
        lock.unlock();
        {
          runtime::Busy busy;
          job();
          job = nullptr;  // what the job holds must go while we still count as busy
        }
        lock.lock();
      }
    }
  }
};

// Neither is ever destroyed: the thread runs until the process is gone.
Bucket &bucket = *new Bucket;

Timer &TheTimer() {
  static Timer *timer = [] {
    Timer *made = new Timer;
    std::thread([made] { made->Run(); }).detach();
    return made;
  }();
  return *timer;
}

}  // namespace

void throttle::Limit(double bytesPerSecond) {
  std::lock_guard<std::mutex> lock(bucket.mutex);
  bucket.rate = bytesPerSecond;
  bucket.level = 0;
  bucket.filled = Clock::now();
}

double throttle::Take(uint32_t bytes) {
  std::lock_guard<std::mutex> lock(bucket.mutex);
  if (bucket.rate <= 0) return 0;
  Clock::time_point now = Clock::now();
  double seconds = std::chrono::duration<double>(now - bucket.filled).count();
  bucket.level = std::min(bucket.level + seconds * bucket.rate, bucket.rate * burst);
  bucket.filled = now;
  if (bucket.level < 0) return std::clamp(-bucket.level / bucket.rate * 1000, 1.0, longestWait);
  bucket.level -= bytes;
  return 0;
}

void throttle::Later(double milliseconds, std::function<void()> job) {
  Timer &timer = TheTimer();
  auto due = Clock::now() + std::chrono::microseconds(static_cast<int64_t>(milliseconds * 1000));
  {
    std::lock_guard<std::mutex> lock(timer.mutex);
    timer.jobs.emplace(due, std::move(job));
  }
  timer.changed.notify_one();
}
