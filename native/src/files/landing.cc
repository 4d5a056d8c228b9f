#include "landing.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <cerrno>
#include <cmath>
#include <cstdio>
#include <map>

namespace {

// For fewer it is quicker to ask for each, and what others have written meanwhile need not be waited for.
constexpr size_t worthFlushing = 4;

// Before Linux 5.8 syncfs did not tell of errors.
bool SyncfsTellsErrors() {
#ifdef __linux__
  struct utsname system;
  int major = 0, minor = 0;
  if (uname(&system) != 0 || std::sscanf(system.release, "%d.%d", &major, &minor) != 2) return false;
  return major > 5 || (major == 5 && minor >= 8);
#else
  return false;
#endif
}

int OpenFile(const std::string &path) {
  return open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
}

bool Flush(const std::string &path) {
#ifdef __linux__
  static const bool usable = SyncfsTellsErrors();
  if (!usable) return false;
  const int fd = OpenFile(path);
  if (fd < 0) return false;
  const bool flushed = syncfs(fd) == 0;
  close(fd);
  return flushed;
#else
  (void)path;
  return false;
#endif
}

bool SetModified(const std::string &path, double milliseconds) {
  const double seconds = std::floor(milliseconds / 1000);
  struct timespec times[2] = {{0, UTIME_NOW}, {}};
  times[1].tv_sec = static_cast<time_t>(seconds);
  times[1].tv_nsec = static_cast<long>(milliseconds - seconds * 1000) * 1000000;
  return utimensat(AT_FDCWD, path.c_str(), times, AT_SYMLINK_NOFOLLOW) == 0;
}

}  // namespace

Landing::Landing(std::vector<FileToLand> files) : files_(std::move(files)), results_(files_.size(), 0) {}

std::vector<int> Landing::Run() {
  std::map<dev_t, std::vector<size_t>> fileSystems;
  for (size_t i = 0; i < files_.size(); i++) {
    dev_t device;
    if (Prepare(i, device)) fileSystems[device].push_back(i);
  }
  for (const auto &[device, group] : fileSystems) Sync(group);
  for (size_t i = 0; i < files_.size(); i++) {
    if (results_[i] == 0 && rename(files_[i].path.c_str(), files_[i].target.c_str()) != 0) Failed(i, Step::Rename);
  }
  return std::move(results_);
}

void Landing::Failed(size_t index, Step step) { results_[index] = (static_cast<int>(step) << 16) | errno; }

bool Landing::Prepare(size_t index, dev_t &device) {
  const FileToLand &file = files_[index];
  struct stat info;
  if (lstat(file.path.c_str(), &info) != 0) {
    Failed(index, Step::Open);
    return false;
  }
  if (!S_ISREG(info.st_mode)) {
    errno = S_ISLNK(info.st_mode) ? ELOOP : EINVAL;
    Failed(index, Step::Open);
    return false;
  }
  device = info.st_dev;
  if (std::isnan(file.modified) || SetModified(file.path, file.modified)) return true;
  Failed(index, Step::Utime);
  return false;
}

void Landing::Sync(const std::vector<size_t> &group) {
  // A flush that failed does not say for which file.
  if (group.size() >= worthFlushing && Flush(files_[group.front()].path)) return;
  for (size_t index : group) SyncOne(index);
}

void Landing::SyncOne(size_t index) {
  const int fd = OpenFile(files_[index].path);
  if (fd < 0) {
    Failed(index, Step::Open);
    return;
  }
  if (fsync(fd) != 0) Failed(index, Step::Sync);
  close(fd);
}
