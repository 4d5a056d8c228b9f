// The local end of a transfer.
#pragma once
#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "direct_writer.h"
#include "../napi/failure.h"

class LocalFile {
 public:
  explicit LocalFile(std::string path) : path_(std::move(path)) {}
  ~LocalFile();
  LocalFile(const LocalFile &) = delete;
  LocalFile &operator=(const LocalFile &) = delete;

  /// Regular files only.
  std::optional<Failure> OpenSource(uint64_t &size);
  /// Nothing is made or changed: only says what would certainly fail later.
  std::optional<Failure> CheckTarget(bool overwrite) const;
  std::optional<Failure> OpenTarget(bool overwrite, uint32_t mode);
  /// A target that may hold the beginning of its content: `size` is what is there. Only our own plain files.
  std::optional<Failure> OpenResumed(uint32_t mode, uint64_t &size);

  /// From now on writes pass by the memory of the system, where that can be. Once, after the file was opened.
  void WriteDirectly() { direct_ = DirectWriter::Of(fd_); }
  bool WritesDirectly() const { return direct_ != nullptr; }

  /// Exactly `length` bytes, or a failure ('truncated' if the file ended).
  std::optional<Failure> Read(void *buffer, size_t length, uint64_t offset) const;
  std::optional<Failure> Write(const void *buffer, size_t length, uint64_t offset) const;
  /// Lets the disk begin with what was written, without waiting for it.
  void StartWriteback(uint64_t offset, uint64_t length) const;
  /// A failure 'truncated' if the size is no longer `size`.
  std::optional<Failure> CheckSize(uint64_t size) const;
  /// Cuts what is too long.
  std::optional<Failure> Truncate(uint64_t size) const;
  std::optional<Failure> Commit(bool sync);

  /// Removes a target that we opened; a later OpenTarget fails. Any thread.
  void Discard();

 private:
  const std::string path_;
  std::mutex mutex_;  // between opening and discarding
  int fd_ = -1;
  std::unique_ptr<DirectWriter> direct_;
  bool target_ = false;  // opened as a target, and a regular file: Discard may remove it
  dev_t device_ = 0;
  ino_t inode_ = 0;
  bool discarded_ = false;
};
