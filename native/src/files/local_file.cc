#include "local_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace {

// Linux transfers at most about 2 GiB in one call; EINTR is no error.
constexpr size_t mostAtOnce = size_t(1) << 30;

// O_NONBLOCK: opening a fifo must not wait for its other end.
constexpr int commonFlags = O_CLOEXEC | O_NONBLOCK | O_NOCTTY;

}  // namespace

LocalFile::~LocalFile() {
  if (fd_ >= 0) close(fd_);
}

std::optional<Failure> LocalFile::OpenSource(uint64_t &size) {
  fd_ = open(path_.c_str(), O_RDONLY | commonFlags);
  if (fd_ < 0) return LocalFailure(errno, "cannot open", path_);
  struct stat info;
  if (fstat(fd_, &info) != 0) return LocalFailure(errno, "cannot stat", path_);
  if (S_ISDIR(info.st_mode)) return LocalFailure(EISDIR, "cannot upload", path_);
  if (!S_ISREG(info.st_mode)) {
    Failure failure = LocalFailure(EINVAL, "cannot upload", path_);
    failure.message = "cannot upload '" + path_ + "': not a regular file";
    return failure;
  }
  size = static_cast<uint64_t>(info.st_size);
  return std::nullopt;
}

std::optional<Failure> LocalFile::CheckTarget(bool overwrite) const {
  struct stat info;
  if (lstat(path_.c_str(), &info) == 0) {
    if (!overwrite) return LocalFailure(EEXIST, "cannot create", path_);
    if (S_ISDIR(info.st_mode)) return LocalFailure(EISDIR, "cannot write", path_);
    return std::nullopt;
  }
  if (errno != ENOENT) return LocalFailure(errno, "cannot create", path_);
  size_t slash = path_.rfind('/');
  std::string parent = slash == std::string::npos ? "." : path_.substr(0, slash + 1);
  if (path_.empty() || access(parent.c_str(), W_OK | X_OK) != 0)
    return LocalFailure(path_.empty() ? ENOENT : errno, "cannot create", path_);
  return std::nullopt;
}

std::optional<Failure> LocalFile::OpenTarget(bool overwrite, uint32_t mode) {
  std::lock_guard<std::mutex> lock(mutex_);
  if (discarded_) return LocalFailure(ECANCELED, "cannot create", path_);
  fd_ = open(path_.c_str(), O_WRONLY | O_CREAT | (overwrite ? O_TRUNC : O_EXCL) | commonFlags, mode);
  if (fd_ < 0) return LocalFailure(errno, overwrite ? "cannot write" : "cannot create", path_);
  struct stat info;
  if (fstat(fd_, &info) != 0) return LocalFailure(errno, "cannot stat", path_);
  if (S_ISFIFO(info.st_mode) || S_ISSOCK(info.st_mode)) return LocalFailure(ESPIPE, "cannot write", path_);
  target_ = S_ISREG(info.st_mode);
  device_ = info.st_dev;
  inode_ = info.st_ino;
  return std::nullopt;
}

std::optional<Failure> LocalFile::OpenResumed(uint32_t mode, uint64_t &size) {
  std::lock_guard<std::mutex> lock(mutex_);
  if (discarded_) return LocalFailure(ECANCELED, "cannot create", path_);
  fd_ = open(path_.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | commonFlags, mode);
  if (fd_ < 0) return LocalFailure(errno, "cannot write", path_);
  struct stat info;
  if (fstat(fd_, &info) != 0) return LocalFailure(errno, "cannot stat", path_);
  // Someone else may have laid it there, to read what is written or to have another file overwritten.
  if (!S_ISREG(info.st_mode) || info.st_uid != geteuid() || info.st_nlink != 1)
    return LocalFailure(EEXIST, "cannot go on with", path_);
  target_ = true;
  device_ = info.st_dev;
  inode_ = info.st_ino;
  size = static_cast<uint64_t>(info.st_size);
  return std::nullopt;
}

std::optional<Failure> LocalFile::Truncate(uint64_t size) const {
  if (ftruncate(fd_, static_cast<off_t>(size)) != 0) return LocalFailure(errno, "cannot write", path_);
  return std::nullopt;
}

std::optional<Failure> LocalFile::Read(void *buffer, size_t length, uint64_t offset) const {
  char *next = static_cast<char *>(buffer);
  while (length > 0) {
    ssize_t count = pread(fd_, next, std::min(length, mostAtOnce), static_cast<off_t>(offset));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return LocalFailure(errno, "cannot read", path_);
    if (count == 0) return OtherFailure("truncated", "'" + path_ + "' became shorter while it was uploaded");
    next += count;
    offset += static_cast<uint64_t>(count);
    length -= static_cast<size_t>(count);
  }
  return std::nullopt;
}

std::optional<Failure> LocalFile::Write(const void *buffer, size_t length, uint64_t offset) const {
  const char *next = static_cast<const char *>(buffer);
  if (direct_) {
    const size_t done = direct_->Write(next, length, offset);
    next += done;
    offset += done;
    length -= done;
  }
  while (length > 0) {
    ssize_t count = pwrite(fd_, next, std::min(length, mostAtOnce), static_cast<off_t>(offset));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return LocalFailure(errno, "cannot write", path_);
    if (count == 0) return LocalFailure(ENOSPC, "cannot write", path_);
    next += count;
    offset += static_cast<uint64_t>(count);
    length -= static_cast<size_t>(count);
  }
  return std::nullopt;
}

void LocalFile::StartWriteback(uint64_t offset, uint64_t length) const {
#ifdef __linux__
  sync_file_range(fd_, static_cast<off64_t>(offset), static_cast<off64_t>(length), SYNC_FILE_RANGE_WRITE);
#else
  (void)offset;
  (void)length;
#endif
}

std::optional<Failure> LocalFile::CheckSize(uint64_t size) const {
  struct stat info;
  if (fstat(fd_, &info) != 0) return LocalFailure(errno, "cannot stat", path_);
  if (static_cast<uint64_t>(info.st_size) == size) return std::nullopt;
  return OtherFailure("truncated", "'" + path_ + "' changed its size while it was uploaded");
}

std::optional<Failure> LocalFile::Commit(bool sync) {
  if (sync && fsync(fd_) != 0) return LocalFailure(errno, "cannot write", path_);
  std::lock_guard<std::mutex> lock(mutex_);
  int fd = fd_;
  fd_ = -1;
  // Network file systems report a full disk or quota only here.
  if (close(fd) != 0 && errno != EINTR) return LocalFailure(errno, "cannot write", path_);
  return std::nullopt;
}

void LocalFile::Discard() {
  std::lock_guard<std::mutex> lock(mutex_);
  discarded_ = true;
  if (!target_) return;
  target_ = false;
  // Only the very file that we wrote: someone may have put another in its place.
  struct stat there;
  bool same = lstat(path_.c_str(), &there) == 0 && there.st_dev == device_ && there.st_ino == inode_;
  if (same) {
    unlink(path_.c_str());
  } else if (fd_ >= 0 && ftruncate(fd_, 0) != 0) {
    return;  // reached through a link, and not even emptied: nothing more can be done
  }
}
