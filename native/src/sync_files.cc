#include "sync_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <cerrno>
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

bool Flush(int fd) {
#ifdef __linux__
  static const bool usable = SyncfsTellsErrors();
  return usable && syncfs(fd) == 0;
#else
  (void)fd;
  return false;
#endif
}

struct OpenFile {
  size_t index;
  int fd;
};

}  // namespace

SyncFiles::SyncFiles(Napi::Env env, std::vector<std::string> paths)
    : Napi::AsyncWorker(env),
      paths_(std::move(paths)),
      errors_(paths_.size(), 0),
      deferred_(Napi::Promise::Deferred::New(env)) {}

void SyncFiles::Execute() {
  std::map<dev_t, std::vector<OpenFile>> fileSystems;
  for (size_t i = 0; i < paths_.size(); i++) {
    int fd = open(paths_[i].c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    struct stat info;
    if (fd < 0 || fstat(fd, &info) != 0) {
      errors_[i] = errno;
      if (fd >= 0) close(fd);
      continue;
    }
    fileSystems[info.st_dev].push_back({i, fd});
  }
  for (auto &[device, files] : fileSystems) {
    // A flush that failed does not say for which file.
    const bool flushed = files.size() >= worthFlushing && Flush(files.front().fd);
    for (const OpenFile &file : files) {
      if (!flushed && fsync(file.fd) != 0) errors_[file.index] = errno;
      close(file.fd);
    }
  }
}

void SyncFiles::OnOK() {
  Napi::Array result = Napi::Array::New(Env(), errors_.size());
  for (size_t i = 0; i < errors_.size(); i++) result[i] = Napi::Number::New(Env(), errors_[i]);
  deferred_.Resolve(result);
}
